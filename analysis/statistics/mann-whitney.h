// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MANN_WHITNEY_H
#define VNLAB_MANN_WHITNEY_H

#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// Whether the values of one sample tend to be larger than those of another, and by how much.
struct RankComparison
{
    size_t n1{0};
    size_t n2{0};
    double u1{0};      ///< pairs in which left is the larger, ties counting half
    double u2{0};      ///< pairs in which right is the larger, ties counting half
    double pValue{1};  ///< two-sided, for left and right being of one distribution
    bool exact{false}; ///< the p-value is no approximation
    double shift{0};   ///< left − right: the median of all pairwise differences; see MannWhitney
    std::optional<Interval> shiftInterval{}; ///< none where the samples are too small
};

/**
 * @brief Mann and Whitney, "On a test of whether one of two random variables is stochastically
 *        larger than the other", Annals of Mathematical Statistics 18, 1947. Independent samples,
 *        no distribution assumed; for paired ones see PairedDifference.
 *
 * The p-value is exact without ties and with fewer than 50 values on both sides. Otherwise it is
 * that of the normal approximation with the corrections for ties and for continuity (Hollander and
 * Wolfe, "Nonparametric statistical methods", 2nd edition, 1999, section 4.1).
 *
 * The shift is the estimate of Hodges and Lehmann, Annals of Mathematical Statistics 34, 1963. Its
 * interval is between the pairwise differences number k and n1 · n2 + 1 − k in ascending order, for
 * the largest k with P(U < k) ≤ α/2 (Hollander and Wolfe, section 4.3); it is conservative with
 * ties.
 *
 * A censored value (+infinity) is larger than every finite one and ties with every other censored
 * value: all runs must end at one time. The difference of two censored values could be anything;
 * the shift is NaN where it depends on them, and the interval holds all that it could be.
 * @throws std::invalid_argument where either sample is empty or has a NaN, or on a confidence
 *         outside 0 … 1
 */
RankComparison MannWhitney(std::span<const double> left,
                           std::span<const double> right,
                           double confidence = kConfidence);

} // namespace ns3::vnlab

#endif // VNLAB_MANN_WHITNEY_H
