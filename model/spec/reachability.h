// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACHABILITY_H
#define VNLAB_REACHABILITY_H

#include "model/ids.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Who can deliver a packet to whom in one step, compactly.
 *
 * v reaches u (v ≠ u) where some group has v among its sources and u among its targets, or where
 * (v, u) is a link. Groups keep an all-to-all relation linear in the number of VMs.
 *
 * Where tenantOf is given, an attacker attacks other tenants than its foothold's, wherever it has got
 * to: from a foothold, that tenant's VMs are neither reached nor on the way.
 */
struct Reachability
{
    struct Group
    {
        std::vector<VmId> sources;
        std::vector<VmId> targets;
    };

    uint32_t vmCount{0}; ///< VMs are 0 … vmCount − 1
    std::vector<Group> groups;
    std::vector<std::pair<VmId, VmId>> links; ///< directed
    std::vector<TenantId> tenantOf{}; ///< by VM; empty: the foothold's tenant is attacked, too
};

} // namespace ns3::vnlab

#endif // VNLAB_REACHABILITY_H
