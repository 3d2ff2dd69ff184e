// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANNEL_OWNER_H
#define VNLAB_CHANNEL_OWNER_H

#include "model/control/control-message.h"
#include "model/rule/rule.h"

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/// When a channel is given up, and how often it is tried then.
struct ChannelTimes
{
    /// What was sent may wait for an acknowledgement: RFC 1122 section 4.2.3.5 asks for 100 s at least,
    /// and for 3 minutes where the connection is being opened.
    Time userTimeout{Seconds(180)};
    /// Between two attempts to open it again: Open vSwitch's RECONNECT_DEFAULT_MAX_BACKOFF.
    Time reconnect{Seconds(8)};
};

/// The controller that control channels belong to.
class ChannelOwner
{
  public:
    virtual ~ChannelOwner() = default;

    /// A channel is about to open: the controller does its end of the TLS handshake.
    /// @param isFirst whether the agent's machine has just started, and proves what runs on it
    /// @return how long until that is done, other work of the controller's before it included
    virtual Time WorkOnHandshake(EnforcementPoint at, bool isFirst) = 0;

    /// An agent is to get rules that it missed: the controller works them out, and sends them.
    /// @return how long until that is done, as above
    virtual Time WorkOnUpdate(EnforcementPoint at, uint32_t rules) = 0;

    /// @return the work that a handshake is for the processor at the agent's end
    virtual Time AgentHandshake() const = 0;

    /// @return how long its channels try
    virtual const ChannelTimes& Times() const = 0;

    /// An agent has its end of the channel open: both have verified each other.
    virtual void Registered(EnforcementPoint at) = 0;

    /// An update waits for an agent to register, which has not yet, or not since its place has moved.
    /// @param rules of the update
    virtual void Waits(EnforcementPoint at, uint32_t rules) = 0;

    /// An agent has acknowledged an update. @param refused rules that its place could not take
    virtual void Acknowledged(uint64_t update, uint32_t refused) = 0;

    /// An agent tells what a packet needs, or what is no longer there.
    /// @param notice of kind kMiss or kForgotten
    virtual void Noticed(EnforcementPoint at, const ControlMessage& notice) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANNEL_OWNER_H
