// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_TEXT_H
#define VNLAB_FLOW_TEXT_H

#include "model/rule/flow-entry.h"

#include <functional>
#include <string>

namespace ns3::vnlab
{

/// @return the number of a port in a text
using PortNumber = std::function<uint32_t(uint32_t port)>;

/// @return a match as ovs-ofctl(8) reads it, such as "ip,nw_dst=10.0.0.2"; "" for any packet
/// @param numbers of ports; nothing: their own
std::string MatchText(const FlowKey& key, const PortNumber& numbers = {});

/// @return actions as ovs-ofctl(8) reads them, such as "dec_ttl,output:3"
std::string ActionsText(const FlowActions& actions, const PortNumber& numbers = {});

/// @return the flow as ovs-ofctl(8) reads it
std::string FlowText(const FlowKey& key,
                     const FlowActions& actions,
                     const PortNumber& numbers = {});

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_TEXT_H
