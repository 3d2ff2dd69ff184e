// SPDX-License-Identifier: GPL-2.0-only
//
// What `replicate` counts: how long sites are without a change, and what they say to each other.
#include "model/control/plane/replicate.h"
#include "model/key/metric.h"

#include <algorithm>
#include <limits>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kReplicaMetrics{Question::kReconfiguration, 170, {
    {"control.staleness_p50", Shape::kScalar, MetricUnit::kSeconds, Better::kLower, "median, over the sites of each change, of the time from its submission until the site's last place has acknowledged it; the site that took it is among them, the first deployment is not"},
    {"control.staleness_max", Shape::kScalar, MetricUnit::kSeconds, Better::kLower, "longest time from a change's submission until the last place of a site has acknowledged it, over all changes and sites; never, where a site is without a change at the end of the run"},
    {"control.missed_entries", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries of the list that sites sent each other when they could be reached again"},
}};
// clang-format on

void
Add(std::map<std::string, uint64_t>& to, const std::map<std::string, uint64_t>& from)
{
    for (const auto& [name, count] : from)
    {
        to[name] += count;
    }
}

} // namespace

ControlTraffic
ReplicatePlane::Traffic() const
{
    ControlTraffic all = m_traffic;
    for (const Site& site : m_sites)
    {
        const ControlTraffic traffic = site.place.push->Traffic();
        all.bytes += traffic.bytes;
        all.retransmissions += traffic.retransmissions;
        all.acknowledged += traffic.acknowledged;
        all.messages += traffic.messages;
        all.resyncMessages += traffic.resyncMessages;
    }
    return all;
}

Time
ReplicatePlane::CpuTime() const
{
    Time all = m_cpu;
    for (const Site& site : m_sites)
    {
        all += site.place.push->CpuTime();
    }
    return all;
}

uint64_t
ReplicatePlane::Refused() const
{
    uint64_t all = 0;
    for (const Site& site : m_sites)
    {
        all += site.place.push->Refused();
    }
    return all;
}

std::map<std::string, uint64_t>
ReplicatePlane::Counts() const
{
    std::map<std::string, uint64_t> counts;
    for (const Site& site : m_sites)
    {
        Add(counts, site.place.push->Counts());
    }
    if (m_sites.size() > 1)
    {
        counts["peer_messages"] += m_peerMessages;
    }
    return counts;
}

std::map<std::string, double>
ReplicatePlane::RunCounts() const
{
    std::map<std::string, double> counts;
    for (const Site& site : m_sites)
    {
        for (const auto& [name, value] : site.place.push->RunCounts()) // the longest of all
        {
            counts[name] = std::max(counts[name], value);
        }
    }
    std::vector<double> staleness;
    std::ranges::transform(m_staleness,
                           std::back_inserter(staleness),
                           [](const Time& time) { return time.GetSeconds(); });
    size_t without = m_waiting.size() * m_sites.size();
    for (const auto& [id, change] : m_changes)
    {
        without += change.isFirst ? 0 : change.without;
    }
    staleness.insert(staleness.end(), without, std::numeric_limits<double>::infinity());
    if (!staleness.empty())
    {
        std::ranges::sort(staleness);
        counts["staleness_p50"] = staleness[(staleness.size() - 1) / 2];
        counts["staleness_max"] = staleness.back();
    }
    if (m_sites.size() > 1)
    {
        counts["missed_entries"] = static_cast<double>(m_missed);
    }
    return counts;
}

} // namespace ns3::vnlab
