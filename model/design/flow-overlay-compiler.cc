// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/flow-overlay-compiler.h"

#include "model/design/link-scopes.h"
#include "model/design/site-flows.h"
#include "model/rule/flow-entry.h"
#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

/// The path of a vNIC at its host, whose tunnel ports lead to all other hosts of the path: these need
/// one back.
void
AddIfHostIsNew(const TenantView& with,
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

void
AddTunnelPorts(const TenantView& view, const Scope& scope, std::vector<Rule>& rules)
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
    AddGatewayPorts(view, scope, rules);
}

FlowKey
ReceiveKeyOf(const TenantView& view, const ChainHop& step)
{
    const CloudPlan& plan = view.Plan();
    const uint32_t tunnel = view.VniOf(step.at).value;
    const uint32_t from = plan.At(step.source).address;
    const uint32_t to = plan.At(step.destination).address;
    return step.next == step.destination ? ReceiveKey(tunnel, from, to)
                                         : PassOnKey(tunnel, from, to, plan.At(step.next).mac);
}

} // namespace

FlowOverlayCompiler::FlowOverlayCompiler(TunnelPorts tunnels)
    : m_tunnels(tunnels)
{
}

std::vector<Scope>
FlowOverlayCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = LinkScopes(view);
    for (const VnicId vnic : view.Vnics())
    {
        AddSiteScopes(view.Plan(), vnic, scopes);
    }
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

std::vector<Scope>
FlowOverlayCompiler::AffectedScopes(const TenantView& before,
                                    const TenantView& after,
                                    const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedLinkScopes(delta);
    for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
    {
        for (const VnicId vnic : *vnics)
        {
            AddSiteScopes(after.Plan(), vnic, scopes);
            if (m_tunnels == TunnelPorts::kPortBased)
            {
                AddIfHostIsNew(before, after, vnic, scopes);
                AddIfHostIsNew(after, before, vnic, scopes);
            }
        }
    }
    return scopes;
}

void
FlowOverlayCompiler::Compile(const TenantView& view,
                             const Scope& scope,
                             std::vector<Rule>& rules) const
{
    if (scope.kind == Scope::Kind::kHostPath)
    {
        AddTunnelPorts(view, scope, rules);
    }
    else if (scope.kind == Scope::Kind::kGatewayVnic)
    {
        AddSiteFlows(view, scope, m_tunnels, rules);
    }
    else if (const ViewLink* link = view.FindLink(VnicId{scope.a}, VnicId{scope.b}))
    {
        AddLink(view, scope, *link, rules);
    }
}

/// One step each way, or for a link that goes through others one to each next one.
void
FlowOverlayCompiler::AddLink(const TenantView& view,
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
void
FlowOverlayCompiler::AddStep(const TenantView& view,
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

} // namespace ns3::vnlab
