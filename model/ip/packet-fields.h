// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_FIELDS_H
#define VNLAB_PACKET_FIELDS_H

#include "model/wire/frame-fields.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/packet-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// Bytes from the start of a frame that ParseFrame looks at, at most.
constexpr size_t kParsedBytes = 94;

/// @return the fields of a whole Ethernet frame; nothing where it is malformed
inline std::optional<FrameFields>
FieldsOf(const Ptr<const Packet>& frame)
{
    std::array<uint8_t, kParsedBytes> head;
    return ParseFrame(std::span(head.data(), CopyHead(frame, head)));
}

/// Gives a frame another Ethernet destination. @param fields of the frame; follow it
inline void
SetDestination(const Ptr<Packet>& frame, FrameFields& fields, const MacBytes& mac)
{
    frame->RemoveAtStart(static_cast<uint32_t>(mac.size()));
    PrependBytes(frame, mac);
    fields.destinationMac = mac;
}

/**
 * @return the fields of a frame as an IP stack accepts it: nothing too where an IPv4 packet is
 *         longer than its frame or its header's checksum is wrong (RFC 1122 §3.2.1.2)
 */
inline std::optional<FrameFields>
CheckedFieldsOf(const Ptr<const Packet>& frame)
{
    std::array<uint8_t, kParsedBytes> head;
    const std::span bytes(head.data(), CopyHead(frame, head));
    std::optional<FrameFields> fields = ParseFrame(bytes);
    if (fields && fields->isIpv4 &&
        (frame->GetSize() < uint32_t{fields->l3Offset} + fields->totalLength ||
         ChecksumOf(bytes.subspan(fields->l3Offset, fields->l4Offset - fields->l3Offset)) != 0))
    {
        fields.reset();
    }
    return fields;
}

/// @return whether a frame carries a part of an IPv4 packet
inline bool
IsFragment(const FrameFields& fields)
{
    return fields.moreFragments || fields.fragmentOffset != 0;
}

/// Cuts off what a frame has behind its IPv4 packet: the padding of short Ethernet frames.
inline void
TrimToIpv4(const Ptr<Packet>& frame, const FrameFields& fields)
{
    const uint32_t length = uint32_t{fields.l3Offset} + fields.totalLength;
    if (frame->GetSize() > length)
    {
        frame->RemoveAtEnd(frame->GetSize() - length);
    }
}

/// @return the sum of all bytes of a packet
inline InternetChecksum
SumOf(const Ptr<const Packet>& packet)
{
    constexpr size_t longest = 65536 + 256; // an IPv4 packet with the headers of a tunnel
    std::array<uint8_t, longest> bytes;
    return InternetChecksum{}.Add(std::span(bytes.data(), CopyHead(packet, bytes)));
}

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_FIELDS_H
