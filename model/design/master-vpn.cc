// SPDX-License-Identifier: GPL-2.0-only
//
// master-vpn: one data center, the master, has a VPN concentrator that is a firewall, too. The others are joined to
// it as sites are to a head office: their edge routers have a tunnel of IPsec to it each, and none to each other
// (hub and spoke; RFC 4364 §10 has the like with labels). They have no firewall of their own, so what their VMs say
// to each other goes there and back. The firewall is a packet filter: it knows VMs by Ethernet and IP address and by
// the side that they are on, and remembers nothing.
//
// What is decided where. Nothing at hosts: each hands all that its VMs send to the concentrator, also for a VM beside
// (as a reflective relay of IEEE 802.1Qbg does). So the one filter decides on every packet, also inside the master.
// Installations are found whose hosts switch between their own VMs, and then have no firewall there at all.

#include "model/design/master-vpn.h"

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/spoke-switch.h"
#include "model/dataplane/vpn-concentrator.h"
#include "model/dataplane/vpn-edges.h"
#include "model/design/design.h"
#include "model/design/host-reach.h"
#include "model/design/master-vpn-compiler.h"
#include "model/design/one-network.h"
#include "model/design/reach-groups.h"
#include "model/substrate/address-plan.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

void
MasterVpnKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(
        Named(like, "queue", "packets in the concentrator, at most"), queue, {1, 1'000'000'000});
}

namespace
{

class MasterVpn : public Design
{
  public:
    MasterVpn(std::string_view name, std::string_view encapsulation, const MasterVpnKeys& keys)
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
        return "a VPN concentrator with a packet filter in one data center, through which all VMs "
               "of all data centers speak";
    }

    std::string_view GetControlPlane() const override
    {
        return "manual";
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
        return std::make_unique<MasterVpn>(
            parts.name, parts.encapsulation, static_cast<const MasterVpnKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<MasterVpnCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        const ServerId hub = fabric.GetTopology().concentrator;
        return std::make_unique<SpokeSwitch>(
            uplink,
            fabric,
            host,
            drops,
            Format(),
            SpokeSwitch::Hub{address_plan::ServerAddress(hub, false), GuestMtu(uplink->GetMtu())});
    }

    std::unique_ptr<RulePipeline> MakePipeline(Substrate& substrate) const override
    {
        const Topology& topology = substrate.fabric->GetTopology();
        const uint32_t hub = address_plan::ServerAddress(topology.concentrator, false);
        return topology.datacenters > 1
                 ? std::make_unique<VpnEdges>(*substrate.fabric, substrate.wan, Format(), hub)
                 : nullptr;
    }

    std::unique_ptr<TunnelServer> MakeConcentrator(const ConcentratorPlace& place) const override
    {
        return std::make_unique<VpnConcentrator>(place.server,
                                                 Format(),
                                                 place.mtu,
                                                 place.drops,
                                                 place.topology,
                                                 place.prices,
                                                 m_keys.queue);
    }

    uint16_t TunnelOverhead() const override
    {
        return static_cast<uint16_t>(Format().Overhead() + overhead::kEspTunnelWithoutPadding + 3);
    }

    /// What fits with its padding, as Linux reckons it; also in the master, whose packets may go elsewhere.
    uint16_t GuestMtu(uint16_t underlay) const override
    {
        const size_t most = underlay < TunnelOverhead() ? 0 : overhead::MostInEspTunnel(underlay);
        const size_t format = Format().Overhead();
        return most < format + kLeastMtu ? Design::GuestMtu(underlay)
                                         : static_cast<uint16_t>(most - format);
    }

    /// A chain is a link between its ends to it: packets go straight.
    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// Addresses prove nothing: whoever has root can send in the name of any VM of its data center, to those that
    /// that one may speak with. The answer goes to that VM. Ports are matched, connections are not. Who owns a
    /// host sends to others in the concentrator's name, past its filter.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        if (TakesForgedPackets(question))
        {
            return ReachEverybody(tenants, question.attacker);
        }
        const LinkFilter passes = PassingLinks(question, FilterMemory::kNone);
        Reachability reach = ReachLinks(tenants, question.attacker, passes);
        if (!tenants.empty())
        {
            const Topology& topology = tenants.front().Plan().topology;
            AddForgers(
                tenants,
                question,
                passes,
                [&topology](HostId host) { return topology.DatacenterOf(host).value; },
                reach);
        }
        return reach;
    }

    /// The filter tells VMs apart by their addresses.
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
    const Encapsulation& Format() const
    {
        return *FindEncapsulation(m_encapsulation);
    }

    std::string m_name;
    std::string m_encapsulation;
    MasterVpnKeys m_keys;
};

const DesignRegistration kMasterVpn{
    std::make_unique<MasterVpn>("master-vpn", "vxlan", MasterVpnKeys{})};

} // namespace

} // namespace ns3::vnlab
