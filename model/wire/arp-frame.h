// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ARP_FRAME_H
#define VNLAB_ARP_FRAME_H

#include "model/mac-bytes.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

namespace ns3::vnlab
{

constexpr uint16_t kArpRequest = 1;
constexpr uint16_t kArpReply = 2;

/// An ARP packet for IPv4 over Ethernet (RFC 826). Addresses in host byte order.
struct ArpFields
{
    uint16_t operation{kArpRequest};
    MacBytes senderMac{};
    uint32_t sender{0};
    MacBytes targetMac{};
    uint32_t target{0};
};

/// @return the Ethernet frame: a request goes to everybody, a reply to its target
Ptr<Packet> MakeArpFrame(const ArpFields& arp);

/// @return the frame that answers a request with an Ethernet address
Ptr<Packet> MakeArpReply(const FrameFields& request, const MacBytes& answer);

} // namespace ns3::vnlab

#endif // VNLAB_ARP_FRAME_H
