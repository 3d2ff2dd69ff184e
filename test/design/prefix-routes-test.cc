// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-hop-by-hop with grouping = "prefix": whoever reached whom reaches it still, wherever VMs have gone,
// links have failed and addresses are forged; and what it takes, in closed form.

#include "model/dataplane/pipeline/flow-pipeline.h"
#include "model/design/design-choice.h"
#include "model/design/openflow-hop-by-hop.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/rule/flow-entry.h"
#include "model/rule/rule-store.h"
#include "model/rule/table.h"
#include "model/substrate/address-plan.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// @return openflow-hop-by-hop with grouping
std::unique_ptr<const Design>
Grouped()
{
    HopByHopKeys keys;
    keys.grouping = FlowGrouping::kPrefix;
    return FindDesign("openflow-hop-by-hop")
        ->Vary({.name = "grouped", .encapsulation = "", .keys = keys});
}

/// Fails up to three links between switches, each direction by itself.
void
FailLinks(const Topology& topology, CloudVersion& version)
{
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
    {
        const LinkId link{*rc::gen::inRange(0u, topology.Links())};
        if (topology.JoinsSwitches(link))
        {
            version.substrate.failedLinks.insert(link);
        }
    }
}

/// Two tenants on a fabric some of whose links have failed, and who have gone to any hosts.
struct ScatteredTenants
{
    ScatteredTenants()
        : scenario(DrawScenario(Differ::kInEverything)),
          plan(PlanOf(scenario, *FindDesign("flat-by-rack"))),
          next(DrawNext(plan, DrawNext(plan, plan.start, TenantId{0}), TenantId{1}))
    {
        FailLinks(plan.topology, next);
        for (uint32_t tenant = 0; tenant < 2; ++tenant)
        {
            views.emplace_back(plan, next, TenantId{tenant}, scenario.tenants[tenant].versions[0]);
        }
    }

    std::vector<Rule> RulesOf(FlowGrouping grouping) const
    {
        const HopByHopCompiler compiler(grouping);
        RuleStore store;
        for (const TenantView& view : views)
        {
            store.Add(compiler, view);
        }
        return store.Rules();
    }

    CloudScenario scenario;
    CloudPlan plan;
    CloudVersion next;
    std::vector<TenantView> views;
};

/// A fabric with the flows of one grouping.
class FlowFabric
{
  public:
    FlowFabric(const ScatteredTenants& it, FlowGrouping grouping)
        : m_plan(it.plan),
          m_fabric(it.plan.topology,
                   {},
                   {},
                   it.plan.wan,
                   m_drops,
                   std::vector<LinkProfile>(it.plan.topology.servers.size()))
    {
        auto pipeline =
            std::make_unique<FlowPipeline>(m_fabric, it.plan.wan, FlowTable::kUnlimited);
        for (const Rule& rule : it.RulesOf(grouping))
        {
            if (rule.where.at.IsFabricSwitch())
            {
                RC_ASSERT(pipeline->Write(rule.where.at.Node(),
                                          rule.where.table,
                                          rule.where.key.Bytes(),
                                          rule.value.Bytes()));
            }
        }
        m_fabric.SetPipeline(std::move(pipeline));
    }

    /// @return the way of a packet that a host sends with the addresses of one vNIC to another's
    std::vector<LinkId> WayOf(HostId host, VnicId from, VnicId to)
    {
        const Ptr<Packet> packet = MakeUdpFrame({.sourceMac = m_plan.At(from).mac,
                                                 .nextHopMac = address_plan::kGatewayMac,
                                                 .source = m_plan.At(from).address,
                                                 .destination = m_plan.At(to).address,
                                                 .sourcePort = 1,
                                                 .destinationPort = 2},
                                                Create<Packet>(10));
        return m_fabric.WayOf(host, MakeFabricFrame(packet, *FieldsOf(packet)));
    }

    /// @return the host that it comes to, if it comes to one
    std::optional<HostId> EndOf(const std::vector<LinkId>& way) const
    {
        const NodeRef end = m_fabric.Link(way.back()).To();
        return end.kind == NodeKind::kHost ? std::optional(HostId{end.index}) : std::nullopt;
    }

  private:
    const CloudPlan& m_plan;
    DropLog m_drops;
    Fabric m_fabric;
};

RC_GTEST_PROP(PrefixRoutes, WhatAHostSendsInWhosesoeverNameComesToWhereItCameWithoutThem, ())
{
    const ScatteredTenants it;
    FlowFabric exact(it, FlowGrouping::kNone);
    FlowFabric grouped(it, FlowGrouping::kPrefix);
    const auto vnics = static_cast<uint32_t>(it.plan.vnics.size());
    for (uint32_t host = 0; host < it.plan.topology.Hosts(); ++host)
    {
        for (uint32_t pair = 0; pair < vnics * vnics; ++pair)
        {
            const VnicId from{pair / vnics};
            const VnicId to{pair % vnics};
            const std::vector<LinkId> way = grouped.WayOf({host}, from, to);
            RC_ASSERT(grouped.EndOf(way) == exact.EndOf(exact.WayOf({host}, from, to)));
            for (const LinkId link : way)
            {
                RC_ASSERT(!it.next.substrate.failedLinks.contains(link));
            }
        }
    }
}

/// @return the prefixes that the core has to know: a rack's for all who are where they started, and the
///         address of each of the others
std::set<std::pair<uint32_t, uint32_t>>
CorePrefixes(const ScatteredTenants& it)
{
    std::set<std::pair<uint32_t, uint32_t>> prefixes;
    for (const TenantView& view : it.views)
    {
        for (const VnicId vnic : view.Vnics())
        {
            const LeafId home = it.plan.topology.LeafOf(it.plan.start.PlaceOf(vnic).host);
            const bool isHome = home == it.plan.topology.LeafOf(view.HostOf(vnic));
            prefixes.emplace(isHome ? 0 : 1, isHome ? home.value : vnic.value);
        }
    }
    return prefixes;
}

RC_GTEST_PROP(PrefixRoutes, LeavesHaveTwoFlowsALinkAndTheCoreOneForEachPrefix, ())
{
    ScatteredTenants it;
    if (!it.next.substrate.failedLinks.empty())
    {
        return; // ways may lead over further leaves, and where there is none there is no flow
    }
    std::map<EnforcementPoint, size_t> flows;
    for (const Rule& rule : it.RulesOf(FlowGrouping::kPrefix))
    {
        flows[rule.where.at] += rule.where.table == kFlowTable ? 1 : 0;
    }
    const Topology& topology = it.plan.topology;
    std::map<EnforcementPoint, size_t> atLeaves;
    for (const TenantView& view : it.views)
    {
        for (const ViewLink& link : view.Links())
        {
            const LeafId one = topology.LeafOf(view.HostOf(link.a));
            const LeafId other = topology.LeafOf(view.HostOf(link.b));
            for (const LeafId leaf : std::set{one, other})
            {
                atLeaves[EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, leaf.value})] += 2;
            }
        }
    }
    const size_t prefixes = CorePrefixes(it).size();
    for (const NodeRef at : it.plan.fabricSwitches)
    {
        const EnforcementPoint place = EnforcementPoint::Of(at);
        // Data centers are in a line: a WAN router has two neighbours, or one at an end.
        const size_t ports = topology.spines + (at.index == 0 ? 0 : 1) +
                             (at.index + 1 == topology.datacenters ? 0 : 1);
        RC_ASSERT(flows[place] == (at.kind == NodeKind::kLeaf    ? atLeaves[place]
                                   : at.kind == NodeKind::kSpine ? prefixes
                                                                 : prefixes * (ports - 1)));
    }
}

RC_GTEST_PROP(PrefixRoutes, DeltasOfBothTenantsLeaveTheRulesOfAFreshCompile, ())
{
    ScatteredTenants it;
    const HopByHopCompiler compiler(FlowGrouping::kPrefix);
    RuleStore store;
    for (const TenantView& view : it.views)
    {
        store.Add(compiler, view);
    }
    for (int step = 0; step < 3; ++step)
    {
        it.next = DrawNext(it.plan, it.next, TenantId{*rc::gen::inRange(0u, 2u)});
        it.next.substrate.failedLinks.clear();
        FailLinks(it.plan.topology, it.next);
        std::vector<TenantView> views;
        std::vector<ViewChange> changes;
        views.reserve(it.views.size());
        for (uint32_t tenant = 0; tenant < 2; ++tenant)
        {
            const auto& versions = it.scenario.tenants[tenant].versions;
            views.emplace_back(it.plan,
                               it.next,
                               TenantId{tenant},
                               versions[*rc::gen::inRange<size_t>(0, versions.size())]);
            changes.emplace_back(it.views[tenant], views.back());
        }
        store.Change(compiler, changes);
        RuleStore fresh;
        for (const TenantView& view : views)
        {
            fresh.Add(HopByHopCompiler(FlowGrouping::kPrefix), view);
        }
        RC_ASSERT(store.Rules() == fresh.Rules());
        it.views = std::move(views);
    }
}

/// Four VMs on four hosts in two racks, of which the first is linked to the others.
class PrefixRoutesCloud : public testing::TestWithParam<const char*>
{
  protected:
    PrefixRoutesCloud()
        : m_choice(*m_design)
    {
        m_choice.SetControlPlane(GetParam());
        m_cloud = std::make_unique<CloudFixture>(m_choice, m_scenario);
        m_cloud->Start();
    }

    /// Every VM sends to every other one.
    void ExpectLinksAlone()
    {
        for (uint32_t from = 0; from < 4; ++from)
        {
            for (uint32_t to = 0; to < 4; ++to)
            {
                const bool isLinked = (from == 0) != (to == 0);
                const auto got =
                    from == to ? std::vector<VmId>{} : m_cloud->Send(VmId{from}, VmId{to});
                EXPECT_EQ(got, isLinked ? std::vector<VmId>{VmId{to}} : std::vector<VmId>{})
                    << from << " to " << to;
            }
        }
    }

    const CloudScenario m_scenario{
        .name = "star",
        .tenants = {
            {"t",
             {MakeSpecification(MakePaths(1), {"a", "b", "c", "d"}, {{0, 1}, {0, 2}, {0, 3}})}}}};
    const std::unique_ptr<const Design> m_design{Grouped()};
    DesignChoice m_choice;
    std::unique_ptr<CloudFixture> m_cloud;
};

TEST_P(PrefixRoutesCloud, LinkedVmsReachEachOtherAndNobodyElseAlsoFromAnotherRack)
{
    EXPECT_EQ(FormatIpv4(m_cloud->plan.At(VnicId{0}).address), "10.0.0.2");
    ExpectLinksAlone();
    m_cloud->Cloud().Operate().Move(
        VmId{0}, HostId{2}, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud->RunFor(Seconds(2)); // switches lag
    ExpectLinksAlone();
}

TEST_P(PrefixRoutesCloud, TheyDoWhenALinkHasFailed)
{
    const Topology& topology = m_cloud->Under().fabric->GetTopology();
    for (const LinkId link : {topology.LeafUp({0}, 0), topology.LeafDown({1}, 0)})
    {
        m_cloud->Cloud().Operate().Fail(link, [](uint64_t) {});
    }
    m_cloud->RunFor(Seconds(5)); // it is detected, and the flows are others
    ExpectLinksAlone();
}

/// Only leaves ask; spines know all ways from the start.
INSTANTIATE_TEST_SUITE_P(Planes,
                         PrefixRoutesCloud,
                         testing::Values("push", "reactive"),
                         [](const auto& test) { return std::string(test.param); });

TEST(PrefixRoutesTest, AnAddressThatNoRackGaveIsAPrefixOfItsOwn)
{
    std::vector<Path> paths = MakePaths(1);
    paths[0].subnet = {0xc0a80000, 24};
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"t", {MakeSpecification(paths, {"a", "b"}, {{0, 1}})}}},
        .addresses = AddressPlan::kAsSpecified};
    const CloudPlan plan = PlanOf(scenario, *Grouped());
    const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
    RuleStore store;
    store.Add(HopByHopCompiler(FlowGrouping::kPrefix), view);
    for (uint32_t spine = 0; spine < 2; ++spine)
    {
        std::vector<uint16_t> priorities;
        store.ForEach(
            [&](const Rule& rule)
            {
                if (rule.where.at == EnforcementPoint::Of(NodeRef{NodeKind::kSpine, spine}))
                {
                    priorities.push_back(rule.where.key.As<FlowKey>().priority);
                }
            });
        EXPECT_THAT(priorities, ElementsAre(kRoutePriority + 32, kRoutePriority + 32));
    }
}

TEST(PrefixRoutesTest, AFlowToAPrefixSaysWhereAndOneOfAPairWhoMay)
{
    const Table& flows = TableOf(kFlowTable);
    EXPECT_EQ(flows.PurposeOf(RuleBytes::From(RouteKey(1, {0x0a000000, 9}))),
              RulePurpose::kLocation);
    EXPECT_EQ(flows.PurposeOf(RuleBytes::From(RouteKey(std::nullopt, {0x0a000001, 32}))),
              RulePurpose::kLocation);
    EXPECT_EQ(flows.PurposeOf(RuleBytes::From(SendKey(1, {6}, 1, 2))), RulePurpose::kPermission);
    EXPECT_EQ(flows.PurposeOf(RuleBytes::From(ReceiveKey(5, 1, 2))), RulePurpose::kPermission);
}

} // namespace
} // namespace ns3::vnlab::test
