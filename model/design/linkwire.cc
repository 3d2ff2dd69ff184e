// SPDX-License-Identifier: GPL-2.0-only
//
// linkwire: one tunnel per virtual link, made and guarded by eBPF hooks in the VMs. The tunneling
// rule engine makes encapsulation and decapsulation rules, the access control rule engine the XDP
// whitelist, and the controller sends both to the proxy in each VM. The hosts only route the VMs'
// provider addresses. Whoever is root in a VM can get around its own hooks and forge any frame; the
// receivers' whitelists name sources, which can be forged.

#include "model/dataplane/routed-switch.h"
#include "model/design/attacked-services.h"
#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/rule/hook-entries.h"
#include "model/rule/link-tunnel.h"
#include "model/substrate/address-plan.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

namespace
{

class LinkWireCompiler : public Compiler
{
  public:
    /// @param protocol of all tunnels; nothing: as each path's label says
    explicit LinkWireCompiler(std::optional<TunnelProtocol> protocol)
        : m_protocol(protocol)
    {
    }

    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes;
        AddScopes(view.Vnics(), view.Links(), scopes);
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView&,
                                      const TenantView&,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes;
        AddScopes(delta.addedVnics, delta.addedLinks, scopes);
        AddScopes(delta.removedVnics, delta.removedLinks, scopes);
        AddScopes(delta.changedVnics, delta.changedLinks, scopes);
        return scopes;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        if (scope.kind == Scope::Kind::kVnic)
        {
            AddPort(view, scope, rules);
        }
        else if (const ViewLink* link = view.FindLink(VnicId{scope.a}, VnicId{scope.b}))
        {
            AddLink(view, scope, *link, rules);
        }
    }

  private:
    template <class Vnics, class Links>
    static void AddScopes(const Vnics& vnics, const Links& links, std::vector<Scope>& scopes)
    {
        for (const VnicId vnic : vnics)
        {
            scopes.push_back(Scope::Of(vnic));
        }
        for (const ViewLink& link : links)
        {
            scopes.push_back(Scope::Link(link.a, link.b));
        }
    }

    static void AddPort(const TenantView& view, const Scope& scope, std::vector<Rule>& rules)
    {
        const VnicId vnic{scope.a};
        if (view.Has(vnic))
        {
            const VnicPlace& place = view.PlaceOf(vnic);
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(place.host),
                                     TableId::kPortAddress,
                                     PortAddressKey{place.providerAddress},
                                     PortAddressValue{vnic}));
        }
    }

    /// A tunnel, or for a link that goes through others what leads its packets through theirs.
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const
    {
        if (link.via.empty())
        {
            AddTunnelEnd(view, scope, link.a, link.b, rules);
            AddTunnelEnd(view, scope, link.b, link.a, rules);
        }
        for (const ChainHop& hop : ChainHops(view, link))
        {
            AddHop(view, scope, hop, rules);
        }
    }

    static void AddHop(const TenantView& view,
                       const Scope& scope,
                       const ChainHop& hop,
                       std::vector<Rule>& rules)
    {
        const CloudPlan& plan = view.Plan();
        const uint32_t source = plan.At(hop.source).address;
        rules.push_back(MakeRule(
            scope,
            EnforcementPoint::Of(hop.at),
            TableId::kSteer,
            vnlab_steer_key{ToNetwork(source), ToNetwork(plan.At(hop.destination).address)},
            vnlab_steer_value{ToNetwork(plan.At(hop.next).address)}));
        if (hop.at != hop.source && view.Has(hop.next))
        {
            AddSource(scope, hop.next, plan.At(hop.at).mac, source, hop.at, rules);
        }
    }

    /// @param origin whom the entry is about
    static void AddSource(const Scope& scope,
                          VnicId at,
                          const MacBytes& mac,
                          uint32_t address,
                          VnicId origin,
                          std::vector<Rule>& rules)
    {
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(at),
                                 TableId::kWhitelist,
                                 WhitelistKey(mac, address),
                                 vnlab_whitelist_value{origin.value}));
    }

    /// What the hooks of `at` need for the virtual link to `peer`.
    void AddTunnelEnd(const TenantView& view,
                      const Scope& scope,
                      VnicId at,
                      VnicId peer,
                      std::vector<Rule>& rules) const
    {
        const EnforcementPoint hooks = EnforcementPoint::Of(at);
        const VnicPlan& other = view.Plan().At(peer);
        const vnlab_tunnel_protocol protocol =
            HookProtocol(m_protocol.value_or(view.Plan().PathOf(at).protocol));
        const uint32_t tunnelId = protocol == VNLAB_TUNNEL_IPIP ? 0 : LinkTunnelId(at, peer);

        vnlab_encap_value tunnel{};
        tunnel.local = ToNetwork(view.ProviderAddressOf(at));
        tunnel.remote = ToNetwork(view.ProviderAddressOf(peer));
        tunnel.tunnel_id = tunnelId;
        tunnel.protocol = static_cast<uint8_t>(protocol);
        PutMac(address_plan::kGatewayMac, tunnel.gateway_mac);
        PutMac(other.mac, tunnel.peer_mac);
        const vnlab_encap_key destination{ToNetwork(other.address)};
        rules.push_back(MakeRule(scope, hooks, TableId::kEncap, destination, tunnel));

        vnlab_decap_key incoming{};
        incoming.remote = tunnel.remote;
        incoming.tunnel_id = tunnelId;
        incoming.protocol = tunnel.protocol;
        vnlab_decap_value source{};
        PutMac(other.mac, source.peer_mac);
        rules.push_back(MakeRule(scope, hooks, TableId::kDecap, incoming, source));

        AddSource(scope, at, other.mac, other.address, peer, rules);
    }

    std::optional<TunnelProtocol> m_protocol;
};

/// Adds what lets a controller in and its agent out.
void
AddBootRules(VnicId vnic, uint32_t controller, std::vector<Rule>& rules)
{
    const EnforcementPoint hooks = EnforcementPoint::Of(vnic);
    const Scope scope = Scope::Of(vnic);
    vnlab_encap_value plain{};
    plain.protocol = VNLAB_TUNNEL_NONE;
    rules.push_back(
        MakeRule(scope, hooks, TableId::kEncap, vnlab_encap_key{ToNetwork(controller)}, plain));
    rules.push_back(MakeRule(scope,
                             hooks,
                             TableId::kWhitelist,
                             WhitelistKey(address_plan::kGatewayMac, controller),
                             vnlab_whitelist_value{}));
}

struct LinkWireKeys : KeysOf<LinkWireKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Choice<std::optional<TunnelProtocol>>(
            Named(like, "tunnels", "protocol of all tunnels, or of each as its path's label says")
                .Default("as the design has it"),
            protocol,
            {{"as-labelled", std::nullopt},
             {"vxlan", TunnelProtocol::kVxlan},
             {"nvgre", TunnelProtocol::kNvgre},
             {"ipip", TunnelProtocol::kIpip}});
    }

    std::optional<TunnelProtocol> protocol;
};

/// @return whether a link has a tunnel of its own, and does not go through others
bool
HasTunnel(const ViewLink& link)
{
    return link.via.empty();
}

class LinkWire : public Design
{
  public:
    LinkWire(std::string_view name, const LinkWireKeys& keys)
        : m_name(name),
          m_description("a tunnel per virtual link and a whitelist, by eBPF hooks in the VMs; " +
                        (keys.protocol ? "all in " + std::string(ToString(*keys.protocol))
                                       : "in the protocol of each path's label")),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return m_description;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<LinkWire>(parts.name, static_cast<const LinkWireKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<LinkWireCompiler>(m_keys.protocol);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(uplink, fabric, host, drops);
    }

    std::vector<const HookProgram*> HookPrograms() const override
    {
        return {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram};
    }

    /// The image lets the controllers in and the proxy out.
    std::vector<Rule> BootRules(const TenantView& view, VnicId vnic) const override
    {
        std::vector<Rule> rules;
        AddBootRules(vnic, view.Substrate().controllerAddress, rules);
        for (const uint32_t other : view.Substrate().otherControllers)
        {
            AddBootRules(vnic, other, rules);
        }
        return rules;
    }

    /// A packet's tunnel is of one virtual link, at the places of one version.
    bool KeepsVersionsApart() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        return 50; // the largest of the three, so that guests are alike
    }

    std::vector<SpecPart> Takes() const override
    {
        std::vector<SpecPart> parts{
            SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks, SpecPart::kChains};
        if (!m_keys.protocol)
        {
            parts.push_back(SpecPart::kProtocol);
        }
        return parts;
    }

    /// A guest's user is held by the hooks. Root gets past its own and forges the tunnel of a peer, so
    /// whoever has a peer gets its packets; if it knows that tunnel: its own maps show the tunnels to its
    /// own peers. The answer goes to that peer, so a datagram arrives and no connection opens.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        const Attacker& attacker = question.attacker;
        const bool forges = attacker.power == Capability::kGuestRoot &&
                            attacker.knowledge == Knowledge::kEverything;
        Reachability reach;
        if (!forges || question.contact == Contact::kTwoWay)
        {
            reach = ReachLinks(tenants, attacker);
        }
        else if (question.contact == Contact::kOneWay)
        {
            reach = ReachLinked(tenants, attacker, HasTunnel);
        }
        else
        {
            reach = ReachLinked(tenants,
                                attacker,
                                [&question](const ViewLink& link) {
                                    return HasTunnel(link) &&
                                           HasDatagrams(AttackedServices(question.services, &link));
                                });
            reach.links = ReachLinks(tenants, attacker).links;
        }
        AddCarriers(tenants, question, reach);
        return reach;
    }

  private:
    std::string m_name;
    std::string m_description;
    LinkWireKeys m_keys;
};

DesignRegistration
RegisterLinkWire(std::string_view name, std::optional<TunnelProtocol> protocol)
{
    LinkWireKeys keys;
    keys.protocol = protocol;
    return DesignRegistration{std::make_unique<LinkWire>(name, keys)};
}

/// The variants that ship under names; scenario files make others.
const DesignRegistration kLinkWires[]{
    RegisterLinkWire("linkwire", std::nullopt),
    RegisterLinkWire("linkwire-nvgre", TunnelProtocol::kNvgre),
    RegisterLinkWire("linkwire-ipip", TunnelProtocol::kIpip),
};

} // namespace

} // namespace ns3::vnlab
