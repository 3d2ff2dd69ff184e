// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACHABILITY_H
#define VNLAB_REACHABILITY_H

#include "model/ids.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What the owner of a foothold can do (DESIGN section 6), each including the ones before it.
enum class Capability : uint8_t
{
    kGuestUser, ///< sends ordinary traffic from its vNIC
    kGuestRoot, ///< forges any frame, removes the hooks in its own VM
};

/// @return the lowest port that a guest's program may send from: those below 1024 are root's
constexpr uint16_t
LowestSourcePort(Capability capability)
{
    return capability == Capability::kGuestUser ? 1024 : 0;
}

/**
 * @brief Who can deliver a packet to whom in one step, compactly.
 *
 * v reaches u (v ≠ u) where some group has v among its sources and u among its targets, or where
 * (v, u) is a link. Groups keep an all-to-all relation linear in the number of VMs.
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
};

} // namespace ns3::vnlab

#endif // VNLAB_REACHABILITY_H
