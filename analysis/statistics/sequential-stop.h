// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEQUENTIAL_STOP_H
#define VNLAB_SEQUENTIAL_STOP_H

#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <span>

namespace ns3::vnlab
{

/// Until when a run is repeated: `repeat = "until ±5%"`.
struct PrecisionTarget
{
    double relativeHalfWidth{0.05}; ///< of the interval of the mean, over the mean; above 0
    size_t minimum{5};              ///< repetitions at least, 2 or more
    size_t maximum{100};            ///< repetitions at most
    double confidence{kConfidence};
};

enum class RepeatDecision
{
    Continue, ///< one more repetition
    Reached,  ///< the mean is as precise as wanted
    GaveUp    ///< it is not, after the maximum of repetitions
};

/// Whether to go on, and how precise the mean is.
struct RepeatState
{
    RepeatDecision decision{RepeatDecision::Continue};
    /// half the width of the interval over |mean|; +infinity while there is no interval (fewer than
    /// two values, or a censored one) and for an uncertain mean of 0
    double relativeHalfWidth{0};
};

/**
 * @brief The stopping rule of Chow and Robbins, "On the asymptotic theory of fixed-width sequential
 *        confidence intervals for the mean", Annals of Mathematical Statistics 36, 1965.
 *
 * Stopping as soon as the interval is narrow favours samples that vary little by chance, so the
 * interval of 95 % holds the mean less often: for normal values with a deviation of 10 % and a
 * target of ±5 %, in 88 % of all cases with a minimum of 2, in 92 % with 5, in 94 % with 10.
 * @param values of the repetitions so far, maybe none
 * @throws std::invalid_argument on a NaN, or a target that is outside what its fields say
 */
RepeatState SequentialStop(std::span<const double> values, const PrecisionTarget& target);

} // namespace ns3::vnlab

#endif // VNLAB_SEQUENTIAL_STOP_H
