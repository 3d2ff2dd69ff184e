// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/link-lifetimes.h"

#include "scenarios/vnlab/scenario/scenario-time.h"

#include <map>
#include <utility>

namespace ns3::vnlab
{

std::vector<LinkLifetime>
LifetimesOf(const CloudPlan& plan, TenantId id, const TenantTimeline& tenant, Time end)
{
    std::vector<LinkLifetime> lifetimes;
    std::map<std::pair<VnicId, VnicId>, LinkLifetime> open;
    for (const Version& version : tenant.versions)
    {
        const TenantView view(plan, plan.start, id, *version.specification);
        std::map<std::pair<VnicId, VnicId>, LinkLifetime> still;
        for (const ViewLink& link : view.Links())
        {
            const auto known = open.find({link.a, link.b});
            const Time since =
                version.change ? version.at + Nanoseconds(version.change->watch_ns) : version.at;
            const bool goesOn = known != open.end() && known->second.link == link;
            still.emplace(std::pair(link.a, link.b),
                          goesOn ? known->second : LinkLifetime{link, since, end});
        }
        for (auto& [ends, lifetime] : open)
        {
            const auto next = still.find(ends);
            if (next == still.end() || next->second.from != lifetime.from)
            {
                lifetime.to = version.at;
                lifetimes.push_back(lifetime);
            }
        }
        open = std::move(still);
    }
    for (const auto& [ends, lifetime] : open)
    {
        lifetimes.push_back(lifetime);
    }
    return lifetimes;
}

} // namespace ns3::vnlab
