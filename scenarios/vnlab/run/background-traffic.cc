// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/background-traffic.h"

#include "model/cloud/cloud-names.h"
#include "model/cloud/tenant-view.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kPhase{"background-traffic.phase"};

/// Since when and until when a link is wanted, after the start of the traffic.
struct Lifetime
{
    ViewLink link;
    Time from;
    Time to;
};

std::vector<Lifetime>
LifetimesOf(const CloudPlan& plan, TenantId id, const TenantTimeline& tenant, Time end)
{
    std::vector<Lifetime> lifetimes;
    std::map<std::pair<VnicId, VnicId>, Lifetime> open;
    for (const Version& version : tenant.versions)
    {
        const TenantView view(plan, plan.start, id, *version.specification);
        std::map<std::pair<VnicId, VnicId>, Lifetime> still;
        for (const ViewLink& link : view.Links())
        {
            const auto known = open.find({link.a, link.b});
            const Time since =
                version.change ? version.at + Nanoseconds(version.change->watch_ns) : version.at;
            const bool goesOn = known != open.end() && known->second.link == link;
            still.emplace(std::pair(link.a, link.b),
                          goesOn ? known->second : Lifetime{link, since, end});
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

} // namespace

void
AddBackgroundTraffic(const Timeline& timeline,
                     const CloudPlan& plan,
                     const Dice& dice,
                     Time start,
                     TrafficMonitor& monitor)
{
    const Scenario& scenario = timeline.GetScenario();
    const Time interval = Nanoseconds(scenario.traffic.interval_ns);
    const Time end = Nanoseconds(scenario.run.duration_ns) - kDrain;
    const auto add = [&](VnicId source, VnicId destination, const Lifetime& lifetime)
    {
        const double phase =
            dice.Uniform(kPhase, DrawNumber(plan, source), DrawNumber(plan, destination));
        const Time first =
            lifetime.from + NanoSeconds(static_cast<int64_t>(
                                phase * static_cast<double>(interval.GetNanoSeconds())));
        if (first < lifetime.to)
        {
            monitor.Add({.source = source,
                         .destination = destination,
                         .start = start + first,
                         .stop = start + lifetime.to,
                         .interval = interval,
                         .payloadBytes = scenario.traffic.payload_bytes});
        }
    };
    for (uint32_t id = 0; id < timeline.Tenants().size(); ++id)
    {
        for (const Lifetime& lifetime :
             LifetimesOf(plan, TenantId{id}, timeline.Tenants()[id], end))
        {
            if (Permits(lifetime.link.allow, {ipproto::kUdp, kTrafficPort}))
            {
                add(lifetime.link.a, lifetime.link.b, lifetime);
                add(lifetime.link.b, lifetime.link.a, lifetime);
            }
        }
    }
}

} // namespace ns3::vnlab
