// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/prefix-routes.h"

#include "model/rule/flow-entry.h"

#include <optional>

namespace ns3::vnlab
{

namespace
{

Rule
RouteRule(const Scope& scope,
          NodeRef at,
          std::optional<uint32_t> inPort,
          const Ipv4Prefix& to,
          LinkId out)
{
    return MakeRule(scope,
                    EnforcementPoint::Of(at),
                    kFlowTable,
                    RouteKey(inPort, to),
                    FlowActions{.output = flow_port::Of(out), .decrementsTtl = 1});
}

} // namespace

Ipv4Prefix
CorePrefix(const CloudPlan& plan, uint32_t address, HostId host)
{
    if (plan.byRack)
    {
        const LeafId rack = plan.byRack->GetTopology().LeafOf(host);
        const RackPrefixes& prefixes = plan.byRack->Prefixes();
        if (prefixes.RackOf(address) == rack)
        {
            return prefixes.PrefixOf(rack);
        }
    }
    return {address, 32};
}

uint32_t
ChoiceFor(const Ipv4Prefix& to)
{
    return ChoiceFor(0, to.base);
}

void
AddPrefixRoutes(const TenantView& view,
                const Scope& scope,
                VnicId vnic,
                FabricWays& ways,
                std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const HostId host = view.HostOf(vnic);
    const Ipv4Prefix prefix = CorePrefix(plan, plan.At(vnic).address, host);
    for (const NodeRef at : plan.fabricSwitches)
    {
        const std::optional<LinkId> out =
            at.kind == NodeKind::kLeaf ? std::nullopt : ways.Next(at, host, ChoiceFor(prefix));
        if (!out)
        {
            continue;
        }
        if (at.kind == NodeKind::kSpine)
        {
            rules.push_back(RouteRule(scope, at, std::nullopt, prefix, *out));
            continue;
        }
        for (const LinkId port : ways.LinksOf(DatacenterId{at.index}))
        {
            if (port != *out)
            {
                rules.push_back(RouteRule(scope, at, flow_port::Of(port), prefix, *out));
            }
        }
    }
}

} // namespace ns3::vnlab
