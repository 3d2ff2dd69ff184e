// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_METRICS_H
#define VNLAB_RUN_METRICS_H

#include "analysis/result/run-result.h"
#include "helper/server-helper.h"
#include "model/attack/injector.h"
#include "model/deployment/deployment.h"
#include "model/drop-log.h"
#include "model/key/cost-table.h"
#include "model/monitor/monitor.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

/// Adds all `config.*` metrics. Called when the first deployment has finished.
/// @param deployed when that was
void ReportConfiguration(const Timeline& timeline,
                         const Deployment& deployment,
                         Time deployed,
                         RunResult& result);

/// Adds `exposure.reachable.*` and `exposure.closure.*`, one-way and two-way, by graph analysis of the
/// networks as they are now: of attackers with either power who are inside and know everything, and of
/// @p others.
void ReportReachability(const Deployment& deployment,
                        const std::vector<Attacker>& others,
                        RunResult& result);

/// Adds an attack's `exposure.compromised.*` and `attack.*`.
/// @param outcome nothing: it did not start, and only that is added
/// @param label tells attacks apart, such as "guest-user"
/// @param start when the traffic started; times are given from then
void ReportAttack(const std::optional<AttackOutcome>& outcome,
                  const std::string& label,
                  Time start,
                  RunResult& result);

/// Adds a monitor's `monitor.*`: its counts, each over all VMs, and its alarms.
/// @param label tells monitors apart, such as "send-counter"
/// @param start as for an attack
void ReportMonitor(const MonitorOutcome& outcome,
                   const std::string& label,
                   Time start,
                   RunResult& result);

/// Adds `server.*`: what the program on a server counted.
void ReportServer(const ServerHelper::Installed& installed, RunResult& result);

/// Adds `identity.*`, where the design verifies identities: how much of that was really computed.
void ReportIdentity(const Deployment& deployment, RunResult& result);

/// Adds `control.*`: what the control plane counted of its own, until now.
void ReportControlPlane(const Deployment& deployment, RunResult& result);

/// Adds `traffic.*`, `drops.*` and `cpu.*`. Called at the end of the run.
void ReportDataPlane(Deployment& deployment,
                     const TrafficMonitor& monitor,
                     const DropLog& drops,
                     const CostTable& costs,
                     RunResult& result);

} // namespace ns3::vnlab

#endif // VNLAB_RUN_METRICS_H
