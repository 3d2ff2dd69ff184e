// SPDX-License-Identifier: GPL-2.0-only
//
// How many rules a design needs, in closed form, for any specification.

#include "model/rule/ipsec-tables.h"
#include "model/rule/pair-association-tables.h"
#include "model/rule/rule-store.h"
#include "model/rule/site-vpn-tables.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"
#include "test/support/reach-designs.h"

#include <array>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

/// The rules of a random tenant under a design, with what they are for.
struct Compiled
{
    explicit Compiled(std::string_view design)
        : scenario(DrawScenario(Differ::kInEverything)),
          choice(ReachDesign(std::string(design))),
          plan(PlanOf(scenario, choice.GetDesign())),
          view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0])
    {
        RuleStore store;
        store.Add(*choice.GetDesign().MakeCompiler(), view);
        rules = store.Rules();
    }

    size_t Count(TableId table) const
    {
        return static_cast<size_t>(std::ranges::count_if(
            rules, [table](const Rule& rule) { return rule.where.table == table; }));
    }

    size_t Count(EnforcementPoint at, TableId table) const
    {
        return static_cast<size_t>(std::ranges::count_if(rules,
                                                         [at, table](const Rule& rule) {
                                                             return rule.where.at == at &&
                                                                    rule.where.table == table;
                                                         }));
    }

    /// @return the links that go straight
    size_t DirectLinks() const
    {
        return static_cast<size_t>(std::ranges::count_if(
            view.Links(), [](const ViewLink& link) { return link.via.empty(); }));
    }

    /// @return entries that lead packets of chains on: one for each direction at each VM but the last
    size_t NextHops() const
    {
        size_t hops = 0;
        for (const ViewLink& link : view.Links())
        {
            hops += link.via.empty() ? 0 : 2 * (link.via.size() + 1);
        }
        return hops;
    }

    /// @return who gets packets of a source from whom that is not the source
    std::set<std::array<VnicId, 3>> Carried() const
    {
        std::set<std::array<VnicId, 3>> carried;
        for (const ViewLink& link : view.Links())
        {
            std::vector<VnicId> way = link.via;
            way.insert(way.begin(), link.a);
            way.push_back(link.b);
            for (int direction = 0; direction < 2; ++direction, std::ranges::reverse(way))
            {
                for (size_t i = 2; i < way.size(); ++i)
                {
                    carried.insert({way[i], way[i - 1], way.front()});
                }
            }
        }
        return carried;
    }

    HostId HostOf(VnicId vnic) const
    {
        return view.HostOf(vnic);
    }

    CloudScenario scenario;
    DesignChoice choice;
    CloudPlan plan;
    TenantView view;
    std::vector<Rule> rules;
};

RC_GTEST_PROP(RuleCounts, FlatHasARouteForEachVnicAtEachSwitchAndAPortAtItsHost, ())
{
    const Compiled flat("flat");
    const size_t vnics = flat.view.Vnics().size();
    for (const NodeRef node : flat.plan.fabricSwitches)
    {
        RC_ASSERT(flat.Count(EnforcementPoint::Of(node), TableId::kHostRoute) == vnics);
    }
    RC_ASSERT(flat.Count(TableId::kPortAddress) == vnics);
    RC_ASSERT(flat.rules.size() == vnics * (flat.plan.fabricSwitches.size() + 1));
}

RC_GTEST_PROP(RuleCounts, FlatByRackHasARouteForEachVnicAtItsLeafAloneAndAPortAtItsHost, ())
{
    const Compiled flat("flat-by-rack");
    std::map<EnforcementPoint, size_t> inRack;
    for (const VnicId vnic : flat.view.Vnics())
    {
        const uint32_t rack = flat.scenario.topology.LeafOf(flat.HostOf(vnic)).value;
        ++inRack[EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, rack})];
    }
    for (const NodeRef node : flat.plan.fabricSwitches)
    {
        const EnforcementPoint at = EnforcementPoint::Of(node);
        RC_ASSERT(flat.Count(at, TableId::kHostRoute) == inRack[at]);
    }
    RC_ASSERT(flat.rules.size() == 2 * flat.view.Vnics().size());
}

RC_GTEST_PROP(RuleCounts, LinkwireHasThreeRulesAtEachEndOfALinkAndAPortForEachVnic, ())
{
    const Compiled linkwire("linkwire");
    const size_t links = linkwire.DirectLinks();
    const size_t carried = linkwire.Carried().size();
    RC_ASSERT(linkwire.Count(TableId::kEncap) == 2 * links);
    RC_ASSERT(linkwire.Count(TableId::kDecap) == 2 * links);
    RC_ASSERT(linkwire.Count(TableId::kWhitelist) == 2 * links + carried);
    RC_ASSERT(linkwire.Count(TableId::kSteer) == linkwire.NextHops());
    RC_ASSERT(linkwire.Count(TableId::kPortAddress) == linkwire.view.Vnics().size());
    RC_ASSERT(linkwire.rules.size() ==
              6 * links + linkwire.NextHops() + carried + linkwire.view.Vnics().size());
}

RC_GTEST_PROP(RuleCounts, LinkwireNeedsAsManyRulesInEveryProtocol, ())
{
    const Compiled mixed("linkwire");
    for (const std::string_view name : {"linkwire-nvgre", "linkwire-ipip"})
    {
        RuleStore store;
        store.Add(*FindDesign(name)->MakeCompiler(), mixed.view);
        RC_ASSERT(store.Size() == mixed.rules.size());
    }
}

/// A service with a port is met by requests and by replies.
RC_GTEST_PROP(RuleCounts, VpnMeshHasPoliciesForEachServiceAndAKeyForEachDirectionAtBothEnds, ())
{
    const Compiled mesh("vpn-mesh");
    size_t policies = 0; // those of what leaves
    for (const ViewLink& link : mesh.view.Links())
    {
        size_t selectors = link.allow.empty() ? 1 : 0;
        for (const Service& service : link.allow)
        {
            selectors += service.port == 0 ? 1 : 2;
        }
        policies += 2 * (link.via.size() + 1) * selectors; // at each VM but the last, both ways
    }
    const size_t ends = 2 * mesh.DirectLinks();
    RC_ASSERT(mesh.Count(kOutboundPolicyTable) == policies);
    RC_ASSERT(mesh.Count(kInboundPolicyTable) == policies);
    RC_ASSERT(mesh.Count(kOutboundAssociationTable) == ends);
    RC_ASSERT(mesh.Count(kInboundAssociationTable) == ends);
    RC_ASSERT(mesh.Count(TableId::kPortAddress) == mesh.view.Vnics().size());
    RC_ASSERT(mesh.rules.size() == 2 * (policies + ends) + mesh.view.Vnics().size());
    for (const VnicId vnic : mesh.view.Vnics()) // each at its place: a key for each end of a link
    {
        const auto isItsOwn = [vnic](const ViewLink& link)
        { return link.via.empty() && (link.a == vnic || link.b == vnic); };
        const size_t links = std::ranges::count_if(mesh.view.Links(), isItsOwn);
        const EnforcementPoint at = EnforcementPoint::Of(vnic);
        RC_ASSERT(mesh.Count(at, kOutboundAssociationTable) == links);
        RC_ASSERT(mesh.Count(at, kInboundAssociationTable) == links);
    }
}

/// All of a tenant at the concentrator, but the ports; and a tunnel for each other data center that it is in.
RC_GTEST_PROP(RuleCounts, MasterVpnHasStationsAndPermitsAtTheConcentratorAndFourRulesATunnel, ())
{
    const Compiled vpn("master-vpn");
    const Topology& topology = vpn.plan.topology;
    const ServerId hub = topology.concentrator;
    const DatacenterId master = topology.DatacenterOf(NodeRef{NodeKind::kServer, hub.value});
    size_t permits = 0;
    for (const ViewLink& link : vpn.view.Links())
    {
        permits += link.allow.empty() ? 2 : 0;
        for (const Service& service : link.allow)
        {
            permits += service.port == 0 ? 2 : 4;
        }
    }
    std::set<DatacenterId> others;
    for (const VnicId vnic : vpn.view.Vnics())
    {
        others.insert(topology.DatacenterOf(vpn.view.HostOf(vnic)));
    }
    others.erase(master);
    const size_t vnics = vpn.view.Vnics().size();
    const EnforcementPoint at = EnforcementPoint::Of(hub);
    RC_ASSERT(vpn.Count(at, kStationPermitTable) == permits);
    RC_ASSERT(vpn.Count(at, kStationTable) == vnics);
    RC_ASSERT(vpn.Count(at, kSiteSealTable) == others.size());
    RC_ASSERT(vpn.Count(at, kSiteOpenTable) == others.size());
    for (const DatacenterId other : others)
    {
        const EnforcementPoint edge =
            EnforcementPoint::Of(NodeRef{NodeKind::kWanRouter, other.value});
        RC_ASSERT(vpn.Count(edge, kSiteSealTable) == 1U);
        RC_ASSERT(vpn.Count(edge, kSiteOpenTable) == 1U);
    }
    RC_ASSERT(vpn.Count(TableId::kPortAddress) == vnics);
    RC_ASSERT(vpn.rules.size() == 2 * vnics + permits + 4 * others.size());
}

RC_GTEST_PROP(RuleCounts, VxlanHostKnowsEveryRemoteVnicOfItsPaths, ())
{
    const Compiled vxlan("vxlan");
    std::map<HostId, size_t> remote;
    for (uint32_t path = 0; path < vxlan.plan.At(TenantId{0}).paths.size(); ++path)
    {
        for (const auto& [host, own] : vxlan.view.HostsOnPath(path))
        {
            remote[host] += vxlan.view.OnPath(path).size() - own;
        }
    }
    RC_ASSERT(vxlan.Count(TableId::kNextHop) == vxlan.NextHops());
    size_t total = vxlan.view.Vnics().size() + vxlan.NextHops(); // their ports, and chains
    for (const auto& [host, count] : remote)
    {
        RC_ASSERT(vxlan.Count(EnforcementPoint::Of(host), TableId::kFdb) == count);
        RC_ASSERT(vxlan.Count(EnforcementPoint::Of(host), TableId::kArp) == count);
        total += 2 * count;
    }
    RC_ASSERT(vxlan.Count(TableId::kPortSegment) == vxlan.view.Vnics().size());
    RC_ASSERT(vxlan.rules.size() == total);
}

/// Whatever brings them.
RC_GTEST_PROP(RuleCounts, GeneveNvgreAndEvpnHaveTheRulesOfVxlan, ())
{
    const Compiled vxlan("vxlan");
    for (const std::string_view name : {"geneve", "nvgre", "vxlan-evpn"})
    {
        RuleStore store;
        store.Add(*FindDesign(name)->MakeCompiler(), vxlan.view);
        RC_ASSERT(store.Rules() == vxlan.rules);
    }
}

RC_GTEST_PROP(RuleCounts, LinkedVxlanHostKnowsTheRemotePeersOfItsVnics, ())
{
    const Compiled linked("vxlan-linked");
    std::map<HostId, std::set<VnicId>> peers;
    for (const ViewLink& link : linked.view.Links())
    {
        for (const auto& [own, peer] : {std::pair(link.a, link.b), std::pair(link.b, link.a)})
        {
            if (linked.HostOf(own) != linked.HostOf(peer))
            {
                peers[linked.HostOf(own)].insert(peer);
            }
        }
    }
    size_t total = linked.view.Vnics().size() + linked.NextHops(); // their ports, and chains
    for (const auto& [host, known] : peers)
    {
        RC_ASSERT(linked.Count(EnforcementPoint::Of(host), TableId::kFdb) == known.size());
        RC_ASSERT(linked.Count(EnforcementPoint::Of(host), TableId::kArp) == known.size());
        total += 2 * known.size();
    }
    RC_ASSERT(linked.rules.size() == total);
}

/// Whoever knows only linked peers knows nobody that others do not know.
RC_GTEST_PROP(RuleCounts, LinkedVxlanHasSomeOfTheRulesOfVxlan, ())
{
    const Compiled linked("vxlan-linked");
    RuleStore store;
    store.Add(*FindDesign("vxlan")->MakeCompiler(), linked.view);
    std::map<RuleKey, RuleBytes> all;
    for (const Rule& rule : store.Rules())
    {
        all[rule.where] = rule.value;
    }
    for (const Rule& rule : linked.rules)
    {
        RC_ASSERT(all.contains(rule.where));
        RC_ASSERT(all.at(rule.where) == rule.value);
    }
}

RC_GTEST_PROP(RuleCounts, LearningVxlanHasAFloodEntryForEachOrderedPairOfHostsOfAPath, ())
{
    const Compiled vxlan("vxlan-learn");
    size_t floods = 0;
    for (uint32_t path = 0; path < vxlan.plan.At(TenantId{0}).paths.size(); ++path)
    {
        const size_t hosts = vxlan.view.HostsOnPath(path).size();
        floods += hosts * hosts - hosts;
    }
    RC_ASSERT(vxlan.Count(TableId::kFlood) == floods);
    RC_ASSERT(vxlan.rules.size() == floods + vxlan.view.Vnics().size() + vxlan.NextHops());
}

RC_GTEST_PROP(RuleCounts, IdentityFirewallHostKnowsItsOwnVnicsAndTheirPeers, ())
{
    const Compiled firewall("identity-firewall");
    std::map<HostId, std::set<VnicId>> known;
    std::map<HostId, std::set<VnicId>> peers;
    std::map<HostId, std::set<VnicId>> remote;
    std::map<HostId, std::set<std::pair<VmId, VmId>>> permits;
    for (const VnicId vnic : firewall.view.Vnics())
    {
        known[firewall.HostOf(vnic)].insert(vnic);
    }
    for (const ViewLink& link : firewall.view.Links())
    {
        for (const auto& [own, peer] : {std::pair(link.a, link.b), std::pair(link.b, link.a)})
        {
            const HostId host = firewall.HostOf(own);
            known[host].insert(peer);
            peers[host].insert(peer);
            if (firewall.HostOf(peer) != host)
            {
                remote[host].insert(peer);
            }
            const VmId ownVm = firewall.plan.At(own).vm;
            const VmId peerVm = firewall.plan.At(peer).vm;
            permits[host].insert({{ownVm, peerVm}, {peerVm, ownVm}});
            for (const VnicId via : link.via)
            {
                permits[firewall.HostOf(via)].insert({{ownVm, peerVm}, {peerVm, ownVm}});
            }
        }
    }
    // A host knows of each VM of a chain that is here, or next to one, whose packets it brings: from before
    // it, the first end's; from behind it, the last one's.
    std::map<HostId, std::set<std::pair<VnicId, VnicId>>> carried;
    for (const auto& [next, by, source] : firewall.Carried())
    {
        carried[firewall.HostOf(next)].emplace(by, source); // in
        carried[firewall.HostOf(by)].emplace(by, source);   // and out
    }
    for (const ViewLink& link : firewall.view.Links())
    {
        std::vector<VnicId> way = link.via;
        way.insert(way.begin(), link.a);
        way.push_back(link.b);
        for (size_t i = 1; i + 1 < way.size(); ++i)
        {
            carried[firewall.HostOf(way[i - 1])].emplace(way[i], link.b); // sent there
            carried[firewall.HostOf(way[i + 1])].emplace(way[i], link.a);
            carried[firewall.HostOf(way[i])].insert({{way[i], link.a}, {way[i], link.b}});
        }
    }
    for (uint32_t i = 0; i < firewall.scenario.topology.Hosts(); ++i)
    {
        const HostId host{i};
        const EnforcementPoint at = EnforcementPoint::Of(host);
        RC_ASSERT(firewall.Count(at, TableId::kIdentity) == known[host].size());
        RC_ASSERT(firewall.Count(at, TableId::kArp) == peers[host].size());
        RC_ASSERT(firewall.Count(at, TableId::kFdb) == remote[host].size());
        RC_ASSERT(firewall.Count(at, TableId::kPermit) == permits[host].size());
        RC_ASSERT(firewall.Count(at, TableId::kCarried) == carried[host].size());
    }
    RC_ASSERT(firewall.Count(TableId::kPortSegment) == firewall.view.Vnics().size());
    RC_ASSERT(firewall.Count(TableId::kNextHop) == firewall.NextHops());
}

RC_GTEST_PROP(RuleCounts, SealedFirewallHasAKeyEachWayForEachHopFromHostToHost, ())
{
    const Compiled sealed("identity-firewall-sealed");
    std::map<HostId, std::set<std::pair<VmId, VmId>>> sent;
    for (const ViewLink& link : sealed.view.Links())
    {
        std::vector<VnicId> way = link.via;
        way.insert(way.begin(), link.a);
        way.push_back(link.b);
        for (size_t i = 1; i < way.size(); ++i)
        {
            for (const auto& [own, next] :
                 {std::pair(way[i - 1], way[i]), std::pair(way[i], way[i - 1])})
            {
                if (sealed.HostOf(own) != sealed.HostOf(next))
                {
                    sent[sealed.HostOf(own)].emplace(sealed.plan.At(own).vm,
                                                     sealed.plan.At(next).vm);
                }
            }
        }
    }
    size_t associations = 0;
    for (uint32_t host = 0; host < sealed.scenario.topology.Hosts(); ++host)
    {
        const EnforcementPoint at = EnforcementPoint::Of(HostId{host});
        RC_ASSERT(sealed.Count(at, kOutboundPairTable) == sent[HostId{host}].size());
        RC_ASSERT(sealed.Count(at, kInboundPairTable) == sent[HostId{host}].size());
        associations += 2 * sent[HostId{host}].size();
    }
    RuleStore open;
    open.Add(*FindDesign("identity-firewall")->MakeCompiler(), sealed.view);
    RC_ASSERT(open.Size() + associations == sealed.rules.size());
}

TEST(RuleCountsTest, FullMeshOf12OnFourHosts)
{
    // 66 links; three VMs on each of four hosts, behind two leaves and two spines.
    std::vector<std::string> vms;
    std::vector<LinkBetween> links;
    for (uint32_t i = 0; i < 12; ++i)
    {
        vms.push_back("v" + std::to_string(i));
        for (uint32_t j = 0; j < i; ++j)
        {
            links.push_back({j, i});
        }
    }
    const CloudScenario scenario{.name = "mesh",
                                 .tenants = {{"t", {MakeSpecification(MakePaths(1), vms, links)}}}};
    const auto rules = [&scenario](const std::string& name)
    {
        const DesignChoice choice = ReachDesign(name);
        const Design& design = choice.GetDesign();
        const CloudPlan plan = PlanOf(scenario, design);
        const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
        RuleStore store;
        store.Add(*design.MakeCompiler(), view);
        return store.Size();
    };
    EXPECT_EQ(rules("flat"), 12 * (4 + 1));
    EXPECT_EQ(rules("flat-by-rack"), 12 * (1 + 1));
    EXPECT_EQ(rules("vxlan"), 12 + 4 * 9 * 2);
    EXPECT_EQ(rules("vxlan-linked"), rules("vxlan"));
    EXPECT_EQ(rules("vxlan-learn"), 12 + 4 * 3);
    EXPECT_EQ(rules("linkwire"), 12 + 66 * 6);
    EXPECT_EQ(rules("linkwire-guarded"), rules("linkwire"));
    EXPECT_EQ(rules("linkwire-sealed"),
              rules("linkwire") + 66 * 8); // policies and keys at both ends
    // One group: a host has its rule, and the addresses of its members.
    EXPECT_EQ(rules("security-groups"), rules("vxlan") + 12 + 4 * (1 + 12));
    EXPECT_EQ(rules("vpn-mesh"), 12 + 66 * 2 * 4);
    EXPECT_EQ(rules("master-vpn"), 12 * (1 + 1) + 66 * 2);
    // A host: 12 identities, 12 answers to ARP, 9 remote addresses, permits of 3 · 9 + 3 pairs.
    EXPECT_EQ(rules("identity-firewall"), 12 + 4 * (12 + 12 + 9 + 2 * 30));
    // Keys for both directions of a host's 3 · 9 pairs with VMs elsewhere.
    EXPECT_EQ(rules("identity-firewall-sealed"), rules("identity-firewall") + 4 * 2 * 27);
}

} // namespace
} // namespace ns3::vnlab::test
