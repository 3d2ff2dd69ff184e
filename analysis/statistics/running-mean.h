// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUNNING_MEAN_H
#define VNLAB_RUNNING_MEAN_H

#include "analysis/statistics/statistics.h"

#include <cstddef>

namespace ns3::vnlab
{

/**
 * @brief The mean of values that come one at a time and are not kept.
 *
 * Gives what Mean gives for the same values, by the updating formulas of Welford, Technometrics
 * 4(3), 1962. For results of more runs than memory should hold.
 */
class RunningMean
{
  public:
    /// A value of +infinity is censored; the mean of values with a NaN is unknown: NaN.
    void Add(double value);

    /// @return how many values came
    size_t Count() const;

    /**
     * @return the mean and its interval as Mean; the interval of values that differ by no more
     *         than rounding does is one point
     * @throws std::invalid_argument if no value came
     */
    MeanEstimate Estimate(double confidence = kConfidence) const;

  private:
    size_t m_finite{0};
    size_t m_censored{0};
    size_t m_unknown{0};
    double m_mean{0};
    double m_squares{0}; ///< sum of squared deviations from the mean
};

} // namespace ns3::vnlab

#endif // VNLAB_RUNNING_MEAN_H
