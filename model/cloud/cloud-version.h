// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CLOUD_VERSION_H
#define VNLAB_CLOUD_VERSION_H

#include "model/cloud/slot-pool.h"
#include "model/ids.h"
#include "model/substrate/topology.h"

#include <compare>
#include <cstdint>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/// Where a vNIC is, and what it is called there.
struct VnicPlace
{
    HostId host;
    uint32_t providerAddress{0}; ///< IPv4 on the provider's network, host byte order

    auto operator<=>(const VnicPlace&) const = default;
};

/// What is up in the substrate, and where its servers are.
struct SubstrateVersion
{
    std::set<HostId> failedHosts;
    std::set<LinkId> failedLinks;
    std::set<ServerId> failedServers;
    uint32_t controllerAddress{0};            ///< of the first controller
    std::vector<uint32_t> otherControllers{}; ///< addresses

    bool operator==(const SubstrateVersion&) const = default;
};

/**
 * @brief What is true of the cloud at one time beside what its tenants want: places, numbers, what
 * is up.
 *
 * The plan says what things are called for ever, a version where they are and which numbers they
 * have. A VM that nobody wants at the time has a place, too: where it would start.
 */
struct CloudVersion
{
    std::vector<VnicPlace> places;      ///< by VnicId; a VM's vNICs are on one host
    std::vector<std::vector<Vni>> vnis; ///< by TenantId and path
    std::set<VmId> stopped;             ///< wanted or not, these are not running
    SubstrateVersion substrate;
    SlotPool slots;

    const VnicPlace& PlaceOf(VnicId vnic) const
    {
        return places[vnic.value];
    }

    Vni VniOf(TenantId tenant, uint32_t path) const
    {
        return vnis[tenant.value][path];
    }

    /// @return whether a wanted VM on this host runs
    bool Runs(VmId vm, HostId host) const
    {
        return !stopped.contains(vm) && !substrate.failedHosts.contains(host);
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_CLOUD_VERSION_H
