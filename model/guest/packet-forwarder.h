// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_FORWARDER_H
#define VNLAB_PACKET_FORWARDER_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

namespace ns3::vnlab
{

class VnicDevice;

/// What a VM is that passes packets on: a router or another middlebox, in front of its guest's stack.
class PacketForwarder
{
  public:
    virtual ~PacketForwarder() = default;

    /// Takes a frame that has passed a vNIC's hooks. @return whether it did; else the guest gets it
    virtual bool Take(VnicDevice& vnic, const Ptr<Packet>& frame) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_FORWARDER_H
