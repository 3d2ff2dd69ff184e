// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_CHECK_H
#define VNLAB_METRIC_CHECK_H

#include "analysis/result/run-result.h"

namespace ns3::vnlab
{

/// Tables, plots and pages say of a metric what its row does, so each one that a run fills has one.
/// @throws std::logic_error naming one that has no row (MetricRows), or a row of another shape
void CheckMetrics(const RunResult& result);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_CHECK_H
