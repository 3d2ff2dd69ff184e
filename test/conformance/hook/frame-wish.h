// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_WISH_H
#define VNLAB_FRAME_WISH_H

#include "test/conformance/hook/draw.h"

#include <cstdint>

namespace ns3::vnlab
{

/// What the IPv4 packet of a generated frame is to look like.
struct FrameWish
{
    uint8_t tos{0};
    uint16_t fragment{0x4000};
    uint16_t checksumError{0}; ///< added to the right header checksum, bit by bit
    Bytes options{};           ///< of the header; a multiple of 4 bytes, at most 40
    Bytes tag{};               ///< between the Ethernet addresses and the type
    uint32_t payload{0};       ///< bytes after the IPv4 header
};

/// The wishes for a frame in a tunnel; of a frame in none, only `inner` counts.
struct TunnelWish
{
    FrameWish inner;
    FrameWish outer; ///< its payload is the tunnel's
};

/// Payload of a frame that is not meant to be long, at most.
inline constexpr uint32_t kMaxShortPayload = 40;

/// @return wishes that a program grants: no options, whole packets, right checksums
TunnelWish DrawWish(Draw& draw);

/// Who sends a frame to whom.
struct Ends
{
    Mac destination;
    Mac source;
    Ip from;
    Ip to;
};

/// @return any two stations
Ends DrawEnds(Draw& draw);

/// @return an Ethernet frame with an IPv4 packet
Bytes IpFrame(Draw& draw, const Ends& ends, const FrameWish& wish);

/// @return an IPv4 packet around a payload; the wish's payload length does not count
Bytes IpPacket(
    Draw& draw, const Ends& ends, uint8_t protocol, const FrameWish& wish, const Bytes& payload);

/// @return an Ethernet header with the wish's tag
Bytes EthernetHeader(const Ends& ends, const FrameWish& wish);

/// @return an Ethernet frame with an IPv6 packet
Bytes Ipv6Frame(Draw& draw, const Ends& ends);

/// @return an Ethernet frame with an ARP request of `from` for `to`
Bytes ArpRequest(const Ends& ends);

/// @return the same with any operation, and now and then not for IPv4 over Ethernet
Bytes AnyArpFrame(Draw& draw, const Ends& ends);

/// @return so many bytes, the same ones before the same end
Bytes Filler(size_t count);

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_WISH_H
