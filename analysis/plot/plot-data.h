// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_DATA_H
#define VNLAB_PLOT_DATA_H

#include "analysis/plot/plot.h"
#include "analysis/point/outline.h"
#include "analysis/result/result-store.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/mean-over-time.h"
#include "analysis/statistics/running-mean.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

inline constexpr const char* kDesignKey = "design";

/// How the runs of a store are laid out. A key is "design" or what a sweep set, such as
/// "tenants.generate.vms". What is left out is chosen by PlotLayout::Choose.
struct PlotKeys
{
    std::optional<std::string> x{}; ///< of the horizontal axis; "" for none
    std::string by{kDesignKey};     ///< a curve, or a row, for each of its values
    /// A panel for each combination of their values; none, or "" only, for one panel.
    std::optional<std::vector<std::string>> facets{};
    std::optional<std::string> baseline{}; ///< the design that others are compared with
    /// What is drawn: of each of these keys the runs at one value, as text or number.
    std::vector<std::pair<std::string, std::string>> at{};
};

/// One metric or indicator (IndicatorsOf) of all runs that went through.
struct PlotValues
{
    using Place = std::pair<size_t, size_t>; ///< facet, group

    std::map<Place, std::map<size_t, RunningMean>> means;         ///< at each value of x
    std::map<Place, std::vector<std::pair<double, double>>> runs; ///< (x, value) of each run

    // Of the runs at the last value of x: other sizes would blur them.
    std::map<Place, RunningMean> differences; ///< to the baseline, on the same random numbers
    std::map<Place, Distribution> samples;
    std::map<Place, MeanOverTime> series;
};

/// What plots are drawn from. It grows with the number of points, not with the number of runs, but
/// for PlotValues::runs.
struct PlotData
{
    std::string title;
    PlotKeys keys;     ///< all chosen
    size_t through{0}; ///< runs that went through
    PlotFormats formats{kAllFormats};
    std::vector<std::string> groups;
    std::vector<std::string> facets; ///< "tenants.count = 10, …"; one "" where there is one panel
    std::vector<std::string> held;   ///< what has one value everywhere: "substrate.racks = 2"
    std::vector<Parameter> xs;       ///< ascending; one without text where x is ""
    bool numericX{false};
    std::map<std::string, PlotValues> values; ///< by metric or indicator
    /// Why runs at the last value of x have no values of a metric (AbsencesOf), by metric.
    std::map<std::string, std::map<PlotValues::Place, std::string_view>> absences;

    /// @return where a panel shows one value of x only, that value, such as "tenants.count = 100"
    std::string LastX() const;
    const std::string& FacetHeading(size_t facet) const;
};

/**
 * @brief Reads a store, one run at a time.
 * @param withRuns of which metrics the value of each run is kept, for a regression
 * @throws InputError if the store cannot be read, where a key, value or baseline is none of the
 *         store's, or for more panels than a figure can have
 */
PlotData GatherPlotData(const ResultStore& store,
                        const ReadOutline& outline,
                        const PlotKeys& keys,
                        const std::set<std::string>& withRuns);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_DATA_H
