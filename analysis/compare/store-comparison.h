// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_COMPARISON_H
#define VNLAB_STORE_COMPARISON_H

#include "analysis/result/indicator.h"
#include "analysis/result/run-result.h"
#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What is compared of a run: its numbers, without its samples and series.
struct ComparedRun
{
    std::string design;
    uint64_t seed{0};
    uint32_t run{0};
    bool failed{false};
    std::map<std::string, double> values{}; ///< by indicator
};

ComparedRun ToComparedRun(const RunResult& result);

/// One number of one design before and after, at one point of a sweep.
struct IndicatorChange
{
    std::string where; ///< the parameters of the point; "" without a sweep
    std::string design;
    Indicator indicator;
    size_t oldRuns{0}; ///< that have it; 0: it is new
    size_t newRuns{0}; ///< that have it; 0: it is gone
    size_t pairs{0};   ///< of runs with the same seed and number; 0: the runs are independent
    double oldMean{0}; ///< of the pairs, or of all runs where there are none; +infinity if censored
    double newMean{0};
    /// new − old: the mean over pairs, or the shift of independent runs (MannWhitney). NaN where a
    /// value is censored or unknown in one only.
    double difference{0};
    std::optional<Interval> interval; ///< of the difference, 95 %
    bool equal{false};                ///< the same values in every pair, or one value in all runs
    bool significant{false};          ///< the interval leaves out 0
};

/// @return 1 where the new value is worse, −1 where it is better, 0 where nothing moved, the metric
///         judges nothing or the difference is unknown
int Worsening(const IndicatorChange& change);

/// What happened to one design at one point.
struct DesignChange
{
    std::string where;
    std::string design;
    size_t onlyOld{0};                       ///< runs that only the old store has
    size_t onlyNew{0};                       ///< runs that only the new store has
    size_t nowFailed{0};                     ///< runs that went through before and fail now
    size_t failed{0};                        ///< new runs that failed, whatever they did before
    size_t nowFine{0};                       ///< runs that failed before and go through now
    std::vector<IndicatorChange> indicators; ///< of runs that went through, in catalogue order
};

/**
 * @brief Compares the runs of one point of a sweep, design by design.
 *
 * Runs with the same seed and number are pairs: differences are taken pair by pair (common random
 * numbers). A design without any pair is compared as two independent samples.
 * @param where copied into the results
 */
std::vector<DesignChange> ComparePoint(const std::string& where,
                                       std::span<const ComparedRun> oldRuns,
                                       std::span<const ComparedRun> newRuns);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_COMPARISON_H
