// SPDX-License-Identifier: GPL-2.0-only
//
// vpn-mesh: an IPsec tunnel for each virtual link, between the two VMs themselves. Operators type policies and
// keys at both ends, or the secrets with which IKE negotiates keys; the VMs' kernels seal with ESP in tunnel mode,
// between provider addresses. The hosts only route these. Whoever is root in a VM has the keys of its own tunnels and
// nobody else's.

#include "model/dataplane/routed-switch.h"
#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/design/vm-tunnel-compiler.h"
#include "model/identity/derivation.h"
#include "model/rule/ipsec-tables.h"
#include "model/wire/tunnel-overhead.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return the selectors of what passes a link one way; a service is met by requests and by replies
std::vector<PolicyKey>
SelectorsOf(const ViewLink& link, uint32_t source, uint32_t destination)
{
    std::vector<PolicyKey> selectors;
    for (const Service& service : link.allow)
    {
        if (service.port == 0)
        {
            selectors.push_back({source, destination, 0, service.ipProtocol});
            continue;
        }
        for (const PortOf end : {PortOf::kDestination, PortOf::kSource})
        {
            selectors.push_back({source, destination, service.port, service.ipProtocol, end});
        }
    }
    if (selectors.empty())
    {
        selectors.push_back({source, destination});
    }
    return selectors;
}

/// How the two ends of a tunnel come to its keys.
enum class TunnelKeys : uint8_t
{
    kTyped,
    kIkev2,
};

/// @return what stands for a secret that somebody has drawn for the two ends of a link
IkePeerValue
PeerOf(const CloudPlan& plan, VnicId own, VnicId other)
{
    const auto [first, second] = std::minmax(own, other);
    const auto path = BytesOf(uint64_t{plan.At(own).path});
    const DerivedBytes drawn =
        Derive("vnlab IKE secret",
               {plan.At(plan.At(first).vm).uuid, plan.At(plan.At(second).vm).uuid, path});
    IkePeerValue peer{
        .secret = {}, .sealsAs = NegotiatedFrom(own), .opensAs = NegotiatedFrom(other)};
    std::ranges::copy_n(drawn.begin(), IkePeerValue::kSecretBytes, peer.secret.begin());
    return peer;
}

class VpnMeshCompiler : public VmTunnelCompiler
{
  public:
    explicit VpnMeshCompiler(TunnelKeys keys)
        : m_keys(keys)
    {
    }

  private:
    /// A tunnel, or for a link that goes through others what leads its packets through theirs.
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const override
    {
        if (link.via.empty())
        {
            AddStep(view, scope, link, {link.a, link.b, link.a, link.b}, rules);
            AddStep(view, scope, link, {link.b, link.a, link.b, link.a}, rules);
            AddKeys(view, scope, link.a, link.b, rules);
            AddKeys(view, scope, link.b, link.a, rules);
        }
        for (const ChainHop& hop : ChainHops(view, link))
        {
            if (view.Has(hop.next))
            {
                AddStep(view, scope, link, hop, rules);
            }
        }
    }

    /// What seals packets from one vNIC to another: a key at both, or at the first whom to ask for keys.
    void AddKeys(const TenantView& view,
                 const Scope& scope,
                 VnicId from,
                 VnicId to,
                 std::vector<Rule>& rules) const
    {
        const uint32_t remote = view.ProviderAddressOf(to);
        if (m_keys == TunnelKeys::kTyped)
        {
            AddAssociation(view, scope, from, to, remote, rules);
            return;
        }
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(from),
                                 kIkePeerTable,
                                 IkePeerKey{remote},
                                 PeerOf(view.Plan(), from, to)));
    }

    /// What packets of a link need to leave one vNIC for the next, and to come in there.
    void AddStep(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 const ChainHop& step,
                 std::vector<Rule>& rules) const
    {
        const uint32_t spi =
            m_keys == TunnelKeys::kTyped ? SpiFrom(step.at) : NegotiatedFrom(step.at);
        const CloudPlan& plan = view.Plan();
        const uint32_t source = plan.At(step.source).address;
        const uint32_t destination = plan.At(step.destination).address;
        for (const PolicyKey& selector :
             SelectorsOf(link, step.at == step.source ? 0 : source, destination))
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(step.at),
                                     kOutboundPolicyTable,
                                     selector,
                                     OutboundPolicyValue{view.ProviderAddressOf(step.next), spi}));
        }
        for (const PolicyKey& selector :
             SelectorsOf(link, source, step.next == step.destination ? 0 : destination))
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(step.next),
                                     kInboundPolicyTable,
                                     selector,
                                     InboundPolicyValue{spi}));
        }
    }

    TunnelKeys m_keys;
};

/// Adds what lets a controller in and its agent out, in clear: TLS protects them.
void
AddClearWay(VnicId vnic, uint32_t controller, std::vector<Rule>& rules)
{
    const EnforcementPoint at = EnforcementPoint::Of(vnic);
    const Scope scope = Scope::Of(vnic);
    rules.push_back(MakeRule(scope,
                             at,
                             kOutboundPolicyTable,
                             PolicyKey{0, controller},
                             OutboundPolicyValue{0, kBypassSpi}));
    rules.push_back(MakeRule(
        scope, at, kInboundPolicyTable, PolicyKey{controller, 0}, InboundPolicyValue{kBypassSpi}));
}

struct VpnMeshKeys : KeysOf<VpnMeshKeys>
{
    static constexpr uint64_t kMostPackets = UINT32_MAX; ///< that the sequence numbers of ESP count
    static constexpr uint64_t kMost_ns = 86'400'000'000'000;

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Choice<TunnelKeys>(
            Named(like,
                  "keys",
                  "how the two ends of a tunnel come to its keys: people type them, or a secret "
                  "with which the VMs negotiate them by IKEv2"),
            source,
            {{"typed", TunnelKeys::kTyped}, {"ikev2", TunnelKeys::kIkev2}});
        keys.Duration(Named(like,
                            "rekey_after",
                            "keys that were negotiated are replaced after so long; 0: never"),
                      rekeyAfter_ns,
                      {0, kMost_ns});
        keys.Integer(
            Named(like, "rekey_packets", "or after so many packets of one direction; 0: never"),
            rekeyPackets,
            {0, kMostPackets});
    }

    TunnelKeys source{TunnelKeys::kTyped};
    uint64_t rekeyAfter_ns{0};
    uint64_t rekeyPackets{0};

    /// @return how keys are negotiated, where they are
    std::optional<IkeSettings> Ike() const
    {
        return source == TunnelKeys::kIkev2
                 ? std::optional(IkeSettings{.rekeyAfter = NanoSeconds(rekeyAfter_ns),
                                             .rekeyPackets = rekeyPackets})
                 : std::nullopt;
    }
};

class VpnMesh : public Design
{
  public:
    VpnMesh(std::string_view name, const VpnMeshKeys& keys)
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
        return "an IPsec tunnel per virtual link, from VM to VM, with keys that are typed at both "
               "ends or negotiated by IKEv2";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<VpnMesh>(parts.name, static_cast<const VpnMeshKeys&>(parts.keys));
    }

    std::string_view GetControlPlane() const override
    {
        return "manual";
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<VpnMeshCompiler>(m_keys.source);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(uplink, fabric, host, drops);
    }

    std::unique_ptr<IpsecStack> MakeIpsec() const override
    {
        return std::make_unique<IpsecStack>(EspMode::kTunnel, m_keys.Ike());
    }

    /// The image lets controllers in, where there are such.
    std::vector<Rule> BootRules(const TenantView& view, VnicId vnic) const override
    {
        std::vector<Rule> rules;
        AddClearWay(vnic, view.Substrate().controllerAddress, rules);
        for (const uint32_t other : view.Substrate().otherControllers)
        {
            AddClearWay(vnic, other, rules);
        }
        return rules;
    }

    uint16_t TunnelOverhead() const override
    {
        return overhead::kEspTunnelWithoutPadding + 3;
    }

    /// What fits with its padding, as Linux reckons it.
    uint16_t GuestMtu(uint16_t underlay) const override
    {
        const size_t most = underlay < TunnelOverhead() ? 0 : overhead::MostInEspTunnel(underlay);
        return most < kLeastMtu ? Design::GuestMtu(underlay) : static_cast<uint16_t>(most);
    }

    /// What leads a packet into a tunnel is at its end, and rules never give a tunnel another key.
    bool KeepsVersionsApart() const override
    {
        return true;
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// Root in a VM has the keys of its own tunnels, each of which the far end lets speak for one VM alone, so
    /// forging gains it nothing. Policies know ports but no connections: who sends from a permitted port
    /// reaches any port of that protocol. What a link permits, both of its ends know.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        const LinkFilter passes = PassingLinks(question, FilterMemory::kNone);
        Reachability reach = ReachLinks(tenants, question.attacker, passes);
        AddCarriers(tenants, question, passes, reach);
        return reach;
    }

  private:
    std::string m_name;
    VpnMeshKeys m_keys;
};

const DesignRegistration kVpnMesh{std::make_unique<VpnMesh>("vpn-mesh", VpnMeshKeys{})};

} // namespace

} // namespace ns3::vnlab
