// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/change-watch.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

namespace ns3::vnlab
{

namespace
{

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Time for the last probes to arrive.
const Time kGrace = MilliSeconds(100);

void
Append(std::vector<double>& to, const std::vector<double>& values)
{
    to.insert(to.end(), values.begin(), values.end());
}

} // namespace

bool
IsProbe(const Flow& flow)
{
    return flow.config.resolved;
}

ChangeWatch::ChangeWatch(Deployment& deployment, TrafficMonitor& monitor, const WatchConfig& config)
    : m_deployment(deployment),
      m_monitor(monitor),
      m_config(config)
{
}

void
ChangeWatch::Submit(TenantId tenant, const Specification& specification)
{
    m_submitted = Simulator::Now();
    m_misordersBefore = Misorders();
    m_report = m_deployment.Change(tenant,
                                   specification,
                                   [this](uint64_t messages)
                                   {
                                       m_acked = Simulator::Now();
                                       m_messages = messages;
                                   });
    m_added = Probe(m_report.delta.addedLinks);
    m_removed = Probe(m_report.delta.removedLinks);
    Simulator::Schedule(m_config.duration + kGrace, &ChangeWatch::Finish, this);
}

std::vector<ChangeWatch::WatchedLink>
ChangeWatch::Probe(const std::vector<ViewLink>& links)
{
    std::vector<WatchedLink> watched;
    for (const ViewLink& link : links)
    {
        FlowConfig flow{.source = link.a,
                        .destination = link.b,
                        .start = m_submitted,
                        .stop = m_submitted + m_config.duration,
                        .interval = m_config.probeInterval,
                        .payloadBytes = m_config.payloadBytes,
                        .resolved = true};
        const TrafficMonitor::FlowId forward = m_monitor.Add(flow);
        std::swap(flow.source, flow.destination);
        watched.push_back({forward, m_monitor.Add(flow)});
    }
    return watched;
}

uint64_t
ChangeWatch::Misorders() const
{
    uint64_t count = 0;
    for (const Flow& flow : m_monitor.Flows())
    {
        count += IsProbe(flow) ? 0 : flow.misdelivered + flow.reordered;
    }
    return count;
}

void
ChangeWatch::Finish()
{
    m_disrupted = Disrupted();
}

uint64_t
ChangeWatch::Disrupted() const
{
    const Time end = m_submitted + m_config.duration;
    uint64_t disrupted = Misorders() - m_misordersBefore;
    for (const Flow& flow : m_monitor.Flows())
    {
        disrupted += IsProbe(flow) ? 0 : flow.LostBetween(m_submitted, end);
    }
    return disrupted;
}

std::vector<double>
ChangeWatch::EffectiveOfAdded() const
{
    std::vector<double> times;
    for (const WatchedLink& link : m_added)
    {
        double latest = 0;
        for (const TrafficMonitor::FlowId id : {link.forward, link.backward})
        {
            const std::optional<Time>& first = m_monitor.At(id).firstArrival;
            latest = std::max(latest, first ? (*first - m_submitted).GetSeconds() : kNever);
        }
        times.push_back(latest);
    }
    return times;
}

std::vector<double>
ChangeWatch::EffectiveOfRemoved() const
{
    std::vector<double> times;
    for (const WatchedLink& link : m_removed)
    {
        double latest = 0;
        for (const TrafficMonitor::FlowId id : {link.forward, link.backward})
        {
            const Flow& flow = m_monitor.At(id);
            if (flow.PassesAtEnd())
            {
                latest = kNever;
            }
            else if (flow.lastArrival)
            {
                latest = std::max(latest, (*flow.lastArrival - m_submitted).GetSeconds());
            }
        }
        times.push_back(latest);
    }
    return times;
}

void
ChangeWatch::Report(RunResult& result) const
{
    const std::vector<double> removed = EffectiveOfRemoved();
    Append(result.samples["reconfig.effective"], EffectiveOfAdded());
    Append(result.samples["reconfig.leak"], removed);
    double& acked = result.metrics["reconfig.acked"];
    acked = std::max(acked, m_acked ? (*m_acked - m_submitted).GetSeconds() : kNever);
    result.metrics["reconfig.disrupted"] += static_cast<double>(m_disrupted.value_or(Disrupted()));
    result.metrics["reconfig.rules_touched"] += static_cast<double>(m_report.rulesTouched);
    result.metrics["reconfig.recomputed"] += static_cast<double>(m_report.scopesRecomputed);
    result.metrics["reconfig.messages"] += static_cast<double>(m_messages);
    double& leaked = result.metrics["reconfig.leak_packets"];
    for (const WatchedLink& link : m_removed)
    {
        leaked += m_monitor.At(link.forward).DeliveredSince(m_submitted);
        leaked += m_monitor.At(link.backward).DeliveredSince(m_submitted);
    }
}

} // namespace ns3::vnlab
