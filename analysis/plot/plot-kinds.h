// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_KINDS_H
#define VNLAB_PLOT_KINDS_H

#include "analysis/plot/plot-data.h"
#include "analysis/plot/plot.h"

#include <optional>
#include <string>

/**
 * @file
 * The plots of a store, which doc/plots.md describes: a panel for each facet, the groups in their
 * fixed order and colour. Each is std::nullopt where there is no data for it. Names of metrics and
 * keys, values and titles may be any text.
 */

namespace ns3::vnlab
{

/// An indicator against a numeric x, each group with the power law by which it grows.
std::optional<Plot> ScalingPlot(const PlotData& data, const std::string& metric);

/// The means of an indicator as a row for each group, with their intervals.
std::optional<Plot> DotsPlot(const PlotData& data, const std::string& metric);

/// The difference of each design to the baseline in runs on the same random numbers, as rows.
std::optional<Plot> ForestPlot(const PlotData& data, const std::string& metric);

/// The part of all samples of a metric that is at most x, x logarithmic; p50 and p99 over runs as
/// bars.
std::optional<Plot> EcdfPlot(const PlotData& data, const std::string& metric);

/// A function of time: its mean over runs, with the 95 % interval as a band.
std::optional<Plot> SeriesPlot(const PlotData& data, const std::string& metric);

/// Indicators whose names begin with @p family and a dot as columns, groups as rows.
std::optional<Plot> HeatPlot(const PlotData& data, const std::string& family);

/// Dropped packets a run, stacked by reason, with the interval of their sum.
std::optional<Plot> DropsPlot(const PlotData& data);

/// What a Pareto view compares; less is better in each.
struct ParetoMetrics
{
    std::string cost;
    std::string exposure;
    std::string latency;
};

/// Cost against exposure, with the latency printed; a group that another one dominates (no worse
/// in all, better in one) says by which.
std::optional<Plot> ParetoPlot(const PlotData& data, const ParetoMetrics& metrics);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_KINDS_H
