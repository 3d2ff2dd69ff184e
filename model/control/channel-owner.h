// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANNEL_OWNER_H
#define VNLAB_CHANNEL_OWNER_H

#include "model/rule/rule.h"

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The controller that control channels belong to.
class ChannelOwner
{
  public:
    virtual ~ChannelOwner() = default;

    /// A channel is about to open: the controller does its end of the TLS handshake.
    /// @param isFirst whether the agent's machine has just started, and proves what runs on it
    /// @return how long until that is done, other work of the controller's before it included
    virtual Time WorkOnHandshake(bool isFirst) = 0;

    /// @return the work that a handshake is for the processor at the agent's end
    virtual Time AgentHandshake() const = 0;

    /// An agent has its end of the channel open: both have verified each other.
    virtual void Registered(EnforcementPoint at) = 0;

    /// An agent has acknowledged an update. @param refused rules that its place could not take
    virtual void Acknowledged(uint64_t update, uint32_t refused) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANNEL_OWNER_H
