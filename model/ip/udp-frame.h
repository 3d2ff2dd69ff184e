// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UDP_FRAME_H
#define VNLAB_UDP_FRAME_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/// Where a UDP datagram comes from and goes. Host byte order.
struct UdpAddressing
{
    MacBytes sourceMac{};
    MacBytes nextHopMac{};
    uint32_t source{0};
    uint32_t destination{0};
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
};

/// @param payload copied; no more than IPv4 can carry in one packet
/// @return an Ethernet frame with the datagram, checksums included
Ptr<Packet> MakeUdpFrame(const UdpAddressing& addressing, const Ptr<const Packet>& payload);

} // namespace ns3::vnlab

#endif // VNLAB_UDP_FRAME_H
