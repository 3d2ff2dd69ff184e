// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/background-traffic.h"

#include "model/cloud/cloud-names.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"
#include "scenarios/vnlab/run/link-lifetimes.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

namespace ns3::vnlab
{

namespace
{

const DicePurpose kPhase{"background-traffic.phase"};

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
    const auto add = [&](VnicId source, VnicId destination, const LinkLifetime& lifetime)
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
        for (const LinkLifetime& lifetime :
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
