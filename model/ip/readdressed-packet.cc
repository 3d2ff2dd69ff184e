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
constexpr size_t kSourceInIpv4 = 12;
constexpr size_t kDestinationInIpv4 = 16;
constexpr size_t kChecksumInUdp = 6;
constexpr size_t kChecksumInTcp = 16;

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

/// @return where the checksum is that covers a packet's addresses beside IPv4's own; nullptr: nowhere
uint8_t*
L4Checksum(std::span<uint8_t> head, const FrameFields& fields)
{
    if (fields.fragmentOffset != 0)
    {
        return nullptr;
    }
    switch (fields.protocol)
    {
    case ipproto::kTcp:
        return &head[fields.l4Offset + kChecksumInTcp];
    case ipproto::kUdp:
    {
        uint8_t* const checksum = &head[fields.l4Offset + kChecksumInUdp];
        return ReadBig16(checksum) == 0 ? nullptr : checksum;
    }
    default:
        return nullptr;
    }
}

} // namespace

Ptr<Packet>
Readdressed(const Ptr<const Packet>& frame,
            const FrameFields& fields,
            const NewAddresses& addresses)
{
    std::array<uint8_t, 18 + 60 + 18>
        bytes; // Ethernet with a tag, IPv4 with options, TCP up to its checksum
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    uint8_t* const ip = &head[fields.l3Offset];
    uint8_t* const l4 = L4Checksum(head, fields);
    const auto replace = [&](size_t at, uint32_t before, std::optional<uint32_t> after)
    {
        if (!after)
        {
            return;
        }
        FollowAddress(&ip[kChecksumInIpv4], before, *after);
        WriteBig32(&ip[at], *after);
        if (l4)
        {
            FollowAddress(l4, before, *after);
        }
    };
    replace(kSourceInIpv4, fields.source, addresses.source);
    replace(kDestinationInIpv4, fields.destination, addresses.destination);
    if (l4 && fields.protocol == ipproto::kUdp && ReadBig16(l4) == 0)
    {
        WriteBig16(l4, 0xffff); // 0 would say that there is none (RFC 768)
    }
    Ptr<Packet> readdressed = frame->Copy();
    readdressed->RemoveAtStart(static_cast<uint32_t>(head.size()));
    PrependBytes(readdressed, head);
    return readdressed;
}

} // namespace ns3::vnlab
