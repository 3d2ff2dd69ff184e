// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLACEMENT_H
#define VNLAB_PLACEMENT_H

#include "model/ids.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What to place where. VMs are numbered tenant by tenant.
struct PlacementRequest
{
    std::vector<uint32_t> vmsOfTenant;
    std::vector<uint32_t> slotsOfVm; ///< by VmId: how much room a VM takes (its vNICs), at least 1
    uint32_t hosts{0};
    uint32_t hostsPerRack{1};
    uint32_t slotsPerHost{0};
    uint64_t seed{1}; ///< of policies that draw
};

/**
 * @brief A placement policy: how VMs are spread over hosts.
 *
 * To add one, write a file with a subclass and a PlacementPolicyRegistration; `placement` in
 * [substrate] then knows it by its name. Stateless: hosts are a function of the request and the
 * keys, and the same on every machine.
 */
class PlacementPolicy
{
  public:
    virtual ~PlacementPolicy() = default;

    /// @return the name in scenario files, such as "pack"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list` and the manual: where the next VM goes
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own, in the table of [substrate] that has its name
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /**
     * @brief Places the VMs; a Placer does the counting.
     * @param request of at least one VM, in which the slots of all hosts suffice for all VMs
     * @param keys as MakeKeys() made them, with the values asked for
     * @return the host of each VM, by VmId
     * @throws std::invalid_argument where a VM fits on no host, with both numbers
     */
    virtual std::vector<HostId> Place(const PlacementRequest& request,
                                      const OwnKeys& keys) const = 0;
};

/// Makes a policy known by its name: one static object in its file.
using PlacementPolicyRegistration = Registration<PlacementPolicy>;

/// @return the policy, or nullptr
const PlacementPolicy* FindPlacementPolicy(std::string_view name);

/// @return all policies, by name
std::vector<const PlacementPolicy*> AllPlacementPolicies();

/**
 * @brief Places VMs on hosts; the same request gives the same answer on every machine.
 * @return the host of each VM, by VmId
 * @throws std::invalid_argument where they do not fit, with both numbers, or where the request
 *         contradicts itself
 * @throws std::logic_error where the policy leaves out a VM, or puts more on a host than it holds
 */
std::vector<HostId> PlaceVms(const PlacementRequest& request,
                             const PlacementPolicy& policy,
                             const OwnKeys& keys);

/// The same by a policy's name. @param keys its defaults, where the policy is not among them
/// @throws std::invalid_argument also where no policy has the name
std::vector<HostId> PlaceVms(const PlacementRequest& request,
                             std::string_view policy,
                             const KeysByKind& keys = {});

} // namespace ns3::vnlab

#endif // VNLAB_PLACEMENT_H
