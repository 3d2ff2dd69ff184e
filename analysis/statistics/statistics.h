// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STATISTICS_H
#define VNLAB_STATISTICS_H

#include <cstddef>
#include <optional>
#include <span>

/**
 * @file
 * Means, paired differences and quantiles with their confidence intervals. Pure functions.
 *
 * A value of +infinity is right-censored: it was not reached within the run. It counts as larger
 * than every finite value, is never dropped, and is counted in `censored`. No values, a NaN, or a
 * confidence or probability outside its range throw std::invalid_argument.
 */

namespace ns3::vnlab
{

inline constexpr double kConfidence = 0.95;

struct Interval
{
    double low{0};
    double high{0};

    bool operator==(const Interval&) const = default;
};

/// A mean, or a mean difference.
struct MeanEstimate
{
    size_t n{0};
    size_t censored{0};
    double mean{0};                   ///< with a censored value: see Mean and PairedDifference
    std::optional<Interval> interval; ///< Student t; none for n = 1 or with a censored value
};

/// A quantile of a distribution.
struct QuantileEstimate
{
    size_t n{0};
    size_t censored{0};
    double value{0};                  ///< +infinity where it lies among the censored values
    std::optional<Interval> interval; ///< from order statistics; none where n is too small
};

/// @return the mean with mean ± t(1 − α/2, n − 1) · s / √n; +infinity if a value is censored
MeanEstimate Mean(std::span<const double> values, double confidence = kConfidence);

/**
 * @return the Mean of left[i] − right[i], both measured under the same random numbers i
 *
 * The difference of a pair with a censored value is unknown: the mean is then NaN, without
 * interval. Different lengths throw std::invalid_argument.
 */
MeanEstimate PairedDifference(std::span<const double> left,
                              std::span<const double> right,
                              double confidence = kConfidence);

/// @return the value of Quantile for values that ascend and have no NaN
double QuantileOfSorted(std::span<const double> sorted, double probability);

/**
 * @return the quantile by linear interpolation of the order statistics at (n − 1) · probability
 *         (type 7 of Hyndman and Fan, The American Statistician 50(4), 1996)
 *
 * Its interval [x(l), x(u)] needs no assumption on the distribution: l is the largest rank with
 * P(B < l) ≤ α/2 and u the smallest with P(B < u) ≥ 1 − α/2, for B binomial(n, probability).
 * There is none where such ranks do not exist. Its upper end may be +infinity.
 * @param probability in 0 … 1
 */
QuantileEstimate Quantile(std::span<const double> values,
                          double probability,
                          double confidence = kConfidence);

} // namespace ns3::vnlab

#endif // VNLAB_STATISTICS_H
