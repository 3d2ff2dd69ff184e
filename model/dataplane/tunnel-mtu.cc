// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-mtu.h"

#include "model/ip/icmp-error.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kIpv4LeastMtu = 576;  // of every host (RFC 791 §3.1)
constexpr uint32_t kIpv6LeastMtu = 1280; // of every link (RFC 8200 §5)
constexpr size_t kIpv6Size = 40;
constexpr size_t kIcmpSize = 8;
constexpr uint8_t kIcmpv6 = 58;
constexpr uint8_t kPacketTooBig = 2;
constexpr uint8_t kFirstError = 1;
constexpr uint8_t kLastError = 4;
constexpr uint8_t kRedirect = 137;

using Head = std::array<uint8_t, kParsedBytes>;

/// @return whether an IPv4 address can be nobody's or everybody's
bool
IsSpecial(uint32_t address)
{
    return address >> 28 == 0xe || address == 0xffffffff;
}

bool
TellsIpv4(const Head& head, const FrameFields& fields)
{
    const uint8_t type = head[fields.l4Offset];
    const bool isError = fields.protocol == ipproto::kIcmp && IsIcmpError(type);
    return fields.dontFragment && !fields.moreFragments && fields.fragmentOffset == 0 &&
           !IsSpecial(fields.destination) && !IsSpecial(fields.source) &&
           fields.source >> 24 != 0 && fields.source >> 24 != 127 && !isError;
}

/// @return whether an IPv6 address is a group's that reaches beyond a site. Linux tells the others,
///         though a source that is a group is nobody's.
bool
IsWideGroup(std::span<const uint8_t> address)
{
    const uint8_t scope = address[1] & 0x0f; // RFC 4291 §2.7
    return address[0] == 0xff && scope != 1 && scope != 2 && scope != 5;
}

bool
TellsIpv6(const Head& head, const FrameFields& fields)
{
    const std::span ip = std::span(head).subspan(fields.l3Offset);
    const std::span source = ip.subspan(8, 16);
    const bool isUnspecified =
        std::all_of(source.begin(), source.end(), [](uint8_t byte) { return byte == 0; });
    const uint8_t type = ip[kIpv6Size];
    const bool isError =
        ip[6] == kIcmpv6 && ((type >= kFirstError && type <= kLastError) || type == kRedirect);
    return !isUnspecified && !IsWideGroup(source) && !isError;
}

/// @pre TellsIpv6
Ptr<Packet>
MakePacketTooBig(const Ptr<const Packet>& about, const FrameFields& fields, uint32_t mtu)
{
    constexpr size_t headers = headersize::kEthernet + kIpv6Size + kIcmpSize;
    std::array<uint8_t, headersize::kEthernet + kIpv6LeastMtu> message{};
    const std::span quote = std::span(message).subspan(headers);
    Ptr<Packet> packet = about->Copy();
    packet->RemoveAtStart(fields.l3Offset);
    const size_t length = kIcmpSize + CopyHead(packet, quote);

    std::copy(fields.sourceMac.begin(), fields.sourceMac.end(), message.begin());
    std::copy(fields.destinationMac.begin(), fields.destinationMac.end(), message.begin() + 6);
    WriteBig16(&message[12], ethertype::kIpv6);
    const std::span ip = std::span(message).subspan(headersize::kEthernet);
    ip[0] = 0x60;
    WriteBig16(&ip[4], static_cast<uint16_t>(length));
    ip[6] = kIcmpv6;
    ip[7] = quote[7]; // hop limit
    std::copy_n(&quote[24], 16, &ip[8]);
    std::copy_n(&quote[8], 16, &ip[24]);
    const std::span icmp = ip.subspan(kIpv6Size, length);
    icmp[0] = kPacketTooBig;
    WriteBig32(&icmp[4], mtu);
    const uint16_t checksum = InternetChecksum{}
                                  .Add(ip.subspan(8, 32))
                                  .AddDoubleWord(static_cast<uint32_t>(length))
                                  .AddWord(kIcmpv6)
                                  .Add(icmp)
                                  .Value();
    WriteBig16(&icmp[2], checksum);
    return Create<Packet>(message.data(), static_cast<uint32_t>(headers - kIcmpSize + length));
}

} // namespace

bool
IsGivenUpAsTooBig(const Ptr<const Packet>& frame, const FrameFields& fields, uint32_t mtu)
{
    if (frame->GetSize() - fields.l3Offset <= mtu || fields.l3Offset != headersize::kEthernet)
    {
        return false;
    }
    Head head{};
    CopyHead(frame, head);
    return fields.isIpv4 ? mtu >= kIpv4LeastMtu && TellsIpv4(head, fields)
         : fields.isIpv6 ? mtu >= kIpv6LeastMtu && TellsIpv6(head, fields)
                         : false;
}

Ptr<Packet>
MakeTooBigMessage(const Ptr<const Packet>& frame, const FrameFields& fields, uint32_t mtu)
{
    if (IsGroup(fields.destinationMac))
    {
        return nullptr;
    }
    if (fields.isIpv6)
    {
        return MakePacketTooBig(frame, fields, mtu);
    }
    return MakeIcmpError({.code = kFragmentationNeeded,
                          .ttl = fields.ttl,
                          .nextHopMtu = static_cast<uint16_t>(mtu),
                          .source = fields.destination,
                          .sourceMac = fields.destinationMac},
                         frame,
                         fields);
}

} // namespace ns3::vnlab
