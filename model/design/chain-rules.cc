// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/chain-rules.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

void
AddDirection(const TenantView& view, const std::vector<VnicId>& way, std::vector<ChainHop>& hops)
{
    for (size_t i = 1; i < way.size(); ++i)
    {
        if (view.Has(way[i - 1]))
        {
            hops.push_back({way.front(), way.back(), way[i - 1], way[i]});
        }
    }
}

} // namespace

std::vector<VnicId>
WayOf(const ViewLink& link)
{
    std::vector<VnicId> way{link.a};
    way.insert(way.end(), link.via.begin(), link.via.end());
    way.push_back(link.b);
    return way;
}

std::vector<ChainHop>
ChainHops(const TenantView& view, const ViewLink& link)
{
    std::vector<ChainHop> hops;
    if (link.via.empty())
    {
        return hops;
    }
    std::vector<VnicId> way = WayOf(link);
    AddDirection(view, way, hops);
    std::ranges::reverse(way);
    AddDirection(view, way, hops);
    return hops;
}

void
AddNextHops(const TenantView& view,
            const Scope& origin,
            const ViewLink& link,
            std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    for (const ChainHop& hop : ChainHops(view, link))
    {
        rules.push_back(MakeRule(
            origin,
            EnforcementPoint::Of(view.HostOf(hop.at)),
            TableId::kNextHop,
            NextHopKey{hop.at, plan.At(hop.source).address, plan.At(hop.destination).address},
            NextHopValue{plan.At(hop.next).mac}));
    }
}

} // namespace ns3::vnlab
