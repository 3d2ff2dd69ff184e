// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MIGRATION_METRICS_H
#define VNLAB_MIGRATION_METRICS_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/deployment/migration.h"

namespace ns3::vnlab
{

/// Adds what copying one VM took to the `migration.*` metrics.
void ReportMigration(const MigrationReport& migration, RunResult& result);

/// Adds what old hosts sent on, where a change had them do so; at the end of the run.
void ReportRedirects(Deployment& cloud, RunResult& result);

} // namespace ns3::vnlab

#endif // VNLAB_MIGRATION_METRICS_H
