// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/icmp-error.h"

#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr uint8_t kIcmpSourceQuench = 4;
constexpr uint8_t kIcmpRedirect = 5;
constexpr uint8_t kIcmpBadParameter = 12;
constexpr size_t kQuoteLimit = 576 - headersize::kIpv4 - headersize::kIcmp;

bool
IsGroupAddress(uint32_t address)
{
    return address >= 0xe0000000; // multicast, reserved, and limited broadcast
}

bool
MayReport(const FrameFields& fields, std::span<const uint8_t> packet)
{
    const size_t headerSize = fields.l4Offset - fields.l3Offset;
    const bool isIcmpError = fields.protocol == ipproto::kIcmp && packet.size() > headerSize &&
                             IsIcmpError(packet[headerSize]);
    return fields.isIpv4 && fields.fragmentOffset == 0 && !isIcmpError &&
           !IsGroup(fields.destinationMac) && !IsGroup(fields.sourceMac) &&
           !IsGroupAddress(fields.destination) && !IsGroupAddress(fields.source) &&
           fields.source != 0;
}

} // namespace

bool
IsIcmpError(uint8_t type)
{
    constexpr std::array<uint8_t, 5> errors{
        kIcmpUnreachable, kIcmpSourceQuench, kIcmpRedirect, kIcmpTimeExceeded, kIcmpBadParameter};
    return std::find(errors.begin(), errors.end(), type) != errors.end();
}

Ptr<Packet>
MakeIcmpError(const IcmpError& error, const Ptr<const Packet>& about, const FrameFields& fields)
{
    std::array<uint8_t, kParsedBytes + kQuoteLimit> head;
    const size_t copied = CopyHead(about, head);
    if (copied <= fields.l3Offset)
    {
        return nullptr;
    }
    const size_t quoted =
        std::min({copied - fields.l3Offset, size_t{fields.totalLength}, kQuoteLimit});
    const std::span quote = std::span(head).subspan(fields.l3Offset, quoted);
    if (!MayReport(fields, quote))
    {
        return nullptr;
    }

    OuterIpv4 ip;
    ip.destinationMac = fields.sourceMac;
    ip.sourceMac = error.sourceMac;
    ip.source = error.source;
    ip.destination = fields.source;
    ip.protocol = ipproto::kIcmp;
    ip.dontFragment = true;
    ip.ttl = error.ttl;
    ip.l4Length = headersize::kIcmp + quote.size();
    std::array<uint8_t, kEthernetIpv4Size + headersize::kIcmp + kQuoteLimit> message;
    const size_t written = WriteEthernetIpv4(message, ip);
    const std::span icmp = std::span(message).subspan(written, ip.l4Length);
    icmp[0] = error.type;
    icmp[1] = error.code;
    WriteBig32(&icmp[2], 0);
    WriteBig16(&icmp[6], error.nextHopMtu);
    std::copy(quote.begin(), quote.end(), icmp.begin() + headersize::kIcmp);
    WriteBig16(&icmp[2], ChecksumOf(icmp));
    const Ptr<Packet> frame = Create<Packet>(message.data(), written + icmp.size());
    Mark(frame, PopulationOf(about));
    return frame;
}

} // namespace ns3::vnlab
