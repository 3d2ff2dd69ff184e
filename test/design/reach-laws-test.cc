// SPDX-License-Identifier: GPL-2.0-only
//
// Laws of what designs claim (Design::Reach), for every design that is registered and variants of it: more power, more
// knowledge and less that has to get through reach no fewer VMs.

#include "analysis/exposure/exposure.h"
#include "model/wire/protocol-numbers.h"
#include "test/design/random-versions.h"
#include "test/support/reach-designs.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <span>

namespace ns3::vnlab::test
{
namespace
{

class ReachLaws : public testing::TestWithParam<std::string>
{
  protected:
    /// @return whom each VM reaches
    std::vector<std::vector<VmId>> Ask(std::span<const TenantView> views,
                                       const ReachQuestion& question) const
    {
        const Reachability reach = ReachDesign(GetParam()).GetDesign().Reach(views, question);
        std::vector<std::vector<VmId>> reached;
        for (uint32_t vm = 0; vm < reach.vmCount; ++vm)
        {
            reached.push_back(ReachableSet(reach, VmId{vm}));
        }
        return reached;
    }

    /// Fails where some VM reaches another by the first question and not by the second.
    void ExpectNoMore(std::span<const TenantView> views,
                      const ReachQuestion& less,
                      const ReachQuestion& more) const
    {
        const auto few = Ask(views, less);
        const auto many = Ask(views, more);
        RC_ASSERT(few.size() == many.size());
        for (size_t vm = 0; vm < few.size(); ++vm)
        {
            RC_ASSERT(std::ranges::includes(many[vm], few[vm]));
        }
    }
};

TEST_P(ReachLaws, MorePowerMoreKnowledgeAndLessToGetThroughReachNoFewer)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const CloudPlan plan = PlanOf(scenario);
            const std::vector<TenantView> views = FirstViews(plan, scenario);
            ReachQuestion asked;
            asked.attacker.power =
                *rc::gen::element(Capability::kGuestUser, Capability::kGuestRoot);
            asked.attacker.position = *rc::gen::element(Position::kInside, Position::kNeighbour);
            asked.attacker.knowledge = *rc::gen::element(Knowledge::kEverything, Knowledge::kOwnVm);
            asked.contact =
                *rc::gen::element(Contact::kOneWay, Contact::kTwoWay, Contact::kExploit);
            asked.services = *rc::gen::element(std::vector<Service>{},
                                               std::vector<Service>{{ipproto::kTcp, 80}},
                                               std::vector<Service>{{ipproto::kUdp, 53}});
            ReachQuestion root = asked;
            root.attacker.power = Capability::kGuestRoot;
            ExpectNoMore(views, asked, root);
            ReachQuestion knowing = asked;
            knowing.attacker.knowledge = Knowledge::kEverything;
            ExpectNoMore(views, asked, knowing);
            ReachQuestion oneWay = asked;
            oneWay.contact = Contact::kOneWay;
            ExpectNoMore(views, asked, oneWay);
            ReachQuestion twoWay = asked;
            twoWay.contact = Contact::kTwoWay;
            ReachQuestion exploit = asked;
            exploit.contact = Contact::kExploit;
            ExpectNoMore(views, twoWay, exploit);
        });
}

INSTANTIATE_TEST_SUITE_P(All,
                         ReachLaws,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
