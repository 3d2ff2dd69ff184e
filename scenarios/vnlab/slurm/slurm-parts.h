// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLURM_PARTS_H
#define VNLAB_SLURM_PARTS_H

#include "analysis/result/result-store.h"

#include <filesystem>
#include <functional>

namespace ns3::vnlab
{

/**
 * @brief Puts what the tasks of a job array have stored into the store of the whole sweep.
 *
 * A part goes once it is in the whole, but for the logs of runs that failed. So it may be killed at
 * any moment, and be called again.
 * @param folder with the parts in N/I, for task I of N; it need not exist
 * @param taken is shown each result
 * @throws InputError where another process still writes a part; std::runtime_error where a result
 *         cannot be stored
 */
void CollectParts(const std::filesystem::path& folder,
                  ResultStore& whole,
                  const std::function<void(const RunResult&)>& taken);

} // namespace ns3::vnlab

#endif // VNLAB_SLURM_PARTS_H
