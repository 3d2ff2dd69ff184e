// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_SINK_H
#define VNLAB_CONTROL_SINK_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/// Takes the control channel's segments at the place that they are addressed to.
class ControlSink
{
  public:
    virtual ~ControlSink() = default;

    /// @param address the place's own IPv4 address, host byte order
    /// @param frame from the Ethernet header on; an IPv4 packet with a TCP segment
    virtual void ReceiveControl(uint32_t address, const Ptr<const Packet>& frame) = 0;
};

/// The TCP port that agents listen on: in the dynamic range, as the protocol is not registered.
constexpr uint16_t kControlPort = 49160;

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_SINK_H
