// SPDX-License-Identifier: GPL-2.0-only
//
// vpn-mesh: an IPsec tunnel for each virtual link, between the two VMs themselves. Operators type policies and
// keys at both ends; the VMs' kernels seal with ESP in tunnel mode, between provider addresses. The hosts only
// route these. Whoever is root in a VM has the keys of its own tunnels and nobody else's.

#include "model/dataplane/routed-switch.h"
#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/design/vm-tunnel-compiler.h"
#include "model/rule/ipsec-tables.h"
#include "model/wire/tunnel-overhead.h"

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

class VpnMeshCompiler : public VmTunnelCompiler
{
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
            AddAssociation(view, scope, link.a, link.b, view.ProviderAddressOf(link.b), rules);
            AddAssociation(view, scope, link.b, link.a, view.ProviderAddressOf(link.a), rules);
        }
        for (const ChainHop& hop : ChainHops(view, link))
        {
            if (view.Has(hop.next))
            {
                AddStep(view, scope, link, hop, rules);
            }
        }
    }

    /// What packets of a link need to leave one vNIC for the next, and to come in there.
    static void AddStep(const TenantView& view,
                        const Scope& scope,
                        const ViewLink& link,
                        const ChainHop& step,
                        std::vector<Rule>& rules)
    {
        const CloudPlan& plan = view.Plan();
        const uint32_t source = plan.At(step.source).address;
        const uint32_t destination = plan.At(step.destination).address;
        for (const PolicyKey& selector :
             SelectorsOf(link, step.at == step.source ? 0 : source, destination))
        {
            rules.push_back(
                MakeRule(scope,
                         EnforcementPoint::Of(step.at),
                         kOutboundPolicyTable,
                         selector,
                         OutboundPolicyValue{view.ProviderAddressOf(step.next), SpiFrom(step.at)}));
        }
        for (const PolicyKey& selector :
             SelectorsOf(link, source, step.next == step.destination ? 0 : destination))
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(step.next),
                                     kInboundPolicyTable,
                                     selector,
                                     InboundPolicyValue{SpiFrom(step.at)}));
        }
    }
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

class VpnMesh : public Design
{
  public:
    std::string_view Name() const override
    {
        return "vpn-mesh";
    }

    std::string_view Description() const override
    {
        return "an IPsec tunnel per virtual link, from VM to VM, with keys that are typed at both "
               "ends";
    }

    std::string_view GetControlPlane() const override
    {
        return "manual";
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<VpnMeshCompiler>();
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
        return std::make_unique<IpsecStack>(EspMode::kTunnel);
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

    /// What leads a packet into a tunnel is at its end, and keys of a tunnel never change.
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
};

const DesignRegistration kVpnMesh{std::make_unique<VpnMesh>()};

} // namespace

} // namespace ns3::vnlab
