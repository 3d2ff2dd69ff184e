// SPDX-License-Identifier: GPL-2.0-only
//
// Rows for tests of wings that do not run anything: metrics as a run would have them.

#include "model/key/metric.h"

namespace ns3::vnlab::test
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
const MetricRows kConfig{kConfiguration, 100, {
    {"config.settings_intent", kScalar, kCount, kLower, "values that tenants and their operators state"},
    {"config.rules", kScalar, kCount, kLower, "rules at all enforcement points, after the first deployment"},
    {"config.rules_switch", kScalar, kCount, kLower, "rules in fabric switches"},
    {"config.rules_mean_per_host", kScalar, kCount, kLower, "mean number of rules per host switch"},
    {"config.rule_bytes", kScalar, kBytes, kLower, "memory of all rules: keys and values of their map entries"},
    {"config.messages", kScalar, kCount, kLower, "control messages of the first deployment"},
    {"config.bytes", kScalar, kBytes, kLower, "bytes of those messages on the control channels"},
    {"config.refused", kScalar, kCount, kLower, "rules that an enforcement point could not take, for example because a map was full"},
    {"config.register_s", kScalar, kSeconds, kLower, "time from cold start until all agents are registered"},
    {"config.deploy_s", kScalar, kSeconds, kLower, "time from the first submission until packets obey the last rule"},
}};

const MetricRows kChange{kReconfiguration, 100, {
    {"reconfig.acked", kScalar, kSeconds, kLower, "time from the change to the last agent's acknowledgement"},
    {"reconfig.always_open", kScalar, kCount, kLower, "links that were open before they were wanted"},
    {"reconfig.rules_touched", kScalar, kCount, kLower, "rules added and removed by the change"},
    {"reconfig.messages", kScalar, kCount, kLower, "control messages of the change"},
    {"reconfig.effective", kSamples, kSeconds, kLower, "for each added link, time from the change until packets pass both ways"},
    {"reconfig.leak", kSamples, kSeconds, kLower, "for each removed link, time from the change to the last packet that still passes"},
    {"reconfig.stale", kSamples, kSeconds, kLower, "for each change, time until the last probe that was judged wrong"},
    {"reconfig.disrupted", kScalar, kCount, kLower, "packets on unchanged links lost, misdelivered or reordered because of the change"},
}};

const MetricRows kAttack{kExposure, 100, {
    {"exposure.reachable.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can deliver a packet to in one step, mean over footholds; by capability"},
    {"exposure.reachable_two_way.*", kScalar, kFraction, kLower, "fraction of other VMs that the attacker can open a connection to, mean over footholds; by capability"},
    {"exposure.closure.*", kScalar, kFraction, kLower, "the same, in any number of steps"},
    {"exposure.compromised.*", kSeries, kCount, kLower, "VMs that the attacker owns, over time; by capability"},
    {"exposure.compromised_final.*", kScalar, kCount, kLower, "VMs that the attacker owns at the end of the run"},
    {"attack.attempts.*", kScalar, kCount, kNeither, "attempts that the attacker made"},
}};

const MetricRows kTraffic{kDataPlane, 100, {
    {"traffic.sent", kScalar, kCount, kNeither, "packets that guests sent on wanted virtual links, excluding probes of changed links"},
    {"traffic.delivered", kScalar, kCount, kHigher, "those of these packets that arrived"},
    {"traffic.lost", kScalar, kCount, kLower, "packets of guests on wanted virtual links that did not arrive"},
    {"traffic.delay_p99", kScalar, kSeconds, kLower, "99th percentile of that delay"},
    {"traffic.stretch_time", kSamples, kCount, kLower, "delay, divided by the least possible"},
    {"tcp.completion_time", kSamples, kSeconds, kLower, "for each flow, time until its last byte arrived"},
    {"tcp.goodput", kSamples, kBitsPerSecond, kHigher, "for each flow, bits of the application divided by that time"},
    {"traffic.overhead_bytes", kScalar, kBytes, kLower, "bytes that tunnels added to guests' frames"},
    {"drops.*", kScalar, kCount, kNeither, "packets dropped, by reason"},
    {"cpu.*_s", kScalar, kSeconds, kLower, "CPU time spent on the guests' traffic"},
}};
// clang-format on

} // namespace

} // namespace ns3::vnlab::test
