// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-target.h"
#include "model/rule/hook-entries.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

const EnforcementPoint kHooks = EnforcementPoint::Of(VnicId{0});
const Scope kScope = Scope::Of(VnicId{0});

Rule
MakeEncapRule(uint32_t destination)
{
    return MakeRule(
        kScope, kHooks, TableId::kEncap, vnlab_encap_key{destination}, vnlab_encap_value{});
}

TEST(HookTargetTest, WritesAndErasesTheHooksMaps)
{
    VnicHooks hooks;
    HookTarget target(hooks);
    const Rule rule = MakeEncapRule(1);
    EXPECT_TRUE(target.Write(rule));
    EXPECT_EQ(hooks.FindMap(encap_map)->Size(), 1);
    EXPECT_TRUE(target.Erase(rule.where));
    EXPECT_FALSE(target.Erase(rule.where));
    EXPECT_EQ(hooks.FindMap(encap_map)->Size(), 0);
}

TEST(HookTargetTest, FullMapRefusesNewRulesAndTakesNewValues)
{
    VnicHooks hooks;
    HookTarget target(hooks);
    for (uint32_t i = 0; i < encap_map.max_entries; ++i)
    {
        ASSERT_TRUE(target.Write(MakeEncapRule(i)));
    }
    EXPECT_FALSE(target.Write(MakeEncapRule(encap_map.max_entries)));
    EXPECT_TRUE(target.Write(MakeEncapRule(0)));
    EXPECT_TRUE(target.Erase(MakeEncapRule(7).where));
    EXPECT_TRUE(target.Write(MakeEncapRule(encap_map.max_entries)));
}

TEST(HookTargetTest, ErasingWhatWasNeverWrittenMakesNoMap)
{
    VnicHooks hooks;
    HookTarget target(hooks);
    EXPECT_FALSE(target.Erase(MakeEncapRule(1).where));
    EXPECT_EQ(hooks.FindMap(encap_map), nullptr);
    EXPECT_EQ(hooks.MemoryBytes(), 0u);
}

TEST(HookTargetTest, TablesOfOtherPlacesAreRefused)
{
    VnicHooks hooks;
    HookTarget target(hooks);
    const Rule rule =
        MakeRule(kScope, kHooks, TableId::kFdb, SegmentMacKey{Vni{1}, {}}, FdbValue{1});
    EXPECT_FALSE(target.Write(rule));
    EXPECT_FALSE(target.Erase(rule.where));
}

/// An update's bytes may name any table: nothing of it may end the program.
TEST(HookTargetTest, TablesThatNobodyKnowsAreRefused)
{
    VnicHooks hooks;
    HookTarget target(hooks);
    Rule rule = MakeEncapRule(1);
    rule.where.table = TableId{200};
    EXPECT_FALSE(target.Write(rule));
    EXPECT_FALSE(target.Erase(rule.where));
}

TEST(RouteTargetTest, HoldsHostRoutesOnly)
{
    HostRouteTable routes;
    RouteTarget target(routes);
    const EnforcementPoint leaf{PlaceKind::kLeaf, 0};
    const Rule route =
        MakeRule(kScope, leaf, TableId::kHostRoute, HostRouteKey{5}, HostRouteValue{HostId{3}});
    EXPECT_TRUE(target.Write(route));
    EXPECT_EQ(routes.Find(5), HostId{3});
    EXPECT_TRUE(target.Erase(route.where));
    EXPECT_EQ(routes.Find(5), std::nullopt);
    EXPECT_FALSE(target.Erase(route.where));
    EXPECT_FALSE(target.Write(MakeRule(
        kScope, leaf, TableId::kPortAddress, PortAddressKey{5}, PortAddressValue{VnicId{3}})));
    EXPECT_FALSE(target.Write(
        MakeRule(kScope, leaf, TableId::kHostRoute, ArpKey{Vni{1}, 5}, HostRouteValue{HostId{3}})));
}

} // namespace
} // namespace ns3::vnlab::test
