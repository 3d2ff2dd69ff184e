// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/measurement.h"

#include <chrono>

namespace ns3::vnlab
{

std::vector<Measurement>
MeasureInTurn(std::span<const Trial> trials, double duration_s)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    const auto isTimeUp = [&]
    { return std::chrono::duration<double>(Clock::now() - begin).count() >= duration_s; };

    std::vector<std::vector<double>> samples(trials.size());
    for (size_t round = 0; round < kLeastSamples || !isTimeUp(); ++round)
    {
        for (size_t i = 0; i < trials.size(); ++i)
        {
            if (trials[i].sample_s)
            {
                samples[i].push_back(trials[i].sample_s());
            }
        }
    }
    std::vector<Measurement> measurements;
    for (size_t i = 0; i < trials.size(); ++i)
    {
        measurements.push_back({trials[i].name, trials[i].costs, std::nullopt});
        if (!samples[i].empty())
        {
            measurements.back().time_s = Mean(samples[i]);
        }
    }
    return measurements;
}

} // namespace ns3::vnlab
