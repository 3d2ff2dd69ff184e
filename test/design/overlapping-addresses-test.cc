// SPDX-License-Identifier: GPL-2.0-only
//
// Two tenants with the same addresses: every design but flat keeps them apart, and flat says why not.

#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Tenants "one" and "two", alike: a – b – c on one subnet; two has d, too.
CloudScenario
MakeTwins()
{
    const auto chain = [](const std::vector<std::string>& vms) {
        return MakeSpecification(MakePaths(1), vms, {{0, 1}, {1, 2}});
    };
    Specification two = chain({"a", "b", "c", "d"});
    boost::add_edge(2, 3, LinkSpec{}, two.graph);
    return {.name = "twins",
            .tenants = {{"one", {chain({"a", "b", "c"})}}, {"two", {two}}},
            .addresses = AddressPlan::kAsSpecified};
}

class OverlappingAddresses : public testing::TestWithParam<std::string>
{
  protected:
    const CloudScenario m_scenario = MakeTwins();
};

TEST_P(OverlappingAddresses, TenantsAreServedAndDoNotReachEachOther)
{
    CloudFixture cloud(*FindDesign(GetParam()), m_scenario);
    ASSERT_EQ(cloud.plan.vnics[0].address, cloud.plan.vnics[3].address);
    const std::vector<TenantView> views = FirstViews(cloud.plan, m_scenario);
    if (const auto objection = FindDesign(GetParam())->Objection(views))
    {
        EXPECT_THAT([&] { cloud.Start(); },
                    testing::ThrowsMessage<std::invalid_argument>(*objection));
        return;
    }
    cloud.Start();
    for (const uint32_t tenant : {0, 1})
    {
        const TenantId id{tenant};
        const VmId a = cloud.Vm("a", id);
        const VmId b = cloud.Vm("b", id);
        const VmId c = cloud.Vm("c", id);
        EXPECT_THAT(cloud.Send(a, b), ElementsAre(b));
        EXPECT_THAT(cloud.Send(b, a), ElementsAre(a));
        EXPECT_THAT(cloud.Send(c, b), ElementsAre(b));
    }
    // An address that only the other tenant has.
    const VmId d = cloud.Vm("d", TenantId{1});
    EXPECT_THAT(cloud.Send(cloud.Vm("c", TenantId{1}), d), ElementsAre(d));
    EXPECT_THAT(cloud.Send(cloud.Vm("c", TenantId{0}), d), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         OverlappingAddresses,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(FlatTest, TwoOwnersOfAnAddressAreAnObjection)
{
    const CloudScenario scenario = MakeTwins();
    CloudFixture cloud(*FindDesign("flat"), scenario);
    EXPECT_THAT([&] { cloud.Start(); },
                testing::ThrowsMessage<std::invalid_argument>(
                    "flat routes tenants' addresses in one network, and 10.0.0.2 belongs to both "
                    "one/a and two/a"));
}

TEST(FlatTest, UniqueAddressesAreNoObjection)
{
    CloudScenario scenario = MakeTwins();
    scenario.addresses = AddressPlan::kUnique;
    CloudFixture cloud(*FindDesign("flat"), scenario);
    cloud.Start();
    const VmId d = cloud.Vm("d", TenantId{1});
    EXPECT_THAT(cloud.Send(cloud.Vm("c"), d), ElementsAre(d));
}

TEST(FlatTest, ProvidersAddressIsAnObjection)
{
    std::vector<Path> paths = MakePaths(1);
    paths[0].subnet = {0x64400000, 16};
    const CloudScenario scenario{.name = "bold",
                                 .tenants = {{"t", {MakeSpecification(paths, {"a"}, {})}}},
                                 .addresses = AddressPlan::kAsSpecified};
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
    EXPECT_EQ(FindDesign("flat")->Objection({&view, 1}),
              "flat routes tenants' addresses in the provider's network, and 100.64.0.2 of t/a is "
              "the provider's");
}

} // namespace
} // namespace ns3::vnlab::test
