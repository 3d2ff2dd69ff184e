// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_PARTS_H
#define VNLAB_PLOT_PARTS_H

#include "analysis/plot/plot-data.h"
#include "analysis/plot/plot-panels.h"
#include "model/key/metric-unit.h"

#include <optional>
#include <string>
#include <vector>

/// @file What several kinds of plots share.

namespace ns3::vnlab
{

/// @return the metric with its unit, for an axis
AxisLabel MetricAxis(const std::string& metric);

/// @return the key with its unit, for an axis
AxisLabel KeyAxis(const std::string& key, const std::vector<Parameter>& values);

/// @return "KIND.METRIC" as a file's name: what is no letter, digit, dot or dash is "_"
std::string StemOf(const std::string& kind, const std::string& metric);

/// @return the frame of a figure of @p data, the scenario's title followed by @p notes; below it what
///         is held, also the last x where only that is shown
PlotFrame FrameOf(const PlotData& data,
                  const std::string& stem,
                  const std::string& heading,
                  bool lastX,
                  const std::string& notes = {});

/// @return the frame of a figure of one metric: its heading is the metric with its definition, which
///         is below the title where a heading has no room for it
PlotFrame MetricFrame(const PlotData& data,
                      const std::string& kind,
                      const std::string& metric,
                      bool lastX,
                      const std::string& notes = {});

/// @return @p frame with the definition of a metric below its title
PlotFrame WithDefinition(PlotFrame frame, const std::string& metric);

/// @return why a group has no values of an indicator, such as "always open"; "" where it has some,
///         or nothing is known
std::string AbsenceOf(const PlotData& data,
                      const std::string& indicator,
                      const PlotValues::Place& place);

/// @return the interval of a mean; one point where a single run has none
Interval IntervalOf(const MeanEstimate& mean);

/// @return whether a mean has an interval that is more than a point
bool HasInterval(const MeanEstimate& mean);

/// @return the mean with its interval, for people
std::string HumanMean(const MeanEstimate& mean, MetricUnit unit);

/// @return the mean at the last value of x, if there is one and it is finite
std::optional<MeanEstimate> LastMean(const PlotData& data,
                                     const std::string& metric,
                                     const PlotValues::Place& place);

/// @return the least and greatest of what is finite and above zero, as powers of ten around it
std::optional<Interval> Decades(const std::vector<double>& values);

/// @return commands that write the groups' names to the left of rows 1, 2 …
std::string RowNames(const std::vector<std::string>& groups);

/// @return the characters of the longest of @p names, as they are shown
size_t LongestName(const std::vector<std::string>& names);

/// @return the height that a legend with so many entries needs, in pixels
double LegendHeight(size_t entries);

/// @return the space that a legend with @p entries needs, in pixels
double LegendWidth(const std::vector<std::string>& entries);

/// @return the space that the longest of @p names needs, in pixels
double NameWidth(const std::vector<std::string>& names);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_PARTS_H
