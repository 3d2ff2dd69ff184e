// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EXPOSURE_H
#define VNLAB_EXPOSURE_H

#include "model/spec/reachability.h"

#include <cstdint>
#include <vector>

/**
 * @file
 * Exposure by graph analysis (doc/metrics.md, exposure.reachable and exposure.closure): what an
 * attacker at a foothold delivers a packet to, in one step and in any number of steps, when every
 * VM reached becomes a foothold. The foothold itself is never counted. Pure functions.
 *
 * With V VMs and S the size of the relation (all sources, targets and links), a set costs
 * O(V + S). Ids at or above vmCount throw std::out_of_range. Where the relation has tenantOf, counts are
 * made tenant by tenant, and their costs are multiplied by the number of tenants.
 */

namespace ns3::vnlab
{

/// @return the VMs that @p foothold reaches in one step, ascending
std::vector<VmId> ReachableSet(const Reachability& reachability, VmId foothold);

/// @return the VMs that @p foothold reaches in any number of steps, ascending
std::vector<VmId> ClosureSet(const Reachability& reachability, VmId foothold);

/**
 * @return for every VM as foothold, the size of its ReachableSet
 *
 * VMs that are sources of the same groups share one count of those groups' targets, so the cost is
 * O(V log V + S) times at most the number of different sets of groups that a group occurs in.
 */
std::vector<uint32_t> ReachableCounts(const Reachability& reachability);

/**
 * @return for every VM as foothold, the size of its ClosureSet
 *
 * A group is a hub vertex between its sources and its targets. VMs of one strongly connected
 * component have the same closure. Where components do not reach each other, as in every relation
 * that is symmetric, this is O(V + S). Elsewhere the C components that another one reaches are
 * found 256 at a time: O((V + S) · C / 256) time, O(V + S) memory.
 */
std::vector<uint32_t> ClosureCounts(const Reachability& reachability);

/// @return exposure.reachable from every foothold: ReachableCounts as fractions of the other VMs
std::vector<double> ReachableFractions(const Reachability& reachability);

/// @return exposure.closure from every foothold: ClosureCounts as fractions of the other VMs
std::vector<double> ClosureFractions(const Reachability& reachability);

} // namespace ns3::vnlab

#endif // VNLAB_EXPOSURE_H
