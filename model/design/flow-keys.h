// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_KEYS_H
#define VNLAB_FLOW_KEYS_H

#include "model/cloud/cloud-plan.h"
#include "model/rule/flow-entry.h"

#include <cstddef>
#include <cstdint>

namespace ns3::vnlab
{

/// @return the match on packets of a vNIC to another that come in by a port
FlowKey SendKeyOf(const CloudPlan& plan, uint32_t inPort, VnicId from, VnicId to);

/// @return the capacity of a FlowTable. @param tableSize flows; 0: any number
size_t TableCapacity(uint64_t tableSize);

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_KEYS_H
