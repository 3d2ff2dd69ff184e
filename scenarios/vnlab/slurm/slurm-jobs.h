// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLURM_JOBS_H
#define VNLAB_SLURM_JOBS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A job that Slurm has not ended with.
struct SlurmJob
{
    std::string id;
    uint64_t waiting{0}; ///< tasks that have not begun
    uint64_t working{0}; ///< tasks that have

    bool operator==(const SlurmJob&) const = default;
};

/// @throws InputError where Slurm is not installed here
void CheckSlurmInstalled();

/**
 * @brief Submits a job.
 * @param command an sbatch with --parsable
 * @return the job's number
 * @throws std::runtime_error with sbatch's own words where it refuses
 */
std::string SubmitJob(const std::vector<std::string>& command);

/**
 * @return the user's job of a name, or nothing where none waits or works
 * @throws std::runtime_error with squeue's own words where it fails
 */
std::optional<SlurmJob> FindJob(const std::string& name);

/// @return the job in what squeue prints: a line for each task with its job and its state
std::optional<SlurmJob> ReadJob(const std::string& text);

} // namespace ns3::vnlab

#endif // VNLAB_SLURM_JOBS_H
