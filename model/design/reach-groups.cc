// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/reach-groups.h"

#include <algorithm>
#include <functional>

namespace ns3::vnlab
{

namespace
{

Reachability
Nobody(std::span<const TenantView> tenants)
{
    Reachability reach;
    if (!tenants.empty())
    {
        reach.vmCount = static_cast<uint32_t>(tenants.front().Plan().vms.size());
    }
    return reach;
}

void
AddGroup(Reachability& reach, std::vector<VmId> members)
{
    std::ranges::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    reach.groups.push_back({members, members});
}

Reachability
ReachLinksWhere(std::span<const TenantView> tenants,
                const std::function<bool(const ViewLink&)>& counts)
{
    Reachability reach = Nobody(tenants);
    for (const TenantView& view : tenants)
    {
        for (const ViewLink& link : view.Links())
        {
            if (counts(link))
            {
                const VmId a = view.Plan().At(link.a).vm;
                const VmId b = view.Plan().At(link.b).vm;
                reach.links.emplace_back(a, b);
                reach.links.emplace_back(b, a);
            }
        }
    }
    std::ranges::sort(reach.links);
    reach.links.erase(std::unique(reach.links.begin(), reach.links.end()), reach.links.end());
    return reach;
}

} // namespace

Reachability
ReachEverybody(std::span<const TenantView> tenants)
{
    std::vector<VmId> members;
    for (const TenantView& view : tenants)
    {
        for (const VnicId vnic : view.Vnics())
        {
            members.push_back(view.Plan().At(vnic).vm);
        }
    }
    Reachability reach = Nobody(tenants);
    AddGroup(reach, std::move(members));
    return reach;
}

Reachability
ReachSegment(std::span<const TenantView> tenants)
{
    Reachability reach = Nobody(tenants);
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        for (uint32_t path = 0; path < plan.At(view.Tenant()).paths.size(); ++path)
        {
            std::vector<VmId> members;
            for (const VnicId vnic : view.OnPath(path))
            {
                members.push_back(plan.At(vnic).vm);
            }
            AddGroup(reach, std::move(members));
        }
    }
    return reach;
}

Reachability
ReachLinks(std::span<const TenantView> tenants)
{
    return ReachLinksWhere(tenants, [](const ViewLink&) { return true; });
}

Reachability
ReachLinks(std::span<const TenantView> tenants, uint8_t ipProtocol, uint16_t lowestPort)
{
    const auto passes = [ipProtocol, lowestPort](const Service& allowed) {
        return allowed.ipProtocol == ipProtocol &&
               (allowed.port == 0 || allowed.port >= lowestPort);
    };
    return ReachLinksWhere(tenants,
                           [&passes](const ViewLink& link) {
                               return link.allow.empty() || std::ranges::any_of(link.allow, passes);
                           });
}

Reachability
ReachLinked(std::span<const TenantView> tenants)
{
    Reachability reach = ReachEverybody(tenants);
    std::vector<VmId> linked;
    for (const auto& [from, to] : ReachLinks(tenants).links)
    {
        linked.push_back(to);
    }
    std::ranges::sort(linked);
    linked.erase(std::unique(linked.begin(), linked.end()), linked.end());
    reach.groups.front().targets = std::move(linked);
    return reach;
}

} // namespace ns3::vnlab
