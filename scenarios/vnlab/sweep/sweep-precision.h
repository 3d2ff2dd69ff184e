// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_PRECISION_H
#define VNLAB_SWEEP_PRECISION_H

#include "analysis/result/run-result.h"
#include "scenarios/vnlab/sweep/sweep-repeat.h"

#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @return whether the runs of one point are enough: for every design the interval of the mean of
 *         the metric, or of every scalar metric, is as narrow as `repeat` wants.
 *
 * Runs that failed count for nothing. A metric with a censored value never gets there, and a design
 * whose runs all failed is not waited for.
 * @param results of the point's first `runs` runs of each design
 */
bool IsPrecise(std::span<const RunResult> results,
               const std::vector<std::string>& designs,
               const SweepRepeat& repeat);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_PRECISION_H
