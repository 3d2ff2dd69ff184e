// SPDX-License-Identifier: GPL-2.0-only
//
// linkwire: one tunnel per virtual link, made and guarded by eBPF hooks in the VMs. The tunneling
// rule engine makes encapsulation and decapsulation rules, the access control rule engine the XDP
// whitelist, and the controller sends both to the proxy in each VM. The hosts only route the VMs'
// provider addresses. Whoever is root in a VM can get around its own hooks and forge any frame; the
// receivers' whitelists name sources, which can be forged, unless the hosts check them (`port_security`) or
// the VMs' kernels seal what is in tunnels (`encryption`).

#include "model/dataplane/routed-switch.h"
#include "model/design/attacked-services.h"
#include "model/design/design.h"
#include "model/design/linkwire-compiler.h"
#include "model/design/reach-groups.h"
#include "model/rule/hook-entries.h"
#include "model/substrate/address-plan.h"
#include "model/wire/tunnel-overhead.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

namespace
{

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
        keys.Flag(Named(like,
                        "port_security",
                        "whether hosts drop what a VM sends from other addresses than its own"),
                  portSecurity);
        keys.Choice<bool>(
            Named(like,
                  "encryption",
                  "what the VMs' kernels put into the tunnels: packets as they are, or "
                  "sealed with a key of the two ends"),
            seals,
            {{"none", false}, {"esp", true}});
    }

    std::optional<TunnelProtocol> protocol;
    bool portSecurity{false};
    bool seals{false};
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
        return std::make_unique<LinkWireCompiler>(m_keys.protocol, m_keys.seals);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(
            uplink,
            fabric,
            host,
            drops,
            RoutedPorts{.sources = m_keys.portSecurity ? Sources::kOwn : Sources::kAny});
    }

    std::unique_ptr<IpsecStack> MakeIpsec() const override
    {
        return m_keys.seals ? std::make_unique<IpsecStack>(EspMode::kTransport) : nullptr;
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
        constexpr uint16_t tunnel = 50; // the largest of the three, so that guests are alike
        constexpr uint16_t sealed = overhead::kEspTransportWithoutPadding + 3;
        return m_keys.seals ? tunnel + sealed : tunnel;
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
    /// own peers. The answer goes to that peer, so a datagram arrives and no connection opens. A forged tunnel
    /// has the peer's address as its source, which a host that checks them lets nobody else have, unless the
    /// attacker owns it; and what is in it takes the peer's key where VMs seal, which nobody on a service chain has,
    /// either.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        const Attacker& attacker = question.attacker;
        const bool forges = attacker.power >= Capability::kGuestRoot &&
                            attacker.knowledge == Knowledge::kEverything && !m_keys.seals &&
                            (!m_keys.portSecurity || attacker.power >= Capability::kHostRoot);
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
        if (!m_keys.seals)
        {
            AddCarriers(tenants, question, reach);
        }
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
