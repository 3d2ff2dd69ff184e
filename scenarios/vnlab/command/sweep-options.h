// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_OPTIONS_H
#define VNLAB_SWEEP_OPTIONS_H

#include "scenarios/vnlab/sweep/sweep-queue.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What does the runs of a sweep.
enum class SweepEngineKind
{
    Local, ///< this machine
    Slurm, ///< a cluster under Slurm
};

/// What the user says of a sweep on the command line.
struct SweepOptions
{
    std::string file;
    std::string folder;
    SweepEngineKind engine{SweepEngineKind::Local};
    std::optional<size_t> jobs;
    std::optional<uint32_t> tasks;
    std::vector<std::string> sbatch;
    std::optional<uint32_t> repeat;
    std::string extend;
    std::string timeout;
    std::vector<std::string> only;
    std::string shard;
    std::string partOf;
    bool dryRun{false};
    bool yes{false};
    bool plots{true};
};

/// @throws InputError where options do not go together
void CheckTogether(const SweepOptions& options);

/// @return runs at the same time on this machine
size_t JobsOf(const SweepOptions& options);

/// @return tasks of a job array
uint32_t TasksOf(const SweepOptions& options);

/// @return seconds of one run; 0: any. @throws InputError where --timeout is no duration
double TimeoutOf(const SweepOptions& options);

/// @return the runs of each design, or nothing where the file says. @throws InputError
std::optional<uint32_t> RepeatOf(const SweepOptions& options);

/// @return which of a plan's runs are wanted. @throws InputError where an option does not fit it
SweepSelection SelectionOf(const SweepOptions& options, const SweepPlan& plan);

/// @return options with which another `vnlab sweep` of the file does the same runs
std::vector<std::string> SelectingWords(const SweepOptions& options);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_OPTIONS_H
