// SPDX-License-Identifier: GPL-2.0-only
//
// The node pool of `push`: the agents that have opened their channel. What is for one that is not in it yet
// is pending until it registers.
#include "model/control/plane/push.h"
#include "model/key/metric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kPendingRules =
    "rules that were ready for an agent which had not registered, since its machine had just "
    "started "
    "or moved, and waited until it had; in runs in which some did";

const MetricRows kPoolConfigRows{
    Question::kConfiguration,
    155,
    {{"config.pending", Shape::kScalar, MetricUnit::kCount, Better::kLower, kPendingRules}}};

const MetricRows kPoolChangeRows{
    Question::kReconfiguration,
    165,
    {{"reconfig.pending", Shape::kScalar, MetricUnit::kCount, Better::kLower, kPendingRules},
     {"control.pending_max",
      Shape::kScalar,
      MetricUnit::kSeconds,
      Better::kLower,
      "the longest time that a rule of `reconfig.pending` waited, from when it was ready until its "
      "agent had registered; never, where one still waits at the end of the run"}}};

} // namespace

void
PushPlane::Waits(EnforcementPoint at, uint32_t rules)
{
    m_rulesPended += rules;
    m_pendingSince.try_emplace(at, Simulator::Now());
}

/// What waits for an agent goes to it.
void
PushPlane::JoinPool(EnforcementPoint at)
{
    if (const auto pending = m_pendingSince.extract(at))
    {
        m_longestPending =
            std::max(m_longestPending.value_or(Time(0)), Simulator::Now() - pending.mapped());
    }
}

std::map<std::string, double>
PushPlane::RunCounts() const
{
    if (!m_pendingSince.empty())
    {
        return {{"pending_max", std::numeric_limits<double>::infinity()}};
    }
    return m_longestPending
             ? std::map<std::string, double>{{"pending_max", m_longestPending->GetSeconds()}}
             : std::map<std::string, double>{};
}

} // namespace ns3::vnlab
