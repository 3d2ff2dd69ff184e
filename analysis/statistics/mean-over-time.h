// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEAN_OVER_TIME_H
#define VNLAB_MEAN_OVER_TIME_H

#include "analysis/statistics/running-mean.h"

#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The mean over runs of a function of time, at equal steps of time; no run is kept.
 *
 * A run's value is 0 before its first point and holds each value until the next one. Where a run
 * goes beyond the steps so far, these get twice as long. This loses nothing: before its first and
 * after its last point a run's value is known.
 */
class MeanOverTime
{
  public:
    static constexpr size_t kSteps = 512; ///< at most; at least half as many cover what came

    /// @param points (time, value), times finite and rising; without any, nothing happens
    void Add(std::span<const std::pair<double, double>> points);

    /// The mean at one time.
    struct At
    {
        double time;
        MeanEstimate mean;
    };

    /// @return from the first to the last time of any run; empty where no run came
    std::vector<At> Estimate() const;

  private:
    double TimeOf(size_t step) const;
    void Begin(double first, double last);
    void ReachBack();
    void ReachOut();

    double m_begin{0};
    double m_step{0};
    double m_first{0};
    double m_last{0};
    RunningMean m_zeros; ///< what the runs so far are before their first points
    std::vector<RunningMean> m_means;
};

} // namespace ns3::vnlab

#endif // VNLAB_MEAN_OVER_TIME_H
