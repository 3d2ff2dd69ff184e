// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KAPLAN_MEIER_H
#define VNLAB_KAPLAN_MEIER_H

#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/**
 * @file
 * How long something lasts when some runs end before it does: the product-limit estimate (Kaplan
 * and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958).
 */

namespace ns3::vnlab
{

/// When the event came, or until when it was seen not to come.
struct SurvivalTime
{
    double time{0}; ///< at least 0, finite
    bool censored{false};
};

/// The curve from a time at which events came until the next such time.
struct SurvivalStep
{
    double time{0};
    size_t atRisk{0}; ///< without event just before; one censored at this very time counts
    size_t events{0};
    double survival{1};
    /// standard error: survival · √Σ d / (r (r − d)) (Greenwood 1926); NaN where survival is 0
    double deviation{0};
    /// survival^exp(± z · deviation / (survival · ln survival)), the log-log band, which stays
    /// within 0 … 1 (Kalbfleisch and Prentice, "The statistical analysis of failure time data",
    /// 1980); none where survival is 0
    std::optional<Interval> interval{};
};

/// The probability that the event has not come, over time.
struct SurvivalCurve
{
    size_t n{0};
    size_t censored{0};
    std::vector<SurvivalStep> steps; ///< ascending times; 1 before the first

    /// @return the probability that the event comes after @p time
    double At(double time) const;
};

/// @return @p values as times: +infinity is an event that had not come when the run ended
/// @throws std::invalid_argument on a value that is negative, NaN, or finite but after @p end, and
///         unless @p end is finite
std::vector<SurvivalTime> CensoredAt(std::span<const double> values, double end);

/// @throws std::invalid_argument on no times, a time that is negative or not finite, or a
///         confidence outside 0 … 1
SurvivalCurve KaplanMeier(std::span<const SurvivalTime> times, double confidence = kConfidence);

/**
 * @return the first time by which the event has come with @p probability; +infinity where the
 *         curve does not fall that far (not reached)
 *
 * Its interval holds the times at which the band of the curve holds 1 − probability (Brookmeyer
 * and Crowley, "A confidence interval for the median survival time", Biometrics 38, 1982, with the
 * log-log band). Either end may be +infinity.
 * @throws std::invalid_argument unless 0 < probability < 1
 */
QuantileEstimate SurvivalQuantile(const SurvivalCurve& curve, double probability);

} // namespace ns3::vnlab

#endif // VNLAB_KAPLAN_MEIER_H
