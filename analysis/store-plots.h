// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_PLOTS_H
#define VNLAB_STORE_PLOTS_H

#include "analysis/comparison.h"
#include "analysis/plot-groups.h"
#include "analysis/plot.h"

#include <optional>
#include <string>
#include <vector>

/**
 * @file
 * The plots of a store, which doc/plots.md describes. Each takes the runs in facets, one panel for
 * each, and is std::nullopt where there is no data for it. Names of metrics and keys, values and
 * titles may be any text.
 */

namespace ns3::vnlab
{

/// A scalar metric against a numeric parameter, with the power law by which it grows.
std::optional<Plot> ScalingPlot(const std::vector<Facet>& facets,
                                const std::string& key,
                                const std::string& metric);

/// The distribution of a metric with one value per changed link, or of any other with samples.
std::optional<Plot> EcdfPlot(const std::vector<Facet>& facets, const std::string& metric);

/// A function of time: its mean over runs, with the 95 % interval as a band.
std::optional<Plot> SeriesPlot(const std::vector<Facet>& facets, const std::string& metric);

/// Scalar metrics whose names begin with @p family and a dot, by design and attacker.
std::optional<Plot> HeatPlot(const std::vector<Facet>& facets, const std::string& family);

/// A scalar metric, design minus @p baseline in runs with the same random numbers, for each value
/// of @p key; with an empty key, over all runs.
std::optional<Plot> ForestPlot(const Comparison& comparison,
                               const std::string& key,
                               const std::string& metric,
                               const std::string& baseline);

/// Dropped packets a run, by reason.
std::optional<Plot> DropsPlot(const std::vector<Facet>& facets);

/// What a Pareto view compares; less is better in each.
struct ParetoMetrics
{
    std::string cost;     ///< scalar
    std::string exposure; ///< scalar
    std::string latency;  ///< samples, in seconds
};

/// Cost against exposure, with the latency printed; designs that another one beats are hollow.
std::optional<Plot> ParetoPlot(const std::vector<Facet>& facets, const ParetoMetrics& metrics);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_PLOTS_H
