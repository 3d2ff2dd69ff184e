// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_MOD_H
#define VNLAB_FLOW_MOD_H

#include "model/protocol/openflow-message.h"
#include "model/rule/encoded-rules.h"
#include "model/rule/flow-entry.h"

#include <cstdint>

namespace ns3::vnlab
{

/// @return the message that adds a flow or, without actions, deletes it
openflow::FlowMod FlowModOf(const FlowKey& key, const FlowActions* actions);

/// @return bytes of rules as an update carries them: flows in a FLOW_MOD each, all others as they are encoded
uint32_t WireBytes(const EncodedRules& rules);

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_MOD_H
