// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vlan-compiler.h"

#include "model/rule/vlan-tables.h"

#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr VlanRange kEveryVlan{1, 4094};

/// What a tenant with any vNIC causes at the whole fabric.
const Scope kEverywhere = Scope::Path(HostId{UINT32_MAX}, 0);

/// How far apart the members of a segment are.
struct Extent
{
    bool isInSeveralRacks{false};
    bool isInSeveralDatacenters{false};

    bool operator==(const Extent&) const = default;
};

Extent
ExtentOf(const TenantView& view, uint32_t path)
{
    const HostCounts& hosts = view.HostsOnPath(path);
    if (hosts.empty())
    {
        return {};
    }
    const Topology& topology = view.Plan().topology;
    // Hosts of a rack follow each other, and racks of a data center likewise.
    const HostId first = hosts.front().first;
    const uint32_t hostsPerDatacenter = topology.racks * topology.hostsPerRack;
    const HostId nextRack{(topology.LeafOf(first).value + 1) * topology.hostsPerRack};
    const HostId nextDatacenter{(topology.DatacenterOf(first).value + 1) * hostsPerDatacenter};
    return {hosts.LowerBound(nextRack) != hosts.end(),
            hosts.LowerBound(nextDatacenter) != hosts.end()};
}

/// Appends the rules that have VLANs on trunk ports.
class TrunkRules
{
  public:
    TrunkRules(const CloudPlan& plan,
               const Scope& origin,
               const VlanRange& vlans,
               std::vector<Rule>& rules)
        : m_topology(plan.topology),
          m_wan(plan.wan),
          m_origin(origin),
          m_vlans(vlans),
          m_rules(rules)
    {
    }

    void AddHost(HostId host)
    {
        Add({NodeKind::kLeaf, m_topology.LeafOf(host).value}, m_topology.HostDown(host));
    }

    /// All uplinks of a leaf, at both ends.
    void AddLeaf(LeafId leaf)
    {
        const uint32_t firstSpine = m_topology.DatacenterOf(leaf).value * m_topology.spines;
        for (uint32_t spine = 0; spine < m_topology.spines; ++spine)
        {
            Add({NodeKind::kLeaf, leaf.value}, m_topology.LeafUp(leaf, spine));
            Add({NodeKind::kSpine, firstSpine + spine}, m_topology.LeafDown(leaf, spine));
        }
    }

    /// All links between a data center's spines and its WAN router, at both ends.
    void AddDatacenter(DatacenterId datacenter)
    {
        for (uint32_t spine = 0; spine < m_topology.spines; ++spine)
        {
            const SpineId id{datacenter.value * m_topology.spines + spine};
            Add({NodeKind::kSpine, id.value}, m_topology.SpineToWan(id));
            Add({NodeKind::kWanRouter, datacenter.value}, m_topology.WanToSpine(id));
        }
    }

    /// All links between WAN routers, at both ends.
    void AddWan()
    {
        for (uint32_t link = 0; link < m_wan.links.size(); ++link)
        {
            Add({NodeKind::kWanRouter, m_wan.links[link].a}, m_topology.Wan(link, false));
            Add({NodeKind::kWanRouter, m_wan.links[link].b}, m_topology.Wan(link, true));
        }
    }

  private:
    void Add(NodeRef at, LinkId port)
    {
        m_rules.push_back(MakeRule(m_origin,
                                   EnforcementPoint::Of(at),
                                   kTrunkVlanTable,
                                   TrunkVlanKey{port, m_vlans.first, m_vlans.last},
                                   NoValue{}));
    }

    const Topology& m_topology;
    const WanGraph& m_wan;
    Scope m_origin;
    VlanRange m_vlans;
    std::vector<Rule>& m_rules;
};

void
AddAllTrunks(const CloudPlan& plan,
             const Scope& scope,
             ListedPorts listed,
             std::vector<Rule>& rules)
{
    TrunkRules trunks(plan, scope, kEveryVlan, rules);
    const Topology& topology = plan.topology;
    for (uint32_t host = 0; host < topology.Hosts(); ++host)
    {
        trunks.AddHost({host});
    }
    if (listed == ListedPorts::kOfHosts)
    {
        return;
    }
    for (uint32_t leaf = 0; leaf < topology.Leaves(); ++leaf)
    {
        trunks.AddLeaf({leaf});
    }
    for (uint32_t dc = 0; topology.datacenters > 1 && dc < topology.datacenters; ++dc)
    {
        trunks.AddDatacenter({dc});
    }
    trunks.AddWan();
}

void
AddHosts(const TenantView& view, uint32_t path, std::vector<Scope>& scopes)
{
    for (const auto& [host, count] : view.HostsOnPath(path))
    {
        scopes.push_back(Scope::Path(host, path));
    }
}

} // namespace

VlanCompiler::VlanCompiler(VlanNumbers numbers, TrunkPruning pruning, ListedPorts listed)
    : m_numbers(std::move(numbers)),
      m_pruning(pruning),
      m_listed(listed)
{
}

std::vector<Scope>
VlanCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes;
    for (const VnicId vnic : view.Vnics())
    {
        scopes.push_back(Scope::Of(vnic));
    }
    if (m_pruning == TrunkPruning::kNone)
    {
        scopes.push_back(kEverywhere);
        return scopes;
    }
    for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
    {
        AddHosts(view, path, scopes);
    }
    return scopes;
}

std::vector<Scope>
VlanCompiler::AffectedScopes(const TenantView& before,
                             const TenantView& after,
                             const ViewDelta& delta) const
{
    std::vector<Scope> scopes;
    std::set<uint32_t> paths;
    for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
    {
        for (const VnicId vnic : *vnics)
        {
            scopes.push_back(Scope::Of(vnic));
            const uint32_t path = after.Plan().At(vnic).path;
            paths.insert(path);
            for (const TenantView* view : {&before, &after})
            {
                if (m_pruning == TrunkPruning::kManual && view->Has(vnic))
                {
                    scopes.push_back(Scope::Path(view->HostOf(vnic), path));
                }
            }
        }
    }
    if (m_pruning == TrunkPruning::kNone)
    {
        if (before.Placed().empty() != after.Placed().empty())
        {
            scopes.push_back(kEverywhere);
        }
        return scopes;
    }
    for (const uint32_t path : paths)
    {
        if (m_listed == ListedPorts::kAll && ExtentOf(before, path) != ExtentOf(after, path))
        {
            AddHosts(before, path, scopes);
            AddHosts(after, path, scopes);
        }
    }
    return scopes;
}

void
VlanCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    if (scope.kind == Scope::Kind::kVnic)
    {
        CompileAccess(view, scope, rules);
    }
    else if (scope != kEverywhere)
    {
        CompilePath(view, scope, rules);
    }
    else if (!view.Placed().empty())
    {
        AddAllTrunks(view.Plan(), scope, m_listed, rules);
    }
}

void
VlanCompiler::CompileAccess(const TenantView& view,
                            const Scope& scope,
                            std::vector<Rule>& rules) const
{
    const VnicId vnic{scope.a};
    if (!view.Has(vnic))
    {
        return;
    }
    if (const std::optional<uint16_t> vlan = m_numbers.Of(view.VniOf(vnic)))
    {
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(view.HostOf(vnic)),
                                 kAccessVlanTable,
                                 AccessVlanKey{vnic},
                                 AccessVlanValue{*vlan}));
    }
}

void
VlanCompiler::CompilePath(const TenantView& view,
                          const Scope& scope,
                          std::vector<Rule>& rules) const
{
    const HostId host{scope.a};
    const uint32_t path = scope.c;
    const std::optional<uint16_t> vlan = m_numbers.Of(view.VniOf(path));
    if (!vlan || !view.HostsOnPath(path).contains(host))
    {
        return;
    }
    TrunkRules trunks(view.Plan(), scope, {*vlan, *vlan}, rules);
    const Topology& topology = view.Plan().topology;
    trunks.AddHost(host);
    if (m_listed == ListedPorts::kOfHosts)
    {
        return;
    }
    const Extent extent = ExtentOf(view, path);
    if (extent.isInSeveralRacks)
    {
        trunks.AddLeaf(topology.LeafOf(host));
    }
    if (extent.isInSeveralDatacenters)
    {
        trunks.AddDatacenter(topology.DatacenterOf(host));
        trunks.AddWan();
    }
}

} // namespace ns3::vnlab
