// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLACEMENT_H
#define VNLAB_PLACEMENT_H

#include "model/ids.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// How VMs are spread over hosts.
enum class PlacementPolicy : uint8_t
{
    kRoundRobin,   ///< VM i on host i modulo hosts, or the next one with room
    kPack,         ///< the first host with room: host 0 until it is full, then host 1 …
    kRandom,       ///< uniform over the hosts with room
    kTenantAffine, ///< a tenant's VMs in as few racks as possible, tenant t from rack t on
};

/// What to place where. VMs are numbered tenant by tenant.
struct PlacementRequest
{
    PlacementPolicy policy{PlacementPolicy::kRoundRobin};
    std::vector<uint32_t> vmsOfTenant;
    std::vector<uint32_t> slotsOfVm; ///< by VmId: how much room a VM takes (its vNICs), at least 1
    uint32_t hosts{0};
    uint32_t hostsPerRack{1};
    uint32_t slotsPerHost{0};
    uint64_t seed{1}; ///< of kRandom
};

/**
 * @brief Places VMs on hosts; the same request gives the same answer on every machine.
 *
 * Tenant-affine gives a tenant's VMs to the rack that takes most of them, the first of equals going
 * round from the tenant's own rack, and its rest likewise. Where VMs take one slot each, no
 * placement uses fewer racks in what the tenants before left free.
 *
 * @return the host of each VM, by VmId
 * @throws std::invalid_argument where they do not fit, with both numbers, or where the request
 *         contradicts itself
 */
std::vector<HostId> PlaceVms(const PlacementRequest& request);

/// @return "round-robin", "pack", "random" or "tenant-affine"
std::string_view ToString(PlacementPolicy policy);

/// @return the policy, or nothing where the text names none
std::optional<PlacementPolicy> ParsePlacementPolicy(std::string_view text);

} // namespace ns3::vnlab

#endif // VNLAB_PLACEMENT_H
