// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/change-watch.h"

#include "model/change/change-kind.h"
#include "model/key/metric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
const MetricRows kChangeMetrics{kReconfiguration, 100, {
    {"reconfig.acked", kScalar, kSeconds, kLower, "time from the change to the last agent's acknowledgement"},
    {"reconfig.effective", kSamples, kSeconds, kLower, "for each added link, time from the change until packets pass both ways"},
    {"reconfig.leak", kSamples, kSeconds, kLower, "for each removed link, time from the change to the last packet that still passes"},
    {"reconfig.leak_packets", kScalar, kCount, kLower, "packets that passed on removed links after the change"},
    {"reconfig.disrupted", kScalar, kCount, kLower, "packets on unchanged links lost, misdelivered or reordered because of the change"},
    {"reconfig.rules_touched", kScalar, kCount, kLower, "rules added and removed by the change"},
    {"reconfig.recomputed", kScalar, kCount, kLower, "scopes (links, vNICs, pairs of host and vNIC) recompiled for the change"},
    {"reconfig.messages", kScalar, kCount, kLower, "control messages of the change"},
}};
// clang-format on

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
ChangeWatch::Make(TenantId tenant, const Version& version)
{
    m_tenant = tenant;
    m_submitted = Simulator::Now();
    m_misordersBefore = Misorders();
    const std::string& kind = version.change->kind;
    FindChangeKind(kind)->Make({.cloud = m_deployment,
                                .tenant = tenant,
                                .wanted = *version.specification,
                                .seed = version.seed,
                                .submitted = [this](const ChangeReport& it) { Submitted(it); },
                                .acked =
                                    [this](uint64_t messages)
                                {
                                    m_acked = Simulator::Now();
                                    m_messages = messages;
                                }},
                               version.change->keys.Of(kind));
    Simulator::Schedule(m_config.duration + kGrace, &ChangeWatch::Finish, this);
}

void
ChangeWatch::Submitted(const ChangeReport& report)
{
    m_report = report;
    m_added = Probe(m_report.delta.addedLinks);
    m_removed = Probe(m_report.delta.removedLinks);
}

std::vector<ChangeWatch::WatchedLink>
ChangeWatch::Probe(const std::vector<ViewLink>& links)
{
    std::vector<WatchedLink> watched;
    for (const ViewLink& link : links)
    {
        FlowConfig flow{.source = link.a,
                        .destination = link.b,
                        .start = Simulator::Now(),
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

std::optional<Time>
ChangeWatch::AddedAt(const WatchedLink& link) const
{
    const std::optional<Time>& forward = m_monitor.At(link.forward).firstArrival;
    const std::optional<Time>& backward = m_monitor.At(link.backward).firstArrival;
    if (!forward || !backward)
    {
        return std::nullopt;
    }
    return std::max(*forward, *backward);
}

std::optional<Time>
ChangeWatch::RemovedAt(const WatchedLink& link) const
{
    Time last = m_submitted;
    for (const TrafficMonitor::FlowId id : {link.forward, link.backward})
    {
        const Flow& flow = m_monitor.At(id);
        if (flow.PassesAtEnd())
        {
            return std::nullopt;
        }
        last = std::max(last, flow.lastArrival.value_or(last));
    }
    return last;
}

ChangeOutcome
ChangeWatch::Outcome() const
{
    ChangeOutcome outcome{.tenant = m_tenant,
                          .submitted = m_submitted,
                          .acked = m_acked,
                          .added = {},
                          .removed = {},
                          .addedVnics = m_report.delta.addedVnics,
                          .removedVnics = m_report.delta.removedVnics};
    for (size_t i = 0; i < m_added.size(); ++i)
    {
        const ViewLink& link = m_report.delta.addedLinks[i];
        outcome.added.push_back({link.a, link.b, AddedAt(m_added[i])});
    }
    for (size_t i = 0; i < m_removed.size(); ++i)
    {
        const ViewLink& link = m_report.delta.removedLinks[i];
        outcome.removed.push_back({link.a, link.b, RemovedAt(m_removed[i])});
    }
    return outcome;
}

std::vector<double>
ChangeWatch::Delays(const std::vector<ChangeOutcome::Link>& links) const
{
    std::vector<double> delays;
    for (const ChangeOutcome::Link& link : links)
    {
        delays.push_back(link.effective ? (*link.effective - m_submitted).GetSeconds() : kNever);
    }
    return delays;
}

void
ChangeWatch::Report(RunResult& result) const
{
    const ChangeOutcome outcome = Outcome();
    Append(result.samples["reconfig.effective"], Delays(outcome.added));
    Append(result.samples["reconfig.leak"], Delays(outcome.removed));
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
