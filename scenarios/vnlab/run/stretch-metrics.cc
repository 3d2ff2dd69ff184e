// SPDX-License-Identifier: GPL-2.0-only
//
// How much longer than they must be the ways of guests' packets are: `traffic.stretch_*`.

#include "scenarios/vnlab/run/stretch-metrics.h"

#include "model/cloud/cloud-names.h"
#include "model/key/metric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kSurveyed{"stretch.direction"};

// clang-format off
const MetricRows kStretchMetrics{Question::kDataPlane, 220, {
    {"traffic.stretch_hops", Shape::kSamples, MetricUnit::kCount, Better::kLower, "for each direction of a link between hosts, links that a packet crosses, divided by the fewest that lead there; when traffic has ended, of at most 1,000 directions"},
    {"traffic.stretch_time", Shape::kSamples, MetricUnit::kCount, Better::kLower, "for each direction of a link between hosts, a packet's one-way delay on idle links, divided by the least that propagation and serialization of its frame take; of at most 1,000 directions"},
}};
// clang-format on

} // namespace

StretchSurvey::StretchSurvey(Deployment& cloud,
                             Fabric& fabric,
                             const TrafficMonitor& monitor,
                             const Dice& dice)
    : m_cloud(cloud),
      m_monitor(monitor),
      m_dice(dice),
      m_meter(
          cloud.Plan(),
          fabric,
          [&cloud](VnicId vnic) -> VnicDevice& { return cloud.DeviceOf(vnic); },
          [&cloud](VnicId vnic) { return cloud.Version().PlaceOf(vnic).host; })
{
}

std::vector<const Flow*>
StretchSurvey::Drawn(Time end) const
{
    std::vector<std::pair<uint64_t, const Flow*>> drawn;
    for (const Flow& flow : m_monitor.Flows())
    {
        if (flow.config.stop == end)
        {
            const CloudPlan& plan = m_cloud.Plan();
            drawn.emplace_back(m_dice.Number(kSurveyed,
                                             DrawNumber(plan, flow.config.source),
                                             DrawNumber(plan, flow.config.destination)),
                               &flow);
        }
    }
    const size_t count = std::min(drawn.size(), kMostProbes);
    const auto last = drawn.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::partial_sort(drawn, last, {}, &std::pair<uint64_t, const Flow*>::first);
    std::vector<const Flow*> flows;
    std::transform(
        drawn.begin(), last, std::back_inserter(flows), [](const auto& it) { return it.second; });
    return flows;
}

void
StretchSurvey::Probe(Time end)
{
    for (const Flow* flow : Drawn(end))
    {
        if (flow->PassesAtEnd())
        {
            m_meter.Probe(flow->config.source, flow->config.destination, flow->config.payloadBytes);
        }
    }
}

void
StretchSurvey::Report(RunResult& result) const
{
    for (const Stretch& stretch : m_meter.Arrived())
    {
        result.samples["traffic.stretch_hops"].push_back(stretch.hops);
        result.samples["traffic.stretch_time"].push_back(stretch.time);
    }
}

} // namespace ns3::vnlab
