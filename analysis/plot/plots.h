// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOTS_H
#define VNLAB_PLOTS_H

#include "analysis/compare/comparison.h"
#include "analysis/plot/plot.h"

#include <filesystem>
#include <optional>
#include <vector>

/// @file The plots of a comparison, one for each question. std::nullopt where it has no data.

namespace ns3::vnlab
{

/**
 * Settings, rules and messages of each design as dots on one logarithmic axis, with their values.
 * Rows rather than groups of bars: names and values stay readable with many designs, and a
 * logarithmic axis has no zero for a bar to stand on; zero is drawn at the axis' left end.
 */
std::optional<Plot> ConfigurationPlot(const Comparison& comparison);

/**
 * The fraction of added links that pass, and of removed links that are cut, against time since the
 * change (logarithmic). What is never reached keeps a curve below 1 and is counted in the legend.
 */
std::optional<Plot> ReconfigurationPlot(const Comparison& comparison);

/**
 * What tenants notice of a network, as dots with their values: goodput and completion of TCP flows,
 * one-way delay, jitter, stretch and overhead, those of them that there are. Of what is never reached
 * the word stands in place of a dot.
 */
std::optional<Plot> ExperiencePlot(const Comparison& comparison);

/// @return what `exposure.compromised.*` was measured for, such as "guest-root", ascending
std::vector<std::string> AttacksOf(const Comparison& comparison);

/// Compromised VMs over time under one attack, the mean over runs with its 95 % interval at each
/// time as a band.
std::optional<Plot> CompromisePlot(const Comparison& comparison, const std::string& attack);

/**
 * @brief Draws all plots that have data into @p folder, which is created if absent.
 * @return the SVG, PNG and PDF files
 * @throws std::runtime_error as DrawPlot
 */
std::vector<std::filesystem::path> DrawPlots(const Comparison& comparison,
                                             const std::filesystem::path& folder);

} // namespace ns3::vnlab

#endif // VNLAB_PLOTS_H
