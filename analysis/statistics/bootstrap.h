// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BOOTSTRAP_H
#define VNLAB_BOOTSTRAP_H

#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// A figure computed from a sample. It must not depend on the order of the values, and must not
/// throw: resamples repeat some values and miss others.
using Statistic = std::function<double(std::span<const double>)>;

/// How a bootstrap interval is computed. The same options give the same interval on every machine.
struct BootstrapOptions
{
    size_t resamples{5000}; ///< at least 1
    uint64_t seed{1};
    double confidence{kConfidence};
};

/// A statistic of a sample with its bootstrap interval.
struct BootstrapEstimate
{
    size_t n{0};
    size_t censored{0};
    double value{0};                  ///< the statistic of the sample itself
    double biasCorrection{0};         ///< z₀
    double acceleration{0};           ///< a
    std::optional<Interval> interval; ///< BCa; see Bootstrap for when there is none
};

/**
 * @brief The interval of any statistic, without assuming a distribution.
 *
 * Bias-corrected and accelerated (BCa): Efron, "Better bootstrap confidence intervals", JASA
 * 82(397), 1987; the formulas are (14.9) to (14.15) of Efron and Tibshirani, "An introduction to
 * the bootstrap", 1993. A resample whose statistic equals that of the sample counts half below it,
 * as statistics of few values tie often. The ends are order statistics of the resampled statistics,
 * rounded outwards and never beyond the least and the largest.
 *
 * Censored values (+infinity) are drawn like all others. Where leaving one value out makes the
 * statistic infinite or never changes it, the acceleration is 0 (the bias-corrected interval).
 *
 * There is no interval for a single value, nor where every resample lies on the same side of the
 * sample's statistic, nor where bias and acceleration are beyond what BCa corrects.
 * @throws std::invalid_argument on no values, on a NaN among them or from the statistic, no
 *         resamples, or a confidence outside 0 … 1
 */
BootstrapEstimate Bootstrap(std::span<const double> values,
                            const Statistic& statistic,
                            const BootstrapOptions& options = {});

} // namespace ns3::vnlab

#endif // VNLAB_BOOTSTRAP_H
