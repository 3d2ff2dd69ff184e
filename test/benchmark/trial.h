// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_TRIAL_H
#define VNLAB_BENCHMARK_TRIAL_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3::vnlab::benchmark
{

/// How often each trial is run.
constexpr uint32_t kRepetitions = 5;

/// One way to do what is measured.
struct Trial
{
    std::string name; ///< of its process, for profilers: at most 15 bytes
    /// Sets up, measures and returns its figures, as many on each call.
    std::function<std::vector<double>()> run;
};

/// A figure over all repetitions.
struct Figure
{
    double median{0};
    double spread{0}; ///< half of the range, as a part of the median
};

/**
 * @brief Runs trials in turn, kRepetitions times, each run in a process of its own, so that none
 * finds the heap or the simulator as another one left it, and a disturbance meets all alike.
 * @return the figures by trial
 * @throws std::runtime_error where a run fails
 */
std::vector<std::vector<Figure>> Measure(const std::vector<Trial>& trials);

/**
 * @brief CPU time of this process, in seconds: on an idle core the time that passes, as all that
 * is measured has one thread and waits for nothing.
 */
double CpuTime_s();

/// What this process has taken from the machine, in bytes.
struct MemoryUse
{
    double heap;     ///< allocated and not freed
    double resident; ///< pages in RAM

    static MemoryUse Now();
};

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_TRIAL_H
