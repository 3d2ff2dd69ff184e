// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_CURVES_H
#define VNLAB_PLOT_CURVES_H

#include "analysis/plot/plot-panels.h"
#include "analysis/statistics/mean-over-time.h"
#include "model/key/metric-unit.h"

#include <cstddef>
#include <string>
#include <vector>

/// @file What plots of curves share.

namespace ns3::vnlab
{

/// @return the part of a `plot` command that puts a few markers on a curve of @p points, each
///         group's at other places
std::string Markers(size_t points, size_t group);

/// Steps of a mean over runs, in the order of time.
using MeanSteps = std::vector<MeanOverTime::At>;

/**
 * @brief Writes the staircases of a mean and of its 95 % interval: time, mean, low, high.
 * @param bottom where the interval is cut
 * @param end until when the last step holds
 * @param most becomes the highest end of an interval, if that is higher
 * @return what PlotBlocks::Begin gives
 */
std::string BandBlock(const std::string& name,
                      const MeanSteps& steps,
                      double bottom,
                      double end,
                      double& most,
                      PlotBlocks& blocks);

/// @return the legend of a curve that ends at @p last
std::string EndLegend(const std::string& name, const MeanEstimate& last, MetricUnit unit);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_CURVES_H
