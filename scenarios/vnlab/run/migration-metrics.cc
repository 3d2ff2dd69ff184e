// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/migration-metrics.h"

#include "model/key/metric.h"

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Shape;

// clang-format off
const MetricRows kMigrationMetrics{Question::kReconfiguration, 130, {
    {"migration.total", kSamples, kSeconds, kLower, "for each VM that was copied to another host, time from the start until it went on there"},
    {"migration.downtime", kSamples, kSeconds, kLower, "of that, the VM was paused; its peers reach it again when rules have followed"},
    {"migration.rounds", kSamples, kCount, kLower, "rounds that copied memory while the VM ran"},
    {"migration.bytes", kScalar, kBytes, kLower, "frames between hosts that carried VMs' memory, those sent again and acknowledgements included"},
    {"migration.given_up", kScalar, kCount, kLower, "migrations that ended where they began: a host failed, or the VM stopped"},
}};
// clang-format on

} // namespace

void
ReportMigration(const MigrationReport& migration, RunResult& result)
{
    result.metrics["migration.bytes"] += static_cast<double>(migration.bytes);
    result.metrics["migration.given_up"] += migration.isComplete ? 0 : 1;
    if (migration.isComplete)
    {
        result.samples["migration.total"].push_back(migration.total.GetSeconds());
        result.samples["migration.downtime"].push_back(migration.downtime.GetSeconds());
        result.samples["migration.rounds"].push_back(migration.rounds);
    }
}

} // namespace ns3::vnlab
