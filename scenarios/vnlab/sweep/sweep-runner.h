// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_RUNNER_H
#define VNLAB_SWEEP_RUNNER_H

#include "scenarios/vnlab/sweep/sweep-engine.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

namespace ns3::vnlab
{

/// How a sweep is carried out.
struct SweepExecution
{
    std::filesystem::path folder; ///< for the logs of runs that fail, in failed/
    size_t jobs{1};
    double timeout_s{0};     ///< of a run; 0: none
    std::string rerun;       ///< the command that does the sweep, without --only
    uint64_t memory_bytes{}; ///< for all runs at work
};

/**
 * @brief Runs what a queue has, each run in a process of its own, and stores each result as it
 *        comes.
 *
 * A run that fails is stored with its reason, its log and the command that repeats it, told on
 * @p err, and the sweep goes on. The first interrupt lets the runs at work end, the second does not.
 * @param scenarioAt the scenario of a point; called in the run's process
 * @throws std::runtime_error where a result cannot be stored
 */
SweepOutcome RunSweep(const SweepPlan& plan,
                      SweepQueue& queue,
                      const std::function<Scenario(uint32_t point)>& scenarioAt,
                      const SweepExecution& execution,
                      ResultStore& store,
                      std::ostream& err);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_RUNNER_H
