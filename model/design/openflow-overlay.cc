// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-overlay: match-action tables in the host switches, tunnels between all hosts, nothing in the
// fabric. A directed pair of linked addresses has a flow at the sender's host, which puts its packets into a
// tunnel, and one at the receiver's, which takes them out; what has no flow goes nowhere. A virtual gateway
// joins a path to a tenant's site outside by flows likewise.

#include "model/design/openflow-overlay.h"

#include "model/dataplane/virtual-gateway.h"
#include "model/design/attacked-services.h"
#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/flow-keys.h"
#include "model/design/flow-overlay-compiler.h"
#include "model/design/host-reach.h"
#include "model/design/reach-groups.h"

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

    bool JoinsSites() const override
    {
        return true;
    }

    std::unique_ptr<TunnelServer> MakeVirtualGateway(
        const VirtualGatewayPlace& place) const override
    {
        return std::make_unique<VirtualGateway>(place.server,
                                                *FindEncapsulation(m_encapsulation),
                                                place.mtu,
                                                place.drops,
                                                place.perPacket,
                                                place.sites);
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
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        Reachability reach = ReachLinks(tenants, question.attacker);
        AddCarriers(tenants, question, reach);
        if (TakesForgedPackets(question)) // flows for tunnels are those for VMs elsewhere
        {
            AddForgedNames(
                tenants,
                [&question](const ViewLink& link)
                {
                    return question.contact == Contact::kOneWay ||
                           HasDatagrams(AttackedServices(question.services, &link));
                },
                NamePlace::kElsewhere,
                reach);
        }
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
