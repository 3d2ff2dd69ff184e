// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/site-flows.h"

#include "model/rule/flow-entry.h"
#include "model/substrate/address-plan.h"

#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Calls visit with each site of a path.
template <class Visit>
void
ForEachSite(const CloudPlan& plan, TenantId tenant, uint32_t path, const Visit& visit)
{
    for (const SitePlan& site : plan.sites)
    {
        if (site.tenant == tenant && site.path == path)
        {
            visit(site);
        }
    }
}

/// The two ways at the vNIC's host.
void
AddAtHost(const TenantView& view,
          const Scope& scope,
          VnicId vnic,
          const SitePlan& site,
          TunnelPorts tunnels,
          std::vector<Rule>& rules)
{
    const VnicPlan& plan = view.Plan().At(vnic);
    const EnforcementPoint host = EnforcementPoint::Of(view.HostOf(vnic));
    const uint32_t tunnel = view.VniOf(vnic).value;
    const uint32_t port = flow_port::Of(vnic);
    const bool isFlowBased = tunnels == TunnelPorts::kFlowBased;
    rules.push_back(MakeRule(
        scope,
        host,
        kFlowTable,
        ToSiteKey({.inPort = port, .source = plan.mac}, plan.address, site.network),
        FlowActions{.output = isFlowBased ? flow_port::kTunnel : flow_port::Of(site.gateway),
                    .tunnelId = tunnel,
                    .tunnelDestination = isFlowBased ? site.gatewayAddress : 0,
                    .setsTunnel = 1}));
    rules.push_back(MakeRule(scope,
                             host,
                             kFlowTable,
                             FromSiteKey({.tunnelId = tunnel}, site.network, plan.address),
                             FlowActions{.output = port}));
}

/// The two ways at the gateway, which has one tunnel port to all hosts.
void
AddAtGateway(const TenantView& view,
             const Scope& scope,
             VnicId vnic,
             const SitePlan& site,
             std::vector<Rule>& rules)
{
    const VnicPlan& plan = view.Plan().At(vnic);
    const EnforcementPoint gateway = EnforcementPoint::Of(site.gateway);
    const uint32_t tunnel = view.VniOf(vnic).value;
    const uint32_t port = flow_port::Of(site.site);
    rules.push_back(MakeRule(
        scope,
        gateway,
        kFlowTable,
        ToSiteKey({.inPort = flow_port::kTunnel, .tunnelId = tunnel}, plan.address, site.network),
        FlowActions{.output = port, .decrementsTtl = 1}));
    rules.push_back(
        MakeRule(scope,
                 gateway,
                 kFlowTable,
                 FromSiteKey({.inPort = port}, site.network, plan.address),
                 FlowActions{.output = flow_port::kTunnel,
                             .tunnelId = tunnel,
                             .tunnelDestination = address_plan::HostAddress(view.HostOf(vnic)),
                             .etherDestination = plan.mac,
                             .setsTunnel = 1,
                             .setsEther = 1,
                             .decrementsTtl = 1}));
}

} // namespace

void
AddSiteScopes(const CloudPlan& plan, VnicId vnic, std::vector<Scope>& scopes)
{
    std::set<ServerId> gateways;
    ForEachSite(plan,
                plan.At(plan.At(vnic).vm).tenant,
                plan.At(vnic).path,
                [&gateways](const SitePlan& site) { gateways.insert(site.gateway); });
    for (const ServerId gateway : gateways)
    {
        scopes.push_back(Scope::Of(gateway, vnic));
    }
}

void
AddSiteFlows(const TenantView& view,
             const Scope& scope,
             TunnelPorts tunnels,
             std::vector<Rule>& rules)
{
    const VnicId vnic{scope.b};
    if (!view.Has(vnic))
    {
        return;
    }
    ForEachSite(view.Plan(),
                view.Tenant(),
                view.Plan().At(vnic).path,
                [&](const SitePlan& site)
                {
                    if (site.gateway == ServerId{scope.a})
                    {
                        AddAtHost(view, scope, vnic, site, tunnels, rules);
                        AddAtGateway(view, scope, vnic, site, rules);
                    }
                });
}

void
AddGatewayPorts(const TenantView& view, const Scope& scope, std::vector<Rule>& rules)
{
    std::set<std::pair<ServerId, uint32_t>> gateways;
    ForEachSite(view.Plan(),
                view.Tenant(),
                scope.c,
                [&gateways](const SitePlan& site) {
                    gateways.insert({site.gateway, site.gatewayAddress});
                });
    for (const auto& [gateway, address] : gateways)
    {
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(HostId{scope.a}),
                                 kTunnelPortTable,
                                 TunnelPortKey{flow_port::Of(gateway)},
                                 TunnelPortValue{address}));
    }
}

} // namespace ns3::vnlab
