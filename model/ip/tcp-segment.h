// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TCP_SEGMENT_H
#define VNLAB_TCP_SEGMENT_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// Bytes that every segment offers to receive: the most without window scaling.
constexpr uint32_t kTcpWindow = 65'535;

/// Bytes of the IPv4 and the TCP header of every segment: none has options.
constexpr uint32_t kTcpIpHeaders = 20 + 20;

/// A TCP segment (RFC 9293). Addresses and ports in host byte order.
struct TcpSegment
{
    MacBytes sourceMac{};
    MacBytes destinationMac{};
    uint32_t source{0};
    uint32_t destination{0};
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    bool syn{false};
    bool ack{true};
    Ptr<Packet> payload; ///< may be empty, never nullptr
};

/// @return the Ethernet frame, checksums right
Ptr<Packet> MakeFrame(const TcpSegment& segment);

/// @return the segment, or nothing where the frame is not IPv4 with TCP, either has options, or a
/// checksum is wrong
std::optional<TcpSegment> ReadSegment(const Ptr<const Packet>& frame);

} // namespace ns3::vnlab

#endif // VNLAB_TCP_SEGMENT_H
