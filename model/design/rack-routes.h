// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RACK_ROUTES_H
#define VNLAB_RACK_ROUTES_H

#include "model/cloud/cloud-plan.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Which switches need a host route to a VM where all switches know the racks by prefix.
 *
 * At home that is the leaf of its rack alone. For a VM that left its rack it is those of which the
 * prefix would make another choice: both leaves, the spines of both data centers and, where these are
 * two, the WAN routers. Other leaves send to any spine in either case. No prefix leads to an address
 * that the provider has not given, so all switches need a route to it.
 * @param address of the VM
 * @param host that the VM is on
 */
std::vector<NodeRef> SwitchesOffPrefix(const CloudPlan& plan, uint32_t address, HostId host);

} // namespace ns3::vnlab

#endif // VNLAB_RACK_ROUTES_H
