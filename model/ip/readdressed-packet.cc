// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/readdressed-packet.h"

#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kChecksumInIpv4 = 10;
constexpr size_t kDestinationInIpv4 = 16;
constexpr size_t kChecksumInUdp = 6;

/// Corrects a checksum over an address that becomes another.
void
FollowAddress(uint8_t* checksum, uint32_t before, uint32_t after)
{
    const uint16_t high = UpdateChecksum(ReadBig16(checksum),
                                         static_cast<uint16_t>(before >> 16),
                                         static_cast<uint16_t>(after >> 16));
    WriteBig16(checksum,
               UpdateChecksum(high, static_cast<uint16_t>(before), static_cast<uint16_t>(after)));
}

} // namespace

Ptr<Packet>
Readdressed(const Ptr<const Packet>& frame, const FrameFields& fields, uint32_t destination)
{
    std::array<uint8_t, 18 + 60 + 8> bytes; // Ethernet with a tag, IPv4 with options, UDP
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    FollowAddress(&head[fields.l3Offset + kChecksumInIpv4], fields.destination, destination);
    WriteBig32(&head[fields.l3Offset + kDestinationInIpv4], destination);
    if (fields.protocol == ipproto::kUdp && fields.fragmentOffset == 0)
    {
        uint8_t* const checksum = &head[fields.l4Offset + kChecksumInUdp];
        if (ReadBig16(checksum) != 0)
        {
            FollowAddress(checksum, fields.destination, destination);
            if (ReadBig16(checksum) == 0)
            {
                WriteBig16(checksum, 0xffff); // 0 would say that there is none (RFC 768)
            }
        }
    }
    Ptr<Packet> readdressed = frame->Copy();
    readdressed->RemoveAtStart(static_cast<uint32_t>(head.size()));
    PrependBytes(readdressed, head);
    return readdressed;
}

} // namespace ns3::vnlab
