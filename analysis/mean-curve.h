// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEAN_CURVE_H
#define VNLAB_MEAN_CURVE_H

#include "analysis/statistics.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A mean over runs as a staircase over time, with its interval where there is one.
struct MeanCurve
{
    using Points = std::vector<std::pair<double, double>>;

    Points mean;
    Points low;
    Points high;
    MeanEstimate last{}; ///< at the end
};

/// More steps than a figure has pixels.
inline constexpr size_t kCurveSteps = 1000;

/**
 * @return the mean of @p runs, each (time, value) with rising times, at each time of any run; with
 *         more than @p steps of them, at as many spread evenly among them
 *
 * A run's value is 0 before its first point and keeps its last value until @p end, which is in any
 * case one of the times.
 */
MeanCurve MeanOver(const std::vector<const MeanCurve::Points*>& runs,
                   double end,
                   size_t steps = kCurveSteps);

} // namespace ns3::vnlab

#endif // VNLAB_MEAN_CURVE_H
