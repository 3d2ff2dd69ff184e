// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/migration-metrics.h"

#include "model/deployment/work-report.h"
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
    {"migration.downtime", kSamples, kSeconds, kLower, "for each VM that was copied to another host, time for which it was paused; its peers reach it again when rules have followed"},
    {"migration.rounds", kSamples, kCount, kLower, "rounds that copied memory while the VM ran"},
    {"migration.bytes", kScalar, kBytes, kLower, "frames between hosts that carried VMs' memory, those sent again and acknowledgements included"},
    {"migration.redirected", kScalar, kCount, kNeither, "guests' packets that a VM's old host sent on to where it is, fragments together; only with `redirect`"},
    {"migration.redirected_bytes", kScalar, kBytes, kLower, "of their frames, tunnel headers included, which cross the links to the new host a second time; only with `redirect`"},
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

void
ReportRedirects(Deployment& cloud, RunResult& result)
{
    if (cloud.Operate().Redirects() > 0)
    {
        const SwitchWork hosts = CollectWork(cloud).hosts;
        result.metrics["migration.redirected"] = static_cast<double>(hosts.redirected);
        result.metrics["migration.redirected_bytes"] = static_cast<double>(hosts.redirectedBytes);
    }
}

} // namespace ns3::vnlab
