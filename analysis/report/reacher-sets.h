// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACHER_SETS_H
#define VNLAB_REACHER_SETS_H

#include "model/spec/reachability.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief For every VM, the VMs that reach it in one step, and itself: each different set once.
 *
 * With itself, all VMs of a segment have the same set.
 */
struct ReacherSets
{
    std::vector<std::vector<uint32_t>> sets; ///< of VMs, ascending
    std::vector<uint32_t> setOf;             ///< by VM: index into sets
};

/// @return the sets, numbered in the order of the first VM that has each
ReacherSets ReachersOf(const Reachability& reachability);

} // namespace ns3::vnlab

#endif // VNLAB_REACHER_SETS_H
