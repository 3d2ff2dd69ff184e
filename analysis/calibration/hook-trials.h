// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_TRIALS_H
#define VNLAB_HOOK_TRIALS_H

#include "analysis/calibration/trial.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Trials of programs in this machine's kernel.
struct KernelTrials
{
    std::vector<Trial> trials; ///< without samplers where something is missing
    std::string missing;       ///< what; empty where nothing is
};

/**
 * @brief LinkWire's hook programs in this machine's kernel, less a program that does nothing.
 *
 * Their times are those of the host's switch, too, where that does the same: encapsulate into VXLAN,
 * look up whether a sender may send.
 *
 * @param objects folder of the programs' objects
 */
KernelTrials MakeKernelTrials(const std::filesystem::path& objects);

/// The same programs as the simulator runs them, less a hook with nothing attached.
std::vector<Trial> MakeNativeTrials();

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_TRIALS_H
