// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLAN_GROWTH_H
#define VNLAB_PLAN_GROWTH_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/cloud-version.h"
#include "model/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A VM that a plan is to get.
struct NewVm
{
    TenantId tenant;
    std::string name;
    std::vector<uint32_t> paths; ///< of its vNICs, ascending; at least one
    HostId host;
};

/**
 * @brief Adds a VM to a plan, behind all that it has: ids stay what they are.
 *
 * Its vNICs get the next addresses in the subnets of their paths, or of the host's rack where the plan
 * numbers by rack, and in the version the next slots of the host.
 * @return its id
 * @throws std::invalid_argument where the tenant has a VM of that name, a subnet or rack has no address
 *         left or the host no room; nothing is added then
 */
VmId AddVm(CloudPlan& plan, CloudVersion& version, const NewVm& vm);

} // namespace ns3::vnlab

#endif // VNLAB_PLAN_GROWTH_H
