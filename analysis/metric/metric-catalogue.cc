// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric/metric-catalogue.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
constexpr std::array kMetrics = std::to_array<Metric>({
    {"config.settings", kConfiguration, kScalar, kCount, kLower, "values that an operator enters by hand"},
    {"config.settings_by_hand", kConfiguration, kScalar, kCount, kLower, "tunnel endpoints to enter if each virtual link were configured by hand at both ends"},
    {"config.rules", kConfiguration, kScalar, kCount, kLower, "rules at all enforcement points, after the first deployment"},
    {"config.rules_vm_hook", kConfiguration, kScalar, kCount, kLower, "rules in the hooks of VMs"},
    {"config.rules_host", kConfiguration, kScalar, kCount, kLower, "rules in host switches"},
    {"config.rules_switch", kConfiguration, kScalar, kCount, kLower, "rules in fabric switches"},
    {"config.rules_mean_per_vm", kConfiguration, kScalar, kCount, kLower, "mean number of rules per VM"},
    {"config.rules_max_per_vm", kConfiguration, kScalar, kCount, kLower, "most rules in one VM"},
    {"config.rules_mean_per_host", kConfiguration, kScalar, kCount, kLower, "mean number of rules per host switch"},
    {"config.rules_max_per_host", kConfiguration, kScalar, kCount, kLower, "most rules in one host switch"},
    {"config.rules_mean_per_switch", kConfiguration, kScalar, kCount, kLower, "mean number of rules per fabric switch"},
    {"config.rules_max_per_switch", kConfiguration, kScalar, kCount, kLower, "most rules in one fabric switch"},
    {"config.rule_bytes", kConfiguration, kScalar, kBytes, kLower, "memory of all rules: keys and values of their map entries"},
    {"config.messages", kConfiguration, kScalar, kCount, kLower, "control messages of the first deployment"},
    {"config.bytes", kConfiguration, kScalar, kBytes, kLower, "bytes of those messages on the control channels"},
    {"config.controller_cpu_s", kConfiguration, kScalar, kSeconds, kLower, "controller CPU time for the first deployment, from the cost model"},
    {"config.refused", kConfiguration, kScalar, kCount, kLower, "rules that an enforcement point could not take, for example because a map was full"},
    {"config.learned", kConfiguration, kScalar, kCount, kLower, "rules that the data plane learned from packets"},
    {"config.deploy_s", kConfiguration, kScalar, kSeconds, kLower, "time from the first submission until packets obey the last rule"},

    {"reconfig.acked", kReconfiguration, kScalar, kSeconds, kLower, "time from the change to the last agent's acknowledgement"},
    {"reconfig.effective", kReconfiguration, kSamples, kSeconds, kLower, "for each added link, time from the change until packets pass both ways"},
    {"reconfig.leak", kReconfiguration, kSamples, kSeconds, kLower, "for each removed link, time from the change to the last packet that still passes"},
    {"reconfig.leak_packets", kReconfiguration, kScalar, kCount, kLower, "packets that passed on removed links after the change"},
    {"reconfig.disrupted", kReconfiguration, kScalar, kCount, kLower, "packets on unchanged links lost, misdelivered or reordered because of the change"},
    {"reconfig.rules_touched", kReconfiguration, kScalar, kCount, kLower, "rules added and removed by the change"},
    {"reconfig.recomputed", kReconfiguration, kScalar, kCount, kLower, "scopes (links, vNICs, pairs of host and vNIC) recompiled for the change"},
    {"reconfig.messages", kReconfiguration, kScalar, kCount, kLower, "control messages of the change"},

    {"exposure.reachable.*", kExposure, kScalar, kFraction, kLower, "fraction of other VMs that the attacker can deliver a packet to in one step, mean over footholds; by capability"},
    {"exposure.closure.*", kExposure, kScalar, kFraction, kLower, "the same, in any number of steps"},
    {"exposure.compromised.*", kExposure, kSeries, kCount, kLower, "VMs that the attacker owns, over time; by capability"},
    {"exposure.compromised_final.*", kExposure, kScalar, kCount, kLower, "VMs that the attacker owns at the end of the run"},
    {"attack.attempts.*", kExposure, kScalar, kCount, kNeither, "attempts that the attacker made"},
    {"attack.success.*", kExposure, kScalar, kFraction, kLower, "1 if the attack reached its goal, else 0; by kind and capability"},
    {"attack.delivered.*", kExposure, kScalar, kCount, kLower, "attempts that delivered a packet to a VM"},
    {"monitor.sent.*", kExposure, kScalar, kCount, kNeither, "frames that the watched VMs sent, without those of the control channel; by kind of monitor"},
    {"monitor.failed.*", kExposure, kScalar, kCount, kNeither, "those of these frames that the VM's own hooks or its host dropped on the way out, and ARP requests without an answer within 1 s"},
    {"monitor.alarms.*", kExposure, kScalar, kCount, kNeither, "VMs for which a monitor raised an alarm"},
    {"monitor.first_alarm_s.*", kExposure, kScalar, kSeconds, kNeither, "time of a monitor's first alarm, after the initial deployment; absent if it raised none"},

    {"identity.admitted", kDataPlane, kScalar, kCount, kNeither, "times that a host attached a VM after verification; only if a sample is verified (`identity.verify` below 1)"},
    {"identity.verified", kDataPlane, kScalar, kCount, kNeither, "times that a certificate was really verified, refusals included; only with `identity.admitted`"},

    {"traffic.sent", kDataPlane, kScalar, kCount, kNeither, "packets that guests sent on wanted virtual links, excluding probes of changed links"},
    {"traffic.delivered", kDataPlane, kScalar, kCount, kHigher, "those of these packets that arrived"},
    {"traffic.misdelivered", kDataPlane, kScalar, kCount, kLower, "packets that reached another guest, probes included"},
    {"traffic.delay_p50", kDataPlane, kScalar, kSeconds, kLower, "median one-way delay of all measured packets that arrived, guest to guest"},
    {"traffic.delay_p99", kDataPlane, kScalar, kSeconds, kLower, "99th percentile of that delay"},
    {"traffic.overhead_bytes", kDataPlane, kScalar, kBytes, kLower, "bytes that tunnels added to guests' frames"},
    {"drops.*", kDataPlane, kScalar, kCount, kNeither, "packets dropped, by reason"},
    {"cpu.*_s", kDataPlane, kScalar, kSeconds, kLower, "CPU time spent on packets, from the cost model; by enforcement point"},
});
// clang-format on

bool
Matches(std::string_view pattern, std::string_view name)
{
    const size_t star = pattern.find('*');
    if (star == std::string_view::npos)
    {
        return pattern == name;
    }
    return name.size() >= pattern.size() && name.starts_with(pattern.substr(0, star)) &&
           name.ends_with(pattern.substr(star + 1));
}

} // namespace

std::span<const Metric>
Metrics()
{
    return kMetrics;
}

const Metric*
FindMetric(std::string_view name)
{
    const auto found = std::ranges::find_if(
        kMetrics, [&](const Metric& metric) { return Matches(metric.name, name); });
    return found == kMetrics.end() ? nullptr : &*found;
}

std::string_view
ToString(Question question)
{
    switch (question)
    {
    case kConfiguration:
        return "configuration cost";
    case kReconfiguration:
        return "reconfiguration latency";
    case kExposure:
        return "lateral-movement exposure";
    case kDataPlane:
        return "data plane";
    }
    return "";
}

std::string_view
ToString(MetricUnit unit)
{
    switch (unit)
    {
    case kCount:
        return "";
    case kBytes:
        return "B";
    case kSeconds:
        return "s";
    case kFraction:
        return "fraction";
    }
    return "";
}

} // namespace ns3::vnlab
