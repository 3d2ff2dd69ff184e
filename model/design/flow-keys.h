// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_KEYS_H
#define VNLAB_FLOW_KEYS_H

#include "model/cloud/cloud-plan.h"
#include "model/rule/flow-entry.h"

#include <cstdint>

namespace ns3::vnlab
{

/// @return the match on packets of a vNIC to another that come in by a port
FlowKey SendKeyOf(const CloudPlan& plan, uint32_t inPort, VnicId from, VnicId to);

/// The largest `table_size`, and its default: more flows than a table here ever gets.
inline constexpr uint64_t kMostFlows = 1'000'000'000;

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_KEYS_H
