// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_KEYS_H
#define VNLAB_FLOW_KEYS_H

#include "model/cloud/tenant-view.h"
#include "model/rule/compiler.h"
#include "model/rule/flow-entry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

/// @return the match on packets of a vNIC to another that come in by a port
FlowKey SendKeyOf(const CloudPlan& plan, uint32_t inPort, VnicId from, VnicId to);

/// @return the linked vNICs whose packets a missing flow is for, sender and receiver: by the addresses that
///         it names, on the path of who asks; nothing where there are none
std::optional<std::pair<VnicId, VnicId>> LinkWith(const TenantView& view, const Miss& miss);

/// @return a scope if an entry is among the rules that it causes, else nothing
std::optional<Scope> IfItCauses(const Compiler& compiler,
                                const TenantView& view,
                                const Scope& scope,
                                const RuleKey& entry);

/// @return the capacity of a FlowTable. @param tableSize flows; 0: any number
size_t TableCapacity(uint64_t tableSize);

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_KEYS_H
