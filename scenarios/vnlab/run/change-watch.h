// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_WATCH_H
#define VNLAB_CHANGE_WATCH_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// @return whether a flow probes a changed link; all others are background traffic, which has no
///         packets on a link while it is probed
bool IsProbe(const Flow& flow);

/// How closely a change is watched.
struct WatchConfig
{
    Time probeInterval;    ///< between two packets of one direction of a changed link
    Time duration;         ///< how long changed links are probed
    uint32_t payloadBytes; ///< of a probe
};

/// What became of a change.
struct ChangeOutcome
{
    struct Link
    {
        VnicId a;
        VnicId b;
        /// When packets obeyed: of an added link, when both directions had passed; of a removed one,
        /// when the last packet passed, or the submission where none did. None: never.
        std::optional<Time> effective;
    };

    TenantId tenant;
    Time submitted;
    std::optional<Time> acked;
    std::vector<Link> added;
    std::vector<Link> removed;
    std::vector<VnicId> addedVnics;
    std::vector<VnicId> removedVnics;
};

/**
 * @brief Makes one change and measures it by packets (DESIGN section 5, reconfiguration latency).
 *
 * Changed links are probed both ways from the submission on; the probes know the Ethernet
 * addresses, so that the network is measured and not the guests' ARP timers.
 */
class ChangeWatch
{
  public:
    ChangeWatch(Deployment& deployment, TrafficMonitor& monitor, const WatchConfig& config);
    ChangeWatch(const ChangeWatch&) = delete;
    ChangeWatch& operator=(const ChangeWatch&) = delete;

    /// Makes the change now. @throws std::invalid_argument, RuleConflict as ChangeKind::Make
    void Make(TenantId tenant, const Version& version);

    /// @return what became of the change, once it is submitted
    ChangeOutcome Outcome() const;

    /// Adds what was measured to the metrics; at the end of the run.
    void Report(RunResult& result) const;

  private:
    struct WatchedLink
    {
        TrafficMonitor::FlowId forward;
        TrafficMonitor::FlowId backward;
    };

    void Submitted(const ChangeReport& report);
    std::vector<WatchedLink> Probe(const std::vector<ViewLink>& links);
    void Finish();
    uint64_t Disrupted() const;
    uint64_t Misorders() const;
    std::optional<Time> AddedAt(const WatchedLink& link) const;
    std::optional<Time> RemovedAt(const WatchedLink& link) const;
    std::vector<double> Delays(const std::vector<ChangeOutcome::Link>& links) const;

    Deployment& m_deployment;
    TrafficMonitor& m_monitor;
    WatchConfig m_config;
    TenantId m_tenant;
    Time m_submitted;
    std::optional<Time> m_acked;
    uint64_t m_misordersBefore{0};
    uint64_t m_messages{0};
    std::optional<uint64_t> m_disrupted; ///< nothing where the run ended before the watch
    ChangeReport m_report;
    std::vector<WatchedLink> m_added;
    std::vector<WatchedLink> m_removed;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_WATCH_H
