// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/esp-frame.h"

#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Says in the IPv4 header of a frame what is behind it, up to the frame's end.
void
SetContent(std::span<uint8_t> frame, size_t headerSize, uint8_t protocol)
{
    const std::span header = frame.subspan(headersize::kEthernet, headerSize);
    WriteBig16(&header[2], static_cast<uint16_t>(frame.size() - headersize::kEthernet));
    header[9] = protocol;
    WriteBig16(&header[10], 0);
    WriteBig16(&header[10], ChecksumOf(header));
}

/// A frame that is about to have a sealed part.
struct Sealing
{
    size_t kept;   ///< bytes at its start that stay in clear, where they are
    size_t header; ///< bytes of the IPv4 header in front of ESP
};

/// Seals what is behind the kept bytes. @return the frame, its headers yet to be written; nothing: too long
std::optional<std::span<uint8_t>>
SealBehind(const Ptr<Packet>& frame,
           const Sealing& sealing,
           const EspFields& esp,
           const EspKey& key,
           WholeFrame& bytes)
{
    const size_t payload = frame->GetSize() - sealing.kept;
    const size_t espAt = headersize::kEthernet + sealing.header;
    if (sealing.header + EspSize(payload) > kLongestIpv4)
    {
        return std::nullopt;
    }
    WholeFrame old;
    frame->CopyData(old.data(), frame->GetSize());
    std::ranges::copy(std::span(old).subspan(sealing.kept, payload),
                      bytes.begin() + espAt + kEspClear);
    std::ranges::copy(std::span(old).first(std::min(sealing.kept, espAt)), bytes.begin());
    const std::span whole = std::span(bytes).first(espAt + EspSize(payload));
    SealEsp(whole.subspan(espAt), payload, esp, key);
    return whole;
}

} // namespace

void
SetBytes(const Ptr<Packet>& packet, std::span<const uint8_t> bytes)
{
    packet->RemoveAtStart(packet->GetSize());
    packet->AddAtEnd(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
}

std::optional<size_t>
SealInTunnel(const Ptr<Packet>& frame,
             const FrameFields& fields,
             OuterIpv4 outer,
             EspFields esp,
             const EspKey& key)
{
    TrimToIpv4(frame, fields);
    WholeFrame bytes;
    esp.nextHeader = ipproto::kIpip;
    const auto whole =
        SealBehind(frame, {headersize::kEthernet, headersize::kIpv4}, esp, key, bytes);
    if (!whole)
    {
        return std::nullopt;
    }
    outer.protocol = ipproto::kEsp;
    outer.l4Length = whole->size() - headersize::kEthernet - headersize::kIpv4;
    NS_ABORT_MSG_UNLESS(WriteEthernetIpv4(*whole, outer), "an IPv4 packet is too long");
    SetBytes(frame, *whole);
    return SealedSize(whole->subspan(headersize::kEthernet + headersize::kIpv4));
}

std::optional<size_t>
SealInTransport(const Ptr<Packet>& frame,
                const FrameFields& fields,
                EspFields esp,
                const EspKey& key)
{
    TrimToIpv4(frame, fields);
    const size_t header = fields.l4Offset - fields.l3Offset;
    WholeFrame bytes;
    esp.nextHeader = fields.protocol;
    const auto whole = SealBehind(frame, {fields.l4Offset, header}, esp, key, bytes);
    if (!whole)
    {
        return std::nullopt;
    }
    SetContent(*whole, header, ipproto::kEsp);
    SetBytes(frame, *whole);
    return SealedSize(whole->subspan(fields.l4Offset));
}

size_t
SealedSize(std::span<const uint8_t> esp)
{
    return esp.size() - kEspClear - overhead::kEspGcmIcv;
}

std::span<uint8_t>
BehindOwnHeader(std::span<uint8_t> whole, const OpenedEsp& opened, const FrameFields& fields)
{
    const std::span<uint8_t> inner(opened.payload.data() - fields.l4Offset,
                                   fields.l4Offset + opened.payload.size());
    std::ranges::copy_backward(whole.first(fields.l4Offset), inner.begin() + fields.l4Offset);
    SetContent(inner, fields.l4Offset - fields.l3Offset, opened.fields.nextHeader);
    return inner;
}

} // namespace ns3::vnlab
