// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLURM_SCRIPT_H
#define VNLAB_SLURM_SCRIPT_H

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A sweep as a job array of Slurm: task I of N does shard I/N, in a folder and a store of its own.
struct SlurmScript
{
    std::filesystem::path program;    ///< vnlab, as every node finds it
    std::filesystem::path workFolder; ///< in which the file and the folder are named
    std::string file;                 ///< with the [sweep]
    std::filesystem::path folder;     ///< for the results of the whole sweep
    uint32_t tasks{1};
    std::vector<std::string> options{}; ///< of `vnlab sweep`, for every task

    /// @return the shell script that each task runs
    std::string Text() const;

    /// @return where the script, and the folders and output of the tasks, are
    std::filesystem::path SlurmFolder() const;

    /// @return where the script is
    std::filesystem::path Path() const;

    /**
     * @return the command that submits the script, word by word
     * @param name of the job
     * @param sbatch its options, such as "time=1:00:00", with or without the dashes
     * @param indices of the tasks to do, at least one
     */
    std::vector<std::string> Submission(const std::string& name,
                                        const std::vector<std::string>& sbatch,
                                        const std::set<uint32_t>& indices) const;
};

/// @return numbers as Slurm lists them: "1,3-5"
std::string RangesText(const std::set<uint32_t>& numbers);

} // namespace ns3::vnlab

#endif // VNLAB_SLURM_SCRIPT_H
