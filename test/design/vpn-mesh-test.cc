// SPDX-License-Identifier: GPL-2.0-only
//
// vpn-mesh as its operators see it: a tunnel works once both of its ends are typed, and no longer than one is.

#include "model/rule/ipsec-tables.h"
#include "model/rule/rule-store.h"
#include "model/rule/typed-fields.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kFieldsOfAnEnd = 10; ///< of a tunnel that lets everything pass
constexpr int64_t kFieldsOfAPort = 2;
const Time kPerField = Seconds(10);

const Design&
VpnMesh()
{
    return *FindDesign("vpn-mesh");
}

CloudScenario
Three(const std::vector<LinkBetween>& first, const std::vector<LinkBetween>& then)
{
    const std::vector<std::string> vms{"a", "b", "c"};
    return {.name = "three",
            .tenants = {{"shop",
                         {MakeSpecification(MakePaths(1), vms, first),
                          MakeSpecification(MakePaths(1), vms, then)}}}};
}

TEST(VpnMesh, DeploysInTheTimeThatItsFieldsTakeToType)
{
    const CloudScenario scenario = Three({{0, 1}, {1, 2}}, {});
    CloudFixture cloud(VpnMesh(), scenario);
    cloud.Start();
    EXPECT_EQ(Simulator::Now(), kPerField * (3 * kFieldsOfAPort + 4 * kFieldsOfAnEnd));
    EXPECT_EQ(cloud.Cloud().GetControlPlane().Refused(), 0U);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{2}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{2}), IsEmpty());
}

TEST(VpnMesh, ALinkIsOpenOnceItsOtherEndIsTypedAndPacketsBeforeAreDropped)
{
    const CloudScenario scenario = Three({{1, 2}}, {{1, 2}, {0, 1}});
    CloudFixture cloud(VpnMesh(), scenario);
    cloud.Start();
    cloud.Change(TenantId{0}, 1);
    DropLog& drops = cloud.Under().drops;
    const Time submitted = Simulator::Now();
    std::set<DropReason> reasons;
    drops.AddObserver([&reasons](DropReason reason, const Ptr<const Packet>&)
                      { reasons.insert(reason); });
    while (cloud.Send(VmId{0}, VmId{1}).empty() && Simulator::Now() - submitted < Hours(1))
    {
    }
    // a's port may be new, too; Send takes a second.
    const Time most = kPerField * (kFieldsOfAPort + 2 * kFieldsOfAnEnd);
    EXPECT_GT(Simulator::Now() - submitted, kPerField * kFieldsOfAnEnd);
    EXPECT_LE(Simulator::Now() - submitted, most + Seconds(2));
    EXPECT_TRUE(reasons.contains(VNLAB_DROP_NO_ASSOCIATION)); // at one end, or the other
    EXPECT_FALSE(reasons.contains(VNLAB_DROP_NOT_AUTHENTIC));
}

TEST(VpnMesh, AnEndThatIsErasedClosesTheLink)
{
    const CloudScenario scenario = Three({{0, 1}, {1, 2}}, {{1, 2}});
    CloudFixture cloud(VpnMesh(), scenario);
    cloud.Start();
    cloud.Change(TenantId{0}, 1);
    const Time submitted = Simulator::Now();
    while (!cloud.Send(VmId{0}, VmId{1}).empty() && Simulator::Now() - submitted < Hours(1))
    {
    }
    EXPECT_LE(Simulator::Now() - submitted, kPerField * kFieldsOfAnEnd);
    cloud.RunFor(Hours(1));
    EXPECT_EQ(cloud.Acknowledged(), 1U);
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
}

/// Who moved keeps its databases; each of its peers has a far end to type anew.
TEST(VpnMesh, AMovedVmIsTypedAnewAtItsPeersAlone)
{
    const CloudScenario scenario = Three({{0, 1}, {0, 2}, {1, 2}}, {});
    CloudFixture cloud(Automated("vpn-mesh"), scenario);
    cloud.Start();
    const std::vector<Rule> before = cloud.Cloud().Store().Rules();
    const HostId from = cloud.plan.HostOf(VmId{0}, cloud.Cloud().Version());
    cloud.Cloud().Operate().Move(
        VmId{0},
        HostId{(from.value + 3) % 4},
        Time(0),
        [](const ChangeReport&) {},
        [](uint64_t) {});
    cloud.RunFor(Seconds(2));
    for (const Rule& rule : cloud.Cloud().Store().Rules())
    {
        if (rule.where.at == EnforcementPoint::Of(VnicId{0}))
        {
            EXPECT_EQ(std::ranges::count(before, rule), 1);
        }
    }
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{2}), ElementsAre(VmId{2}));
}

TEST(VpnMesh, TenantsMayHaveTheSameAddresses)
{
    const Specification pair = MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}});
    const CloudScenario scenario{.name = "twins",
                                 .tenants = {{"shop", {pair}}, {"bank", {pair}}},
                                 .addresses = AddressPlan::kAsSpecified};
    CloudFixture cloud(Automated("vpn-mesh"), scenario);
    cloud.Start();
    for (const uint32_t tenant : {0, 1})
    {
        const VmId a = cloud.Vm("a", TenantId{tenant});
        const VmId b = cloud.Vm("b", TenantId{tenant});
        EXPECT_THAT(cloud.Send(a, b), ElementsAre(b));
    }
}

TEST(VpnMesh, EachDirectionOfALinkHasAKeyOfItsOwn)
{
    const CloudScenario scenario = Three({{0, 1}, {0, 2}, {1, 2}}, {});
    const CloudPlan plan = PlanOf(scenario);
    RuleStore store;
    store.Add(*VpnMesh().MakeCompiler(), FirstViews(plan, scenario).front());
    std::multiset<RuleBytes> sealing;
    std::multiset<RuleBytes> opening;
    store.ForEach(
        [&](const Rule& rule)
        {
            if (rule.where.table == kOutboundAssociationTable)
            {
                sealing.insert(rule.value);
            }
            if (rule.where.table == kInboundAssociationTable)
            {
                opening.insert(rule.value);
            }
        });
    EXPECT_EQ(sealing, opening);
    EXPECT_EQ(std::set<RuleBytes>(sealing.begin(), sealing.end()).size(), 6U);
}

TEST(VpnMesh, PortsCostTwoSelectorsAndTheirFields)
{
    const auto typed = [](const std::vector<Service>& allow)
    {
        const CloudScenario scenario = Three({{0, 1, 0, allow}}, {});
        const CloudPlan plan = PlanOf(scenario);
        RuleStore store;
        store.Add(*VpnMesh().MakeCompiler(), FirstViews(plan, scenario).front());
        return CountTyped(RuleDelta{{}, store.Rules()});
    };
    const uint64_t all = typed({});
    EXPECT_EQ(all, 3 * kFieldsOfAPort + 2 * kFieldsOfAnEnd);
    // An end has a policy each way: 3 and 2 fields, and one more for a protocol.
    EXPECT_EQ(typed({{ipproto::kUdp, 0}}), all + 2 * 2);
    // Two of each, of protocol and port: 5 and 4 fields.
    EXPECT_EQ(typed({{ipproto::kTcp, 80}}), all + 2 * (2 * (5 + 4) - (3 + 2)));
}

TEST(VpnMesh, GuestsHaveTheMtuThatIsLeftForAPacketWithItsPadding)
{
    EXPECT_EQ(VpnMesh().GuestMtu(1500), 1446);
    EXPECT_EQ(VpnMesh().GuestMtu(1501), 1446);
    EXPECT_EQ(VpnMesh().GuestMtu(1503), 1446);
    EXPECT_EQ(VpnMesh().GuestMtu(1504), 1450);
    EXPECT_EQ(VpnMesh().GuestMtu(9000), 8946);
    EXPECT_EQ(VpnMesh().GuestMtu(124), 70);
    EXPECT_THROW(VpnMesh().GuestMtu(123), std::invalid_argument);
    EXPECT_THROW(VpnMesh().GuestMtu(0), std::invalid_argument);
}

TEST(VpnMesh, IsTypedByOperatorsUnlessAControllerPushesIt)
{
    EXPECT_EQ(VpnMesh().GetControlPlane(), "manual");
    EXPECT_TRUE(VpnMesh().CanUse(*FindControlPlaneKind("push")));
    EXPECT_TRUE(VpnMesh().CanUse(*FindControlPlaneKind("replicate")));
    for (const std::string_view control : {"bgp-evpn", "hoverboard", "pull", "reactive"})
    {
        EXPECT_FALSE(VpnMesh().CanUse(*FindControlPlaneKind(control))) << control;
    }
}

} // namespace
} // namespace ns3::vnlab::test
