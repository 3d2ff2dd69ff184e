// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/disruption-meter.h"

#include "model/key/metric.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kDisruptionMetrics{Question::kReconfiguration, 150, {
    {"reconfig.disrupted", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests that were lost, misdelivered or reordered while changes were watched, each once"},
}};
// clang-format on

/// Time for the last packets of a window to arrive.
const Time kOnTheWay = MilliSeconds(100);

} // namespace

DisruptionMeter::DisruptionMeter(const TrafficMonitor& traffic)
    : m_traffic(traffic)
{
}

void
DisruptionMeter::Watch(Time duration)
{
    const Time now = Simulator::Now();
    if (m_windows.empty() || now > m_windows.back().to + kOnTheWay)
    {
        m_windows.push_back({now, now, Disorder(), 0});
    }
    m_windows.back().to = std::max(m_windows.back().to, now + duration);
    Simulator::Schedule(duration + kOnTheWay, &DisruptionMeter::Close, this);
}

/// Where the last window has been made longer meanwhile, this is called again at its new end.
void
DisruptionMeter::Close()
{
    m_windows.back().disorderAfter = Disorder();
}

uint64_t
DisruptionMeter::Disorder() const
{
    uint64_t count = 0;
    for (const Flow& flow : m_traffic.Flows())
    {
        count += flow.misdelivered + flow.reordered;
    }
    return count;
}

uint64_t
DisruptionMeter::Count() const
{
    uint64_t disrupted = 0;
    for (const Window& window : m_windows)
    {
        const bool isOver = Simulator::Now() >= window.to + kOnTheWay;
        disrupted += (isOver ? window.disorderAfter : Disorder()) - window.disorderBefore;
        for (const Flow& flow : m_traffic.Flows())
        {
            disrupted += flow.LostBetween(window.from, window.to);
        }
    }
    return disrupted;
}

} // namespace ns3::vnlab
