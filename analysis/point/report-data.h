// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_DATA_H
#define VNLAB_REPORT_DATA_H

#include "analysis/result/indicator.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/mean-over-time.h"
#include "analysis/statistics/statistics.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// @file What a report says, before it is a page.

namespace ns3::vnlab
{

/// How two designs differ in an indicator, over their runs on the same random numbers.
struct PairedComparison
{
    MeanEstimate difference; ///< left − right; see PairedDifference
    /// left / right: geometric mean over the pairs; none where a value is not above zero
    std::optional<MeanEstimate> ratio;

    /// @return whether the 95 % interval of the difference leaves out 0
    bool IsSignificant() const;
    /// @return whether both are equal in every pair
    bool IsEqual() const;
};

/// How a design stands in an indicator, against the best design of it.
enum class Standing
{
    kUnjudged,       ///< the metric judges nothing, not this design (IsJudged), or only one
    kBest,           ///< has the best mean, or equals it in every run
    kLevel,          ///< worse than the best by less than three digits show
    kNotSignificant, ///< the difference to the best may be chance
    kWorse,          ///< by the interval; of a single pair of runs, by its values
    kWorst,          ///< worse, and no design has a worse mean
};

struct DesignIndicator
{
    std::string design;
    MeanEstimate mean;
    double grid{0}; ///< how much less its values may truly be, or more where below 0 (GridOf)
    Standing standing{Standing::kUnjudged};
    std::optional<PairedComparison> toBest; ///< this against the best; none for the best itself
};

/// One indicator under the designs that have it, in the report's order of designs.
struct IndicatorRow
{
    Indicator indicator;
    std::vector<DesignIndicator> designs;
    /// Designs that have none, and why in words for their cells (WhyAbsent); where it is known
    std::vector<std::pair<std::string, std::string_view>> absent{};
};

/// @return whether all designs that are judged are equal in every run, so that none is best
bool IsEqual(const IndicatorRow& row);

/// @return whether all designs that are judged are equal, or level in three digits
bool IsLevel(const IndicatorRow& row);

struct RunCount
{
    size_t through{0};
    size_t failed{0};
};

struct FailedRun
{
    RunKey key;
    std::string error;
};

/// Everything at one point of a sweep: one scenario, all its designs and runs.
struct ReportPoint
{
    std::string title;
    std::map<std::string, Parameter> parameters;
    std::string scenario;                               ///< resolved, of its first runs
    std::vector<std::pair<std::string, RunCount>> runs; ///< by design, in order
    std::vector<IndicatorRow> indicators;               ///< in the catalogue's order
    std::map<std::string, std::vector<std::pair<std::string, Distribution>>> distributions;
    std::map<std::string, std::vector<std::pair<std::string, MeanOverTime>>> series;
    std::vector<FailedRun> failures; ///< the first of them
    std::string switchPrices{};      ///< as ScenarioOutline has them
};

} // namespace ns3::vnlab

#endif // VNLAB_REPORT_DATA_H
