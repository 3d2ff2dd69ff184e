// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLURM_WAIT_H
#define VNLAB_SLURM_WAIT_H

#include "scenarios/vnlab/system/interrupts.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief Waits until no task of a job waits or works; shows on a terminal how many do.
 *
 * A queue that cannot be asked is said once, and asked again.
 * @param name of the job
 * @return false where the user has asked to stop
 */
bool WaitForJob(const std::string& name, const Interrupts& interrupts);

} // namespace ns3::vnlab

#endif // VNLAB_SLURM_WAIT_H
