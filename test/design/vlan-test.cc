// SPDX-License-Identifier: GPL-2.0-only
//
// What a VLAN fabric holds and what is typed for it, in closed form, and where its numbers end.

#include "model/cloud/segment-numbers.h"
#include "model/design/vlan-compiler.h"
#include "model/rule/rule-store.h"
#include "model/rule/typed-fields.h"
#include "model/rule/vlan-tables.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::HasSubstr;

/// The rules of a random tenant in VLANs.
struct InVlans
{
    explicit InVlans(TrunkPruning pruning)
        : scenario(DrawScenario(Differ::kInEverything)),
          plan(PlanOf(scenario)),
          view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0])
    {
        RuleStore store;
        store.Add(VlanCompiler(VlanNumbers({}), pruning), view);
        rules = store.Rules();
    }

    size_t Count(PlaceKind kind) const
    {
        return static_cast<size_t>(std::ranges::count_if(
            rules, [kind](const Rule& rule) { return rule.where.at.kind == kind; }));
    }

    size_t Settings() const
    {
        size_t settings = 0;
        for (const Rule& rule : rules)
        {
            settings += CountTyped(rule);
        }
        return settings;
    }

    CloudScenario scenario;
    CloudPlan plan;
    TenantView view;
    std::vector<Rule> rules;
};

RC_GTEST_PROP(VlanRules, ListsAreOnTheLinksThatATreeBetweenMembersCouldTake, ())
{
    const InVlans vlans(TrunkPruning::kManual);
    const Topology& t = vlans.plan.topology;
    size_t leaves = 0;
    size_t spines = 0;
    size_t routers = 0;
    for (uint32_t path = 0; path < vlans.plan.At(TenantId{0}).paths.size(); ++path)
    {
        std::set<LeafId> racks;
        std::set<DatacenterId> datacenters;
        for (const auto& [host, count] : vlans.view.HostsOnPath(path))
        {
            racks.insert(t.LeafOf(host));
            datacenters.insert(t.DatacenterOf(host));
        }
        const size_t uplinks = racks.size() > 1 ? racks.size() * t.spines : 0;
        const size_t exits = datacenters.size() > 1 ? datacenters.size() * t.spines : 0;
        leaves += vlans.view.HostsOnPath(path).size() + uplinks;
        spines += uplinks + exits;
        routers += exits + (exits > 0 ? 2 * vlans.plan.wan.links.size() : 0);
    }
    RC_ASSERT(vlans.Count(PlaceKind::kHostSwitch) == vlans.view.Vnics().size());
    RC_ASSERT(vlans.Count(PlaceKind::kLeaf) == leaves);
    RC_ASSERT(vlans.Count(PlaceKind::kSpine) == spines);
    RC_ASSERT(vlans.Count(PlaceKind::kWanRouter) == routers);
    RC_ASSERT(vlans.Settings() == 2 * vlans.rules.size());
}

RC_GTEST_PROP(VlanRules, WithoutPruningEveryTrunkPortHasOneRange, ())
{
    const InVlans vlans(TrunkPruning::kNone);
    const Topology& t = vlans.plan.topology;
    const bool isEmpty = vlans.view.Placed().empty();
    const size_t uplinks = isEmpty ? 0 : size_t{t.Leaves()} * t.spines;
    const size_t exits = !isEmpty && t.datacenters > 1 ? t.Spines() : 0;
    const size_t wan = isEmpty ? 0 : 2 * vlans.plan.wan.links.size();
    RC_ASSERT(vlans.Count(PlaceKind::kHostSwitch) == vlans.view.Vnics().size());
    RC_ASSERT(vlans.Count(PlaceKind::kLeaf) == (isEmpty ? 0 : t.Hosts() + uplinks));
    RC_ASSERT(vlans.Count(PlaceKind::kSpine) == uplinks + exits);
    RC_ASSERT(vlans.Count(PlaceKind::kWanRouter) == exits + wan);
    RC_ASSERT(vlans.Settings() == 2 * vlans.rules.size());
}

RC_GTEST_PROP(VlanRules, DeltasLeaveTheRulesOfAFreshCompileWithAndWithoutPruning, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    for (const TrunkPruning pruning : {TrunkPruning::kManual, TrunkPruning::kNone})
    {
        const VlanCompiler compiler(VlanNumbers({}), pruning);
        CloudVersion version = plan.start;
        TenantView view(plan, version, TenantId{0}, scenario.tenants[0].versions.front());
        RuleStore store;
        store.Add(compiler, view);
        for (const Specification& specification : scenario.tenants[0].versions)
        {
            version = DrawNext(plan, version, TenantId{0});
            TenantView next(plan, version, TenantId{0}, specification);
            store.Change(compiler, view, next);
            RuleStore fresh;
            fresh.Add(compiler, next);
            RC_ASSERT(store.Rules() == fresh.Rules());
            view = next;
        }
    }
}

TEST(VlanRules, ChangeInALargeSegmentCompilesWhatItTouches)
{
    std::vector<std::string> names;
    for (int vm = 0; vm < 60; ++vm)
    {
        names.push_back("v" + std::to_string(vm));
    }
    const Specification all = MakeSpecification(MakePaths(1), names, {{0, 1}});
    names.pop_back();
    const Specification less = MakeSpecification(MakePaths(1), names, {{0, 1}});
    const CloudScenario scenario{.name = "large",
                                 .tenants = {{"shop", {all, less}}},
                                 .topology = {.racks = 5, .hostsPerRack = 6, .spines = 2}};
    const CloudPlan plan = PlanOf(scenario);
    const TenantView before(plan, plan.start, TenantId{0}, all);
    const TenantView after(plan, plan.start, TenantId{0}, less);
    const VlanCompiler compiler(VlanNumbers({}), TrunkPruning::kManual);
    EXPECT_EQ(compiler.AffectedScopes(before, after, Diff(before, after)).size(), 2u);
}

TEST(VlanNumbers, SegmentsHaveTheNumbersThatAreLeftInTheirOrder)
{
    const std::array reserved{VlanRange{2, 3}, VlanRange{3, 5}};
    const VlanNumbers numbers(reserved);
    EXPECT_EQ(numbers.Count(), 4090u);
    EXPECT_EQ(numbers.Of(kFirstVni), 1);
    EXPECT_EQ(numbers.Of({kFirstVni.value + 1}), 6);
    EXPECT_EQ(numbers.Of({kFirstVni.value + 4089}), 4094);
    EXPECT_EQ(numbers.Of({kFirstVni.value + 4090}), std::nullopt);
    EXPECT_EQ(numbers.Of({kFirstVni.value - 1}), std::nullopt);
}

/// @return what a design says of a tenant whose only segment is the n-th of the cloud
std::optional<std::string>
ObjectionTo(const Design& design, uint32_t segment)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    const CloudPlan plan = PlanOf(scenario);
    CloudVersion version = plan.start;
    version.vnis[0][0] = {kFirstVni.value + segment - 1};
    const TenantView view(plan, version, TenantId{0}, scenario.tenants[0].versions[0]);
    return design.Objection({&view, 1});
}

TEST(VlanDesign, RefusesTheSegmentBehindTheLastVlanByName)
{
    const Design& vlan = *FindDesign("vlan");
    EXPECT_EQ(ObjectionTo(vlan, 4094), std::nullopt);
    const auto objection = ObjectionTo(vlan, 4095);
    ASSERT_TRUE(objection.has_value());
    EXPECT_THAT(*objection, HasSubstr("4094 VLANs"));
    EXPECT_THAT(*objection, HasSubstr("path p0 of tenant shop is segment 4095"));
}

TEST(VlanNumbers, VendorsKeepSomeForThemselves)
{
    EXPECT_EQ(VlanNumbers(ReservedBy(Vendors::kStandard)).Count(), 4094u);
    const VlanNumbers ios(ReservedBy(Vendors::kCiscoIos));
    EXPECT_EQ(ios.Count(), 4090u);
    EXPECT_EQ(ios.Of({kFirstVni.value + 1001}), 1006);
    const VlanNumbers nexus(ReservedBy(Vendors::kCiscoNexus));
    EXPECT_EQ(nexus.Count(), 3967u);
    EXPECT_EQ(nexus.Of({kFirstVni.value + 3966}), 3967);
}

TEST(VlanDesign, GuestsHaveTheMtuOfTheUnderlayAndAnyPlaneThatBringsAllRulesWillDo)
{
    const Design& vlan = *FindDesign("vlan");
    EXPECT_EQ(vlan.GuestMtu(1500), 1500);
    EXPECT_TRUE(vlan.CanUse(*FindControlPlaneKind("push")));
    EXPECT_TRUE(vlan.CanUse(*FindControlPlaneKind("manual")));
    EXPECT_FALSE(vlan.CanUse(*FindControlPlaneKind("pull")));
    EXPECT_FALSE(vlan.KeepsVersionsApart());
}

} // namespace
} // namespace ns3::vnlab::test
