// SPDX-License-Identifier: GPL-2.0-only
//
// What attackers reach and what watches them: `exposure.*`, `attack.*`, `monitor.*`.

#include "scenarios/vnlab/run/run-metrics.h"

#include "analysis/exposure/exposure.h"
#include "model/key/metric.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
const MetricRows kReachMetrics{kExposure, 100, {
    {"exposure.reachable.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can deliver a packet to in one step, mean over footholds; by capability"},
    {"exposure.closure.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can get to in any number of steps, delivering packets from VM to VM, mean over footholds; by capability"},
    {"exposure.reachable_two_way.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can deliver a packet to and be answered by, in one step: a connection opens; mean over footholds; by capability"},
    {"exposure.closure_two_way.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can get to in any number of steps, opening connections from VM to VM, mean over footholds; by capability"},
}};

const MetricRows kAttackMetrics{kExposure, 200, {
    {"exposure.compromised.*", kSeries, kCount, kLower, "VMs that the attacker owns, over time; by capability"},
    {"exposure.compromised_final.*", kScalar, kCount, kLower, "VMs that the attacker owns at the end of the run"},
    {"attack.attempts.*", kScalar, kCount, kNeither, "attempts that the attacker made"},
    {"attack.success.*", kScalar, kFraction, kLower, "1 if the attack reached its goal, else 0; by kind and capability"},
    {"attack.delivered.*", kScalar, kCount, kLower, "attempts that delivered an exploit to a VM"},
    {"attack.not_started.*", kScalar, kCount, kNeither, "1 if the attack did not start, since its foothold or its target did not run then; its other metrics are absent"},
}};

/// The counts of a kind of monitor have rows in its own file, from 300 on.
const MetricRows kAlarmMetrics{kExposure, 400, {
    {"monitor.alarms.*", kScalar, kCount, kNeither, "VMs for which a monitor raised an alarm"},
    {"monitor.first_alarm_s.*", kScalar, kSeconds, kNeither, "time of a monitor's first alarm, after the initial deployment; absent if it raised none"},
}};
// clang-format on

/// The mean over the VMs that exist now as footholds, as a fraction of the others that exist.
double
MeanFraction(const Deployment& deployment, const std::vector<uint32_t>& countByVm)
{
    const std::vector<VmId> vms = deployment.ActiveVms();
    uint64_t reached = 0;
    for (const VmId vm : vms)
    {
        reached += countByVm[vm.value];
    }
    const uint64_t pairs = vms.size() * (vms.size() - 1);
    return pairs == 0 ? 0 : static_cast<double>(reached) / static_cast<double>(pairs);
}

} // namespace

void
ReportReachability(const Deployment& deployment,
                   const std::vector<Attacker>& others,
                   RunResult& result)
{
    std::set<Attacker> attackers(others.begin(), others.end());
    for (const Capability power : kUsualPowers)
    {
        attackers.insert({.power = power});
    }
    for (const Attacker& attacker : attackers)
    {
        const std::string label = LabelOf(attacker);
        for (const auto& [contact, suffix] :
             {std::pair(Contact::kOneWay, "."), std::pair(Contact::kTwoWay, "_two_way.")})
        {
            const Reachability reach = deployment.GetDesign().Reach(
                deployment.Views(), {.attacker = attacker, .contact = contact});
            result.metrics["exposure.reachable" + (suffix + label)] =
                MeanFraction(deployment, ReachableCounts(reach));
            result.metrics["exposure.closure" + (suffix + label)] =
                MeanFraction(deployment, ClosureCounts(reach));
        }
    }
}

void
ReportAttack(const std::optional<AttackOutcome>& outcome,
             const std::string& label,
             Time start,
             RunResult& result)
{
    if (!outcome)
    {
        result.metrics["attack.not_started." + label] = 1;
        return;
    }
    if (!outcome->compromised.empty())
    {
        std::vector<std::pair<double, double>>& series =
            result.series["exposure.compromised." + label];
        double count = 0;
        for (const auto& [vm, time] : outcome->compromised)
        {
            series.emplace_back((time - start).GetSeconds(), ++count);
        }
        result.metrics["exposure.compromised_final." + label] = count;
    }
    result.metrics["attack.attempts." + label] = static_cast<double>(outcome->attempts);
    result.metrics["attack.delivered." + label] = static_cast<double>(outcome->delivered);
    if (outcome->success)
    {
        result.metrics["attack.success." + label] = *outcome->success ? 1 : 0;
    }
    for (const auto& [name, count] : outcome->counts)
    {
        result.metrics["attack." + name + "." + label] = static_cast<double>(count);
    }
}

void
ReportMonitor(const MonitorOutcome& outcome,
              const std::string& label,
              Time start,
              RunResult& result)
{
    for (const auto& [name, counts] : outcome.counts)
    {
        uint64_t total = 0;
        for (const auto& [vm, count] : counts)
        {
            total += count;
        }
        result.metrics["monitor." + name + "." + label] = static_cast<double>(total);
    }
    result.metrics["monitor.alarms." + label] = static_cast<double>(outcome.alarms.size());
    if (!outcome.alarms.empty())
    {
        const Time first = outcome.alarms.front().second - start;
        result.metrics["monitor.first_alarm_s." + label] = first.GetSeconds();
    }
}

void
ReportServer(const ServerHelper::Installed& installed, RunResult& result)
{
    for (const auto& [count, value] : installed.program->Counts())
    {
        result.metrics["server." + count + "." + installed.server->Name()] =
            static_cast<double>(value);
    }
}

} // namespace ns3::vnlab
