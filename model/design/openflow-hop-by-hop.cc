// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-hop-by-hop: match-action tables in every switch of the fabric, plain hosts. A directed pair of
// linked addresses has a flow at each switch on its way; what has no flow goes nowhere. All addresses are in
// one network, and a switch knows a packet's host by its port, but not its VM.

#include "model/dataplane/pipeline/flow-pipeline.h"
#include "model/dataplane/routed-switch.h"
#include "model/design/attacked-services.h"
#include "model/design/design.h"
#include "model/design/fabric-ways.h"
#include "model/design/flow-compiler.h"
#include "model/design/flow-keys.h"
#include "model/design/link-scopes.h"
#include "model/design/one-network.h"
#include "model/design/reach-groups.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

class HopByHopCompiler : public FlowCompiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes = LinkScopes(view);
        for (const VnicId vnic : view.Vnics())
        {
            scopes.push_back(Scope::Of(vnic));
        }
        return scopes;
    }

    /// Where links of the fabric fail or work again, any way may be another one.
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes = AffectedLinkScopes(delta);
        if (before.Substrate().failedLinks != after.Substrate().failedLinks)
        {
            const std::vector<Scope> all = LinkScopes(after);
            scopes.insert(scopes.end(), all.begin(), all.end());
        }
        for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
        {
            for (const VnicId vnic : *vnics)
            {
                scopes.push_back(Scope::Of(vnic));
            }
        }
        return scopes;
    }

    bool ReadsSubstrate() const override
    {
        return true;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        const VnicId a{scope.a};
        const VnicId b{scope.b};
        if (scope.kind == Scope::Kind::kLink)
        {
            if (view.FindLink(a, b))
            {
                AddWay(view, scope, a, b, rules);
                AddWay(view, scope, b, a, rules);
            }
        }
        else if (view.Has(a))
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(view.HostOf(a)),
                                     TableId::kPortAddress,
                                     PortAddressKey{view.Plan().At(a).address},
                                     PortAddressValue{a}));
        }
    }

  private:
    /// A flow at each switch between the hosts of two vNICs. Also on one host: their leaf sends packets back
    /// where they came from.
    void AddWay(const TenantView& view,
                const Scope& scope,
                VnicId from,
                VnicId to,
                std::vector<Rule>& rules) const
    {
        const CloudPlan& plan = view.Plan();
        const Topology& topology = plan.topology;
        const std::vector<LinkId> way =
            WaysOf(view).Between(view.HostOf(from),
                                 view.HostOf(to),
                                 ChoiceFor(plan.At(from).address, plan.At(to).address));
        NodeRef at{NodeKind::kLeaf, topology.LeafOf(view.HostOf(from)).value};
        for (size_t hop = 1; hop < way.size(); ++hop)
        {
            const LinkId back = topology.Reverse(way[hop - 1]);
            const uint32_t out = way[hop] == back ? flow_port::kInPort : flow_port::Of(way[hop]);
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(at),
                                     kFlowTable,
                                     SendKeyOf(plan, flow_port::Of(back), from, to),
                                     FlowActions{.output = out, .decrementsTtl = 1}));
            at = m_ways->EndOf(way[hop]);
        }
    }

    /// They are worked out anew when links fail or work again, and are the same whenever they are.
    FabricWays& WaysOf(const TenantView& view) const
    {
        const std::set<LinkId>& failed = view.Substrate().failedLinks;
        if (!m_ways || !m_ways->IsOf(view.Plan(), failed))
        {
            m_ways = std::make_unique<FabricWays>(view.Plan(), failed);
        }
        return *m_ways;
    }

    mutable std::unique_ptr<FabricWays> m_ways;
};

struct HopByHopKeys : KeysOf<HopByHopKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Integer(Named(like, "table_size", "flows that a switch has room for; 0: any number"),
                     tableSize,
                     {0, 1'000'000'000});
    }
    uint64_t tableSize{0};
};

/// Adds what forging gains: whoever has root sends in the name of a VM on its host to those that that VM
/// has a link with. @param counts which of these links
void
AddNeighboursLinks(std::span<const TenantView> tenants,
                   const LinkFilter& counts,
                   Reachability& reach)
{
    std::map<HostId, Reachability::Group> byHost;
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        for (const VnicId vnic : view.Vnics())
        {
            byHost[view.HostOf(vnic)].sources.push_back(plan.At(vnic).vm);
        }
        for (const ViewLink& link : view.Links())
        {
            if (counts(link))
            {
                byHost[view.HostOf(link.a)].targets.push_back(plan.At(link.b).vm);
                byHost[view.HostOf(link.b)].targets.push_back(plan.At(link.a).vm);
            }
        }
    }
    for (auto& [host, group] : byHost)
    {
        for (std::vector<VmId>* vms : {&group.sources, &group.targets})
        {
            std::ranges::sort(*vms);
            vms->erase(std::unique(vms->begin(), vms->end()), vms->end());
        }
        reach.groups.push_back(std::move(group));
    }
}

class OpenFlowHopByHop : public Design
{
  public:
    OpenFlowHopByHop(std::string_view name, const HopByHopKeys& keys)
        : m_name(name),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return "OpenFlow tables in all fabric switches: a flow per linked, directed pair of "
               "addresses at each hop";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<OpenFlowHopByHop>(parts.name,
                                                  static_cast<const HopByHopKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<HopByHopCompiler>();
    }

    /// EVPN tells where vNICs are, and not which flows they need.
    bool CanUse(const ControlPlaneKind& controlPlane) const override
    {
        return controlPlane.Name() != "bgp-evpn" && Design::CanUse(controlPlane);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(uplink, fabric, host, drops, Neighbours::kByFabric);
    }

    std::unique_ptr<RulePipeline> MakePipeline(Substrate& substrate) const override
    {
        return std::make_unique<FlowPipeline>(
            *substrate.fabric, substrate.wan, TableCapacity(m_keys.tableSize));
    }

    uint16_t TunnelOverhead() const override
    {
        return 0;
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks};
    }

    /// Root forges the name of another VM on its host, if it knows it: a leaf cannot tell them apart. The
    /// answer goes to that VM.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        const Attacker& attacker = question.attacker;
        Reachability reach = ReachLinks(tenants, attacker);
        const bool forges = attacker.power == Capability::kGuestRoot &&
                            attacker.knowledge == Knowledge::kEverything;
        if (forges && question.contact != Contact::kTwoWay)
        {
            const auto counts = [&question](const ViewLink& link)
            {
                return question.contact == Contact::kOneWay ||
                       HasDatagrams(AttackedServices(question.services, &link));
            };
            AddNeighboursLinks(tenants, counts, reach);
        }
        return reach;
    }

    /// A flow tells packets apart by their addresses.
    std::optional<std::string> Objection(std::span<const TenantView> tenants) const override
    {
        return ObjectionToAddresses(m_name, tenants);
    }

    std::optional<std::string> ObjectionToChange(const TenantView& after,
                                                 const ViewDelta& delta) const override
    {
        return ObjectionToAddedAddresses(m_name, after, delta);
    }

  private:
    std::string m_name;
    HopByHopKeys m_keys;
};

const DesignRegistration kOpenFlowHopByHop{
    std::make_unique<OpenFlowHopByHop>("openflow-hop-by-hop", HopByHopKeys{})};

} // namespace

} // namespace ns3::vnlab
