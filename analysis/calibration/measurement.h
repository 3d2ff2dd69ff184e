// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEASUREMENT_H
#define VNLAB_MEASUREMENT_H

#include "analysis/calibration/trial.h"
#include "analysis/statistics/statistics.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a trial came to on this machine.
struct Measurement
{
    std::string name;
    std::vector<std::string> costs;
    std::optional<MeanEstimate> time_s; ///< over its samples; none where it could not be measured

    /// @return whether it says what the operation costs: more than nothing
    bool Usable() const
    {
        return time_s && time_s->mean > 0;
    }
};

/// Samples of each trial at least, however little time there is.
inline constexpr size_t kLeastSamples = 10;

/**
 * @brief Samples trials in turn, so that a disturbance meets all alike, until the time is up.
 * @param trials those without a sampler are left out and have no time
 * @param duration_s of the machine's clock; every trial has kLeastSamples even so, and all have the
 * same number
 */
std::vector<Measurement> MeasureInTurn(std::span<const Trial> trials, double duration_s);

} // namespace ns3::vnlab

#endif // VNLAB_MEASUREMENT_H
