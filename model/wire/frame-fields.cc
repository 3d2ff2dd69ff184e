// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/frame-fields.h"

#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ns3::vnlab
{
namespace
{

constexpr size_t kIpv6HeaderSize = 40; ///< the fixed one
constexpr size_t kPortsSize = 4;       ///< source and destination port, alike in TCP and UDP

MacBytes
ReadMac(const uint8_t* from)
{
    MacBytes mac;
    std::copy_n(from, mac.size(), mac.begin());
    return mac;
}

/// @param l3 the bytes behind the ethertype
/// @return whether they begin with an IPv4 header, which is then in `fields`
bool
ParseIpv4(std::span<const uint8_t> l3, FrameFields& fields)
{
    if (l3.size() < headersize::kIpv4 || l3[0] >> 4 != 4)
    {
        return false;
    }
    const size_t headerSize = (l3[0] & 0x0f) * 4u;
    const uint16_t totalLength = ReadBig16(&l3[2]);
    if (headerSize < headersize::kIpv4 || headerSize > l3.size() || headerSize > totalLength)
    {
        return false;
    }
    const uint16_t fragment = ReadBig16(&l3[6]);
    fields.isIpv4 = true;
    fields.tos = l3[1];
    fields.totalLength = totalLength;
    fields.identification = ReadBig16(&l3[4]);
    fields.dontFragment = (fragment & 0x4000) != 0;
    fields.moreFragments = (fragment & 0x2000) != 0;
    fields.fragmentOffset = static_cast<uint16_t>((fragment & 0x1fff) * 8);
    fields.ttl = l3[8];
    fields.protocol = l3[9];
    fields.source = ReadBig32(&l3[12]);
    fields.destination = ReadBig32(&l3[16]);
    fields.l4Offset = static_cast<uint16_t>(fields.l3Offset + headerSize);

    const bool hasPorts = (fields.protocol == ipproto::kTcp || fields.protocol == ipproto::kUdp) &&
                          fields.fragmentOffset == 0;
    if (hasPorts)
    {
        if (std::min<size_t>(l3.size(), totalLength) < headerSize + kPortsSize)
        {
            return false;
        }
        fields.sourcePort = ReadBig16(&l3[headerSize]);
        fields.destinationPort = ReadBig16(&l3[headerSize + 2]);
    }
    return true;
}

/// @param l3 the bytes behind the ethertype
/// @return whether they begin with ARP for IPv4 over Ethernet, which is then in `fields`
bool
ParseArp(std::span<const uint8_t> l3, FrameFields& fields)
{
    constexpr std::array<uint8_t, 6> ethernetAndIpv4{0, 1, 0x08, 0x00, 6, 4};
    if (l3.size() < headersize::kArp ||
        !std::equal(ethernetAndIpv4.begin(), ethernetAndIpv4.end(), l3.begin()))
    {
        return false;
    }
    fields.isArp = true;
    fields.arpOperation = ReadBig16(&l3[6]);
    fields.senderMac = ReadMac(&l3[8]);
    fields.senderIp = ReadBig32(&l3[14]);
    fields.targetMac = ReadMac(&l3[18]);
    fields.targetIp = ReadBig32(&l3[24]);
    return true;
}

/// @param l3 the bytes behind the ethertype
void
ParseIpv6(std::span<const uint8_t> l3, FrameFields& fields)
{
    if (l3.size() >= kIpv6HeaderSize && l3[0] >> 4 == 6)
    {
        fields.isIpv6 = true;
        fields.tos = static_cast<uint8_t>(ReadBig16(l3.data()) >> 4);
    }
}

/// The finalizer of MurmurHash3 (x64, 128 bits).
constexpr uint64_t
Mix(uint64_t key)
{
    key ^= key >> 33;
    key *= 0xff51afd7ed558ccd;
    key ^= key >> 33;
    key *= 0xc4ceb9fe1a85ec53;
    key ^= key >> 33;
    return key;
}

uint64_t
ToNumber(const MacBytes& mac)
{
    return static_cast<uint64_t>(ReadBig16(mac.data())) << 32 | ReadBig32(mac.data() + 2);
}

} // namespace

std::optional<FrameFields>
ParseFrame(std::span<const uint8_t> head)
{
    if (head.size() < headersize::kEthernet)
    {
        return std::nullopt;
    }
    std::optional<FrameFields> parsed(std::in_place);
    FrameFields& fields = *parsed;
    fields.destinationMac = ReadMac(&head[0]);
    fields.sourceMac = ReadMac(&head[6]);
    fields.etherType = ReadBig16(&head[12]);
    fields.l3Offset = headersize::kEthernet;
    if (fields.etherType == ethertype::kDot1q)
    {
        if (head.size() < headersize::kEthernet + headersize::kDot1q)
        {
            return std::nullopt;
        }
        fields.vlanId = ReadBig16(&head[14]) & 0x0fff;
        fields.etherType = ReadBig16(&head[16]);
        fields.l3Offset = headersize::kEthernet + headersize::kDot1q;
    }
    const auto l3 = head.subspan(fields.l3Offset);
    if (fields.etherType == ethertype::kIpv6)
    {
        ParseIpv6(l3, fields);
    }
    const bool wellFormed = fields.etherType == ethertype::kIpv4 ? ParseIpv4(l3, fields)
                          : fields.etherType == ethertype::kArp  ? ParseArp(l3, fields)
                                                                 : true;
    if (!wellFormed)
    {
        parsed.reset();
    }
    return parsed;
}

uint32_t
FlowHash(const FrameFields& fields)
{
    uint64_t first = ToNumber(fields.sourceMac);
    uint64_t second = ToNumber(fields.destinationMac) | static_cast<uint64_t>(fields.etherType)
                                                            << 48;
    if (fields.isIpv4)
    {
        const bool isFragment = fields.moreFragments || fields.fragmentOffset != 0;
        const uint32_t ports =
            isFragment ? 0
                       : static_cast<uint32_t>(fields.sourcePort) << 16 | fields.destinationPort;
        first = static_cast<uint64_t>(fields.source) << 32 | fields.destination;
        second = static_cast<uint64_t>(fields.protocol) << 32 | ports;
    }
    return static_cast<uint32_t>(Mix(Mix(first) + second) >> 32);
}

} // namespace ns3::vnlab
