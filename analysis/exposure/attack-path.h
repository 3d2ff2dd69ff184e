// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACK_PATH_H
#define VNLAB_ATTACK_PATH_H

#include "model/spec/reachability.h"

#include <optional>
#include <vector>

/**
 * @file
 * Ways from one VM to another, VM by VM, each of which the attacker owns when it is there; and what would cut all of
 * them. Pure functions. Ids at or above vmCount throw std::out_of_range, equal ones and a relation with tenantOf
 * std::invalid_argument.
 */

namespace ns3::vnlab
{

/// @return the VMs of a way with the fewest steps, both ends included, of several always the same one; empty
///         where there is none. O(V + S log S), as in exposure.h
std::vector<VmId> ShortestAttackPath(const Reachability& reachability, VmId foothold, VmId target);

/**
 * @brief The fewest VMs that have to withstand an attacker so that it does not get to the target.
 *
 * A minimum vertex cut (Menger 1927), by maximum flow. Of several the one nearest to the foothold. O(c·(V + S)) for c
 * VMs.
 * @return ascending; empty where there is no way to begin with; nothing where no VM is between both: one step is enough
 */
std::optional<std::vector<VmId>> LeastCut(const Reachability& reachability,
                                          VmId foothold,
                                          VmId target);

} // namespace ns3::vnlab

#endif // VNLAB_ATTACK_PATH_H
