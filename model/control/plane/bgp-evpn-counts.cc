// SPDX-License-Identifier: GPL-2.0-only
//
// What `bgp-evpn` counts, and that nobody is asked.
#include "model/control/plane/bgp-evpn.h"
#include "model/key/metric.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kBgpMetrics{Question::kConfiguration, 180, {
    {"control.bgp_updates", Shape::kScalar, MetricUnit::kCount, Better::kLower, "BGP UPDATEs that VTEPs and reflectors sent, one for each neighbour"},
    {"control.bgp_routes", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "routes that a reflector had at the end of the run, the most of any: one for each VTEP and segment, and one for each MAC"},
    {"control.bgp_withdrawals", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "routes of their own that VTEPs took back"},
}};
// clang-format on

} // namespace

/// Nobody is asked: a packet that misses an entry is counted, and treated as without it.
MissHandling
BgpEvpnPlane::Misses()
{
    return {this, 0};
}

MissOutcome
BgpEvpnPlane::Missed(const Miss&)
{
    ++m_missed;
    return MissOutcome::kUnknown;
}

void
BgpEvpnPlane::Used(const RuleKey&)
{
}

void
BgpEvpnPlane::NotHere(EnforcementPoint, const RuleKey&)
{
}

ControlTraffic
BgpEvpnPlane::Traffic() const
{
    ControlTraffic all = BesidePlane::Traffic();
    all.messages += m_traffic.messages;
    all.bytes += m_traffic.bytes;
    all.retransmissions += m_traffic.retransmissions;
    all.acknowledged += m_traffic.acknowledged;
    return all;
}

Time
BgpEvpnPlane::CpuTime() const
{
    Time all = BesidePlane::CpuTime();
    for (const Reflector& reflector : m_reflectors)
    {
        all += reflector.node.CpuTime();
    }
    return all;
}

uint64_t
BgpEvpnPlane::Refused() const
{
    return BesidePlane::Refused() + m_refused;
}

std::map<std::string, double>
BgpEvpnPlane::RunCounts() const
{
    uint64_t updates = 0;
    uint64_t withdrawals = 0;
    size_t routes = 0;
    size_t entries = 0;
    size_t most = 0;
    for (const Reflector& reflector : m_reflectors)
    {
        updates += reflector.node.Speaker().Counts().updatesSent;
        routes = std::max(routes, reflector.node.Speaker().Rib().PathCount());
    }
    for (const auto& [at, host] : m_hosts)
    {
        updates += host.vtep->Node().Speaker().Counts().updatesSent;
        withdrawals += host.vtep->Withdrawals();
        entries += host.vtep->Entries();
        most = std::max(most, host.vtep->Entries());
    }
    std::map<std::string, double> counts = BesidePlane::RunCounts();
    counts["bgp_updates"] = static_cast<double>(updates);
    counts["bgp_routes"] = static_cast<double>(routes);
    counts["bgp_withdrawals"] = static_cast<double>(withdrawals);
    counts["misses"] = static_cast<double>(m_missed);
    counts["entries"] = static_cast<double>(entries);
    counts["entries_max_per_host"] = static_cast<double>(most);
    return counts;
}

} // namespace ns3::vnlab
