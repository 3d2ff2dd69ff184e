// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PUSH_DOMAINS_H
#define VNLAB_PUSH_DOMAINS_H

#include "model/cloud/cloud-plan.h"
#include "model/rule/enforcement-point.h"

#include <cstdint>
#include <functional>

namespace ns3::vnlab
{

/// What several controllers share the places by.
enum class PushShare : uint8_t
{
    kTenant, ///< agents in VMs by their tenant; hosts and switches, which serve many, by rack
    kRack, ///< all by rack: a VM's is that of its host, spines and WAN routers are of the first one
    kDatacenter, ///< all by data center
};

/// @return the domain of a place. @param address of its agent, which says where a VM is
using DomainOf = std::function<uint32_t(EnforcementPoint at, uint32_t address)>;

/// @param plan,topology outlive the function
DomainOf DomainsBy(PushShare share, const CloudPlan& plan, const Topology& topology);

} // namespace ns3::vnlab

#endif // VNLAB_PUSH_DOMAINS_H
