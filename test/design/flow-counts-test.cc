// SPDX-License-Identifier: GPL-2.0-only
//
// How many flows the openflow-* designs need, in closed form, for any specification and placement; and that
// no two of them contradict each other.

#include "model/design/fabric-ways.h"
#include "model/design/openflow-overlay.h"
#include "model/rule/flow-entry.h"
#include "model/rule/rule-store.h"
#include "model/substrate/fabric.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

/// The rules of a random tenant under a design.
struct FlowsOfTenant
{
    explicit FlowsOfTenant(std::unique_ptr<Compiler> compiler)
        : scenario(DrawScenario(Differ::kInEverything)),
          plan(PlanOf(scenario)),
          view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0])
    {
        RuleStore store;
        store.Add(*compiler, view);
        rules = store.Rules();
        for (const Rule& rule : rules)
        {
            ++count[{rule.where.at, rule.where.table}];
        }
    }

    /// @return rules of a table at a place
    size_t At(EnforcementPoint at, TableId table) const
    {
        const auto found = count.find({at, table});
        return found == count.end() ? 0 : found->second;
    }

    size_t In(TableId table) const
    {
        return static_cast<size_t>(std::ranges::count_if(
            rules, [table](const Rule& rule) { return rule.where.table == table; }));
    }

    CloudScenario scenario;
    CloudPlan plan;
    TenantView view;
    std::vector<Rule> rules;
    std::map<std::pair<EnforcementPoint, TableId>, size_t> count;
};

/// @return openflow-overlay with port-based tunnels
std::unique_ptr<const Design>
PortBased()
{
    FlowOverlayKeys keys;
    keys.tunnels = TunnelPorts::kPortBased;
    return FindDesign("openflow-overlay")
        ->Vary({.name = "port-based", .encapsulation = "vxlan", .keys = keys});
}

/// @return flows that one switch has, of which two overlap at one priority and differ
size_t
Contradictions(const std::vector<Rule>& rules)
{
    size_t found = 0;
    for (size_t i = 0; i < rules.size(); ++i)
    {
        for (size_t j = 0; j < i; ++j)
        {
            if (rules[i].where.table != kFlowTable || rules[j].where.table != kFlowTable ||
                rules[i].where.at != rules[j].where.at)
            {
                continue;
            }
            const auto one = rules[i].where.key.As<FlowKey>();
            const auto other = rules[j].where.key.As<FlowKey>();
            found += one.priority == other.priority && Overlap(one, other) ? 1 : 0;
        }
    }
    return found;
}

RC_GTEST_PROP(FlowCounts, OverlayHasAFlowAtTheHostOfEachEndAndOneWithinAHost, ())
{
    const FlowsOfTenant overlay(FindDesign("openflow-overlay")->MakeCompiler());
    std::map<HostId, size_t> flows;
    size_t total = 0;
    for (const ViewLink& link : overlay.view.Links())
    {
        std::vector<VnicId> way = link.via; // none, where it goes straight
        way.insert(way.begin(), link.a);
        way.push_back(link.b);
        for (size_t i = 1; i < way.size(); ++i)
        {
            const HostId a = overlay.view.HostOf(way[i - 1]);
            const HostId b = overlay.view.HostOf(way[i]);
            flows[a] += 2; // of each direction, where it is sent or received; or both are sent here
            flows[b] += a == b ? 0 : 2;
            total += a == b ? 2 : 4;
        }
    }
    for (uint32_t host = 0; host < overlay.scenario.topology.Hosts(); ++host)
    {
        RC_ASSERT(overlay.At(EnforcementPoint::Of(HostId{host}), kFlowTable) ==
                  flows[HostId{host}]);
    }
    RC_ASSERT(overlay.rules.size() == total); // and nothing in the fabric
    RC_ASSERT(Contradictions(overlay.rules) == 0u);
}

RC_GTEST_PROP(FlowCounts,
              PortBasedOverlayHasATunnelPortForEachOtherHostOfItsPathsAndTheSameFlows,
              ())
{
    const FlowsOfTenant overlay(PortBased()->MakeCompiler());
    std::map<HostId, std::set<HostId>> others;
    for (uint32_t path = 0; path < overlay.plan.At(TenantId{0}).paths.size(); ++path)
    {
        for (const auto& [host, count] : overlay.view.HostsOnPath(path))
        {
            for (const auto& [other, there] : overlay.view.HostsOnPath(path))
            {
                others[host].insert(other);
            }
        }
    }
    size_t ports = 0;
    for (const auto& [host, all] : others)
    {
        RC_ASSERT(overlay.At(EnforcementPoint::Of(host), kTunnelPortTable) == all.size() - 1);
        ports += all.size() - 1;
    }
    RuleStore flowBased;
    flowBased.Add(*FindDesign("openflow-overlay")->MakeCompiler(), overlay.view);
    RC_ASSERT(overlay.In(kTunnelPortTable) == ports);
    RC_ASSERT(overlay.In(kFlowTable) == flowBased.Size());
}

RC_GTEST_PROP(FlowCounts, DeltasOfThePortBasedOverlayLeaveTheRulesOfAFreshCompile, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const std::unique_ptr<Compiler> compiler = PortBased()->MakeCompiler();
    CloudVersion cloud = plan.start;
    TenantView view(plan, cloud, TenantId{0}, scenario.tenants[0].versions[0]);
    RuleStore store;
    store.Add(*compiler, view);
    for (size_t version = 1; version < scenario.tenants[0].versions.size(); ++version)
    {
        cloud = DrawNext(plan, cloud, TenantId{0});
        const TenantView next(plan, cloud, TenantId{0}, scenario.tenants[0].versions[version]);
        store.Change(*compiler, view, next);
        RuleStore fresh;
        fresh.Add(*compiler, next);
        RC_ASSERT(store.Rules() == fresh.Rules());
        view = next;
    }
}

RC_GTEST_PROP(FlowCounts, HopByHopDeltasFollowLinksOfTheFabricThatFailAndWorkAgain, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const std::unique_ptr<Compiler> compiler = FindDesign("openflow-hop-by-hop")->MakeCompiler();
    CloudVersion cloud = plan.start;
    TenantView view(plan, cloud, TenantId{0}, scenario.tenants[0].versions[0]);
    RuleStore store;
    store.Add(*compiler, view);
    for (int step = 0; step < 4; ++step)
    {
        const LinkId link{*rc::gen::inRange(0u, plan.topology.Links())};
        if (!cloud.substrate.failedLinks.erase(link))
        {
            cloud.substrate.failedLinks.insert(link);
        }
        const TenantView next(plan, cloud, TenantId{0}, scenario.tenants[0].versions[0]);
        store.Change(*compiler, view, next);
        RuleStore fresh;
        fresh.Add(*FindDesign("openflow-hop-by-hop")->MakeCompiler(), next);
        RC_ASSERT(store.Rules() == fresh.Rules());
        view = next;
    }
}

/// Same host or rack: the leaf. Same data center: two leaves and a spine. Another one: two leaves, two
/// spines and the WAN routers on the way, which in a line of data centers are all between the two.
size_t
SwitchesBetween(const Topology& topology, HostId a, HostId b)
{
    if (topology.LeafOf(a) == topology.LeafOf(b))
    {
        return 1;
    }
    const uint32_t one = topology.DatacenterOf(a).value;
    const uint32_t other = topology.DatacenterOf(b).value;
    return one == other ? 3 : 4 + std::max(one, other) - std::min(one, other) + 1;
}

RC_GTEST_PROP(FlowCounts, HopByHopHasAFlowForEachPairAtEachSwitchOnTheWay, ())
{
    const FlowsOfTenant hops(FindDesign("openflow-hop-by-hop")->MakeCompiler());
    size_t flows = 0;
    std::map<LeafId, size_t> atLeaf;
    for (const ViewLink& link : hops.view.Links())
    {
        const HostId a = hops.view.HostOf(link.a);
        const HostId b = hops.view.HostOf(link.b);
        flows += 2 * SwitchesBetween(hops.plan.topology, a, b);
        for (const LeafId leaf :
             std::set{hops.plan.topology.LeafOf(a), hops.plan.topology.LeafOf(b)})
        {
            atLeaf[leaf] += 2;
        }
    }
    for (uint32_t leaf = 0; leaf < hops.plan.topology.Leaves(); ++leaf)
    {
        RC_ASSERT(hops.At(EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, leaf}), kFlowTable) ==
                  atLeaf[LeafId{leaf}]);
    }
    RC_ASSERT(hops.In(kFlowTable) == flows);
    RC_ASSERT(hops.In(TableId::kPortAddress) == hops.view.Vnics().size());
    RC_ASSERT(hops.rules.size() == flows + hops.view.Vnics().size());
    RC_ASSERT(Contradictions(hops.rules) == 0u);
}

RC_GTEST_PROP(FlowCounts, WaysLeadFromHostToHostOverLinksThatAreUp, ())
{
    CloudPlan plan;
    plan.topology = {.datacenters = *rc::gen::inRange(1u, 4u),
                     .racks = *rc::gen::inRange(1u, 4u),
                     .hostsPerRack = *rc::gen::inRange(1u, 4u),
                     .spines = *rc::gen::inRange(1u, 4u)};
    plan.wan = GenerateWan("ring", plan.topology.datacenters, 1'000);
    plan.topology.wanLinks = static_cast<uint32_t>(plan.wan.links.size());
    std::set<LinkId> failed;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
    {
        const LinkId link{*rc::gen::inRange(0u, plan.topology.Links())};
        if (plan.topology.JoinsSwitches(link))
        {
            failed.insert(link);
        }
    }
    const HostId from{*rc::gen::inRange(0u, plan.topology.Hosts())};
    const HostId to{*rc::gen::inRange(0u, plan.topology.Hosts())};
    FabricWays ways(plan, failed);
    const std::vector<LinkId> way =
        ways.Between(from, to, *rc::gen::arbitrary<uint32_t>(), *rc::gen::arbitrary<uint32_t>());
    std::set<LinkId> once;
    DropLog drops;
    const Fabric fabric(plan.topology, {}, {}, plan.wan, drops);
    for (size_t hop = 0; hop < way.size(); ++hop)
    {
        RC_ASSERT(once.insert(way[hop]).second);
        RC_ASSERT(!failed.contains(way[hop]));
        if (hop > 0)
        {
            RC_ASSERT(ways.EndOf(way[hop]) == fabric.Link(way[hop]).To());
            RC_ASSERT(fabric.Link(way[hop - 1]).To() == fabric.Link(way[hop]).From());
        }
    }
    if (way.empty())
    {
        RC_ASSERT(!failed.empty());
        return;
    }
    RC_ASSERT(way.front() == plan.topology.HostUp(from));
    RC_ASSERT(way.back() == plan.topology.HostDown(to));
    if (failed.empty() && plan.topology.datacenters <= 2) // in a larger ring there is a shorter way
    {
        RC_ASSERT(way.size() == SwitchesBetween(plan.topology, from, to) + 1);
    }
}

} // namespace
} // namespace ns3::vnlab::test
