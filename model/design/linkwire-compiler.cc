// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/linkwire-compiler.h"

#include "model/design/chain-rules.h"
#include "model/rule/hook-entries.h"
#include "model/rule/ipsec-tables.h"
#include "model/rule/link-tunnel.h"
#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

/// @param origin whom the entry is about
void
AddSource(const Scope& scope,
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

void
AddHop(const TenantView& view, const Scope& scope, const ChainHop& hop, std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const uint32_t source = plan.At(hop.source).address;
    rules.push_back(
        MakeRule(scope,
                 EnforcementPoint::Of(hop.at),
                 TableId::kSteer,
                 vnlab_steer_key{ToNetwork(source), ToNetwork(plan.At(hop.destination).address)},
                 vnlab_steer_value{ToNetwork(plan.At(hop.next).address)}));
    if (hop.at != hop.source && view.Has(hop.next))
    {
        AddSource(scope, hop.next, plan.At(hop.at).mac, source, hop.at, rules);
    }
}

/// What the IPsec of both ends needs of one direction of a link, whoever carries it.
void
AddSealing(
    const TenantView& view, const Scope& scope, VnicId from, VnicId to, std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const uint32_t source = plan.At(from).address;
    const uint32_t destination = plan.At(to).address;
    const uint32_t spi = SpiFrom(from);
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(from),
                             kOutboundPolicyTable,
                             PolicyKey{0, destination},
                             OutboundPolicyValue{0, spi}));
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(to),
                             kInboundPolicyTable,
                             PolicyKey{source, 0},
                             InboundPolicyValue{spi}));
    AddAssociation(view, scope, from, to, destination, rules);
}

} // namespace

LinkWireCompiler::LinkWireCompiler(std::optional<TunnelProtocol> protocol, bool seals)
    : m_protocol(protocol),
      m_seals(seals)
{
}

/// A tunnel, or for a link that goes through others what leads its packets through theirs.
void
LinkWireCompiler::AddLink(const TenantView& view,
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
    if (m_seals)
    {
        AddSealing(view, scope, link.a, link.b, rules);
        AddSealing(view, scope, link.b, link.a, rules);
    }
}

/// What the hooks of `at` need for the virtual link to `peer`.
void
LinkWireCompiler::AddTunnelEnd(const TenantView& view,
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

} // namespace ns3::vnlab
