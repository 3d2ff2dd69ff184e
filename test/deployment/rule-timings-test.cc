// SPDX-License-Identifier: GPL-2.0-only
//
// A place may confirm a rule before packets obey it: how long is a cost of its kind of place.

#include "model/deployment/rule-timings.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

TEST(RuleTimingsTest, EachKindOfPlaceHasItsOwn)
{
    const CostTable costs = MakeCostTable({{"software_rule_update", 2e-6},
                                           {"host_rule_lag", 3e-3},
                                           {"hook_rule_lag", 4e-3},
                                           {"fabric_rule_update", 5e-3},
                                           {"fabric_rule_lag", 6e-3}});
    const RuleTiming host = TimingAt(EnforcementPoint::Of(HostId{0}), costs);
    EXPECT_EQ(host.perRule, MicroSeconds(2));
    EXPECT_EQ(host.lag, MilliSeconds(3));
    EXPECT_EQ(TimingAt(EnforcementPoint::Of(ServerId{0}), costs).lag, MilliSeconds(3));
    const RuleTiming hook = TimingAt(EnforcementPoint::Of(VnicId{0}), costs);
    EXPECT_EQ(hook.perRule, MicroSeconds(2));
    EXPECT_EQ(hook.lag, MilliSeconds(4));
    const RuleTiming leaf = TimingAt(EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, 0}), costs);
    EXPECT_EQ(leaf.perRule, MilliSeconds(5));
    EXPECT_EQ(leaf.lag, MilliSeconds(6));
}

TEST(RuleTimingsTest, HostsAndHooksObeyWhatTheyConfirmUnlessTold)
{
    EXPECT_EQ(TimingAt(EnforcementPoint::Of(HostId{0}), {}).lag, Time(0));
    EXPECT_EQ(TimingAt(EnforcementPoint::Of(VnicId{0}), {}).lag, Time(0));
}

struct LaggingPlace
{
    std::string design;
    std::string cost;
};

class LaggingPlaceTest : public testing::TestWithParam<LaggingPlace>
{
};

/// @return whether a packet between the first two VMs arrives, within a millisecond
bool
Arrives(CloudFixture& cloud)
{
    const size_t before = cloud.arrivals.size();
    cloud.Cloud().GuestOf(VmId{0}).SendUdp(cloud.plan.At(cloud.plan.At(VmId{1}).vnics[0]).address,
                                           1000,
                                           kServicePort,
                                           Create<Packet>(100));
    cloud.RunFor(MilliSeconds(1));
    return cloud.arrivals.size() > before;
}

/// Two linked VMs, whose link goes.
TEST_P(LaggingPlaceTest, ALinkLeaksForAsLongAsItsPlacesLagBehindTheirWord)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(1), {"a", "b", "c"}, {{0, 1}, {1, 2}}),
                      MakeSpecification(MakePaths(1), {"a", "b", "c"}, {{1, 2}})}}}};
    CloudFixture cloud(*FindDesign(GetParam().design), scenario);
    cloud.helper.SetCosts(MakeCostTable({{GetParam().cost, 0.25}}));
    cloud.Start(); // until packets obey the first version
    ASSERT_TRUE(Arrives(cloud));
    cloud.Change(TenantId{0}, 1);
    while (cloud.Acknowledged() == 0)
    {
        cloud.RunFor(MicroSeconds(10));
    }
    EXPECT_TRUE(Arrives(cloud)); // confirmed, and not obeyed
    cloud.RunFor(MilliSeconds(238));
    EXPECT_TRUE(Arrives(cloud));
    cloud.RunFor(MilliSeconds(10));
    EXPECT_FALSE(Arrives(cloud));
}

INSTANTIATE_TEST_SUITE_P(HostsAndHooks,
                         LaggingPlaceTest,
                         testing::Values(LaggingPlace{"identity-firewall", "host_rule_lag"},
                                         LaggingPlace{"openflow-overlay", "host_rule_lag"},
                                         LaggingPlace{"linkwire", "hook_rule_lag"}),
                         [](const auto& test) { return TestNameOf(test.param.design); });

} // namespace
} // namespace ns3::vnlab::test
