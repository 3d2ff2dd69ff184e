// SPDX-License-Identifier: GPL-2.0-only
//
// What users of TCP feel: `tcp.*`.

#include "scenarios/vnlab/run/tcp-metrics.h"

#include "model/cloud/cloud-names.h"
#include "model/guest/full-guest.h"
#include "model/key/metric.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"
#include "scenarios/vnlab/run/link-lifetimes.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kTcpDirection{"tcp.direction"};
const DicePurpose kTcpStart{"tcp.start"};

// clang-format off
const MetricRows kTcpMetrics{Question::kDataPlane, 230, {
    {"tcp.flows", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "bulk transfers over TCP that guests started; the other `tcp.*` are over these"},
    {"tcp.unfinished", Shape::kScalar, MetricUnit::kCount, Better::kLower, "flows of which not all bytes had arrived when traffic ended"},
    {"tcp.completion_time", Shape::kSamples, MetricUnit::kSeconds, Better::kLower, "for each flow, time from its start, connection and address resolution included, until the receiving application had the last byte; never, of one that is unfinished"},
    {"tcp.goodput", Shape::kSamples, MetricUnit::kBitsPerSecond, Better::kHigher, "for each flow, bits of the application divided by its completion time; of one that is unfinished, those that arrived, divided by the time until traffic ended"},
    {"tcp.retransmissions", Shape::kScalar, MetricUnit::kCount, Better::kLower, "segments with data that had been sent before"},
}};
// clang-format on

bool
IsForTcp(const LinkLifetime& lifetime, const CloudPlan& plan, Time end)
{
    const ViewLink& link = lifetime.link;
    return lifetime.from == Time(0) && lifetime.to == end &&
           Permits(link.allow, {ipproto::kTcp, kTrafficPort}) &&
           plan.start.PlaceOf(link.a).host != plan.start.PlaceOf(link.b).host;
}

} // namespace

std::vector<LinkDirection>
DirectionsForTcp(const Timeline& timeline, const CloudPlan& plan)
{
    const Time end = Time::Max();
    std::vector<LinkDirection> directions;
    for (uint32_t id = 0; id < timeline.Tenants().size(); ++id)
    {
        const TenantTimeline& tenant = timeline.Tenants()[id];
        if (!tenant.group->fullGuests)
        {
            continue;
        }
        for (const LinkLifetime& lifetime : LifetimesOf(plan, TenantId{id}, tenant, end))
        {
            if (IsForTcp(lifetime, plan, end))
            {
                directions.push_back({lifetime.link.a, lifetime.link.b});
                directions.push_back({lifetime.link.b, lifetime.link.a});
            }
        }
    }
    return directions;
}

TcpFlows::TcpFlows(
    const Timeline& timeline, Deployment& cloud, const Dice& dice, Time start, Time end)
    : m_end(end),
      m_transfers(
          cloud.Plan(),
          [&cloud](VmId vm) { return dynamic_cast<FullGuest&>(cloud.GuestOf(vm)).GetNode(); },
          {.segmentBytes = SegmentFor(cloud.GetDesign().GuestMtu(cloud.Under().mtu)),
           .bufferBytes = timeline.GetScenario().traffic.tcp.buffer_bytes},
          end)
{
    const Scenario::Tcp& tcp = timeline.GetScenario().traffic.tcp;
    const CloudPlan& plan = cloud.Plan();
    std::vector<LinkDirection> directions = DirectionsForTcp(timeline, plan);
    if (directions.empty())
    {
        throw std::invalid_argument(kNoDirectionForTcp);
    }
    std::ranges::stable_sort(
        directions,
        {},
        [&](const LinkDirection& it)
        { return dice.Number(kTcpDirection, DrawNumber(plan, it.from), DrawNumber(plan, it.to)); });
    for (uint32_t i = 0; i < tcp.flows; ++i)
    {
        const LinkDirection& on = directions[i % directions.size()];
        const uint64_t round = i / directions.size();
        const double phase =
            dice.Uniform(kTcpStart, DrawNumber(plan, on.from), DrawNumber(plan, on.to) + round);
        const auto after_ns = static_cast<uint64_t>(phase * static_cast<double>(tcp.within_ns));
        m_transfers.Add({.source = on.from,
                         .destination = on.to,
                         .start = start + Nanoseconds(after_ns),
                         .bytes = tcp.bytes});
    }
}

void
TcpFlows::Report(RunResult& result) const
{
    uint64_t unfinished = 0;
    uint64_t retransmitted = 0;
    for (const BulkTransfer& flow : m_transfers.All())
    {
        unfinished += flow.completion ? 0 : 1;
        retransmitted += flow.retransmitted;
        result.samples["tcp.completion_time"].push_back(
            flow.completion ? flow.completion->GetSeconds()
                            : std::numeric_limits<double>::infinity());
        const Time time = flow.completion.value_or(m_end - flow.config.start);
        if (time.IsStrictlyPositive()) // else both ends came to be on one host meanwhile
        {
            result.samples["tcp.goodput"].push_back(8 * static_cast<double>(flow.received) /
                                                    time.GetSeconds());
        }
    }
    result.metrics["tcp.flows"] = static_cast<double>(m_transfers.All().size());
    result.metrics["tcp.unfinished"] = static_cast<double>(unfinished);
    result.metrics["tcp.retransmissions"] = static_cast<double>(retransmitted);
}

} // namespace ns3::vnlab
