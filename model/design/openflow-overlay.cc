// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-overlay: match-action tables in the host switches, tunnels between all hosts, nothing in the
// fabric. A directed pair of linked addresses has a flow at the sender's host, which puts its packets into a
// tunnel, and one at the receiver's, which takes them out; what has no flow goes nowhere.

#include "model/design/openflow-overlay.h"

#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/flow-compiler.h"
#include "model/design/flow-keys.h"
#include "model/design/link-scopes.h"
#include "model/design/reach-groups.h"
#include "model/substrate/address-plan.h"

#include <utility>

namespace ns3::vnlab
{

void
FlowOverlayKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Choice<TunnelPorts>(
        Named(like, "tunnels", "a host has one tunnel port, or one for each other host"),
        tunnels,
        {{"flow-based", TunnelPorts::kFlowBased}, {"port-based", TunnelPorts::kPortBased}});
    keys.Integer(
        Named(like, "table_size", "flows that a host has room for"), tableSize, {1, kMostFlows});
}

namespace
{

class FlowOverlayCompiler : public FlowCompiler
{
  public:
    explicit FlowOverlayCompiler(TunnelPorts tunnels)
        : m_tunnels(tunnels)
    {
    }

    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes = LinkScopes(view);
        if (m_tunnels == TunnelPorts::kPortBased)
        {
            for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
            {
                for (const auto& [host, count] : view.HostsOnPath(path))
                {
                    scopes.push_back(Scope::Path(host, path));
                }
            }
        }
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes = AffectedLinkScopes(delta);
        if (m_tunnels == TunnelPorts::kPortBased)
        {
            for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
            {
                for (const VnicId vnic : *vnics)
                {
                    AddIfHostIsNew(before, after, vnic, scopes);
                    AddIfHostIsNew(after, before, vnic, scopes);
                }
            }
        }
        return scopes;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        if (scope.kind == Scope::Kind::kHostPath)
        {
            AddTunnelPorts(view, scope, rules);
        }
        else if (const ViewLink* link = view.FindLink(VnicId{scope.a}, VnicId{scope.b}))
        {
            AddLink(view, scope, *link, rules);
        }
    }

  private:
    /// The path of a vNIC at its host, whose tunnel ports lead to all other hosts of the path: these need
    /// one back.
    static void AddIfHostIsNew(const TenantView& with,
                               const TenantView& without,
                               VnicId vnic,
                               std::vector<Scope>& scopes)
    {
        const uint32_t path = with.Plan().At(vnic).path;
        if (with.Has(vnic) && !without.HostsOnPath(path).contains(with.HostOf(vnic)))
        {
            for (const TenantView* view : {&with, &without})
            {
                for (const auto& [host, count] : view->HostsOnPath(path))
                {
                    scopes.push_back(Scope::Path(host, path));
                }
            }
        }
    }

    static void AddTunnelPorts(const TenantView& view, const Scope& scope, std::vector<Rule>& rules)
    {
        const HostId host{scope.a};
        const auto& hosts = view.HostsOnPath(scope.c);
        if (!hosts.contains(host))
        {
            return;
        }
        for (const auto& [other, count] : hosts)
        {
            if (other != host)
            {
                rules.push_back(MakeRule(scope,
                                         EnforcementPoint::Of(host),
                                         kTunnelPortTable,
                                         TunnelPortKey{flow_port::Of(other)},
                                         TunnelPortValue{address_plan::HostAddress(other)}));
            }
        }
    }

    /// One step each way, or for a link that goes through others one to each next one.
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const
    {
        if (link.via.empty())
        {
            AddStep(view, scope, {link.a, link.b, link.a, link.b}, rules);
            AddStep(view, scope, {link.b, link.a, link.b, link.a}, rules);
        }
        for (const ChainHop& hop : ChainHops(view, link))
        {
            if (view.Has(hop.next))
            {
                AddStep(view, scope, hop, rules);
            }
        }
    }

    /// What packets need to come from one vNIC to the next.
    void AddStep(const TenantView& view,
                 const Scope& scope,
                 const ChainHop& step,
                 std::vector<Rule>& rules) const
    {
        const CloudPlan& plan = view.Plan();
        const HostId sender = view.HostOf(step.at);
        const HostId receiver = view.HostOf(step.next);
        const VnicPlan& next = plan.At(step.next);
        FlowActions send{
            .output = flow_port::Of(step.next), .etherDestination = next.mac, .setsEther = 1};
        if (sender != receiver)
        {
            const bool isFlowBased = m_tunnels == TunnelPorts::kFlowBased;
            send.output = isFlowBased ? flow_port::kTunnel : flow_port::Of(receiver);
            send.setsTunnel = 1;
            send.tunnelId = view.VniOf(step.at).value;
            send.tunnelDestination = isFlowBased ? address_plan::HostAddress(receiver) : 0;
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(receiver),
                                     kFlowTable,
                                     ReceiveKeyOf(view, step),
                                     FlowActions{.output = flow_port::Of(step.next)}));
        }
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(sender),
                                 kFlowTable,
                                 SendKey(flow_port::Of(step.at),
                                         plan.At(step.at).mac,
                                         plan.At(step.source).address,
                                         plan.At(step.destination).address),
                                 send));
    }

    static FlowKey ReceiveKeyOf(const TenantView& view, const ChainHop& step)
    {
        const CloudPlan& plan = view.Plan();
        const uint32_t tunnel = view.VniOf(step.at).value;
        const uint32_t from = plan.At(step.source).address;
        const uint32_t to = plan.At(step.destination).address;
        return step.next == step.destination ? ReceiveKey(tunnel, from, to)
                                             : PassOnKey(tunnel, from, to, plan.At(step.next).mac);
    }

    TunnelPorts m_tunnels;
};

class OpenFlowOverlay : public Design
{
  public:
    OpenFlowOverlay(std::string_view name,
                    std::string_view encapsulation,
                    const FlowOverlayKeys& keys)
        : m_name(name),
          m_encapsulation(encapsulation),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return "OpenFlow tables in the hosts, tunnels between them: two flows per linked, directed "
               "pair of addresses";
    }

    std::string_view GetEncapsulation() const override
    {
        return m_encapsulation;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<OpenFlowOverlay>(
            parts.name, parts.encapsulation, static_cast<const FlowOverlayKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<FlowOverlayCompiler>(m_keys.tunnels);
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
        return std::make_unique<FlowSwitch>(uplink,
                                            fabric,
                                            host,
                                            drops,
                                            *FindEncapsulation(m_encapsulation),
                                            m_keys.tunnels,
                                            m_keys.tableSize);
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks, SpecPart::kChains};
    }

    /// A flow names the port that packets come from beside their source, so that root cannot lend itself
    /// another VM's. It names no services.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        Reachability reach = ReachLinks(tenants, question.attacker);
        AddCarriers(tenants, question, reach);
        return reach;
    }

  private:
    std::string m_name;
    std::string m_encapsulation;
    FlowOverlayKeys m_keys;
};

const DesignRegistration kOpenFlowOverlay{
    std::make_unique<OpenFlowOverlay>("openflow-overlay", "vxlan", FlowOverlayKeys{})};

} // namespace

} // namespace ns3::vnlab
