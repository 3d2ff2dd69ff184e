// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/l4-check.h"

#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kUdpSize = 8;
constexpr size_t kTcpSize = 20;

/// The sum is 0xffff over the pseudo-header and a message that contains its right checksum.
bool
SumsUp(const L4Envelope& envelope, std::span<const uint8_t> message)
{
    InternetChecksum sum;
    sum.AddDoubleWord(envelope.source).AddDoubleWord(envelope.destination);
    sum.AddWord(envelope.protocol).AddWord(static_cast<uint16_t>(message.size()));
    return sum.Add(message).Value() == 0;
}

bool
IsValidUdp(const L4Envelope& envelope, std::span<const uint8_t> message)
{
    if (message.size() < kUdpSize)
    {
        return false;
    }
    const uint16_t length = ReadBig16(&message[4]);
    const bool hasChecksum = ReadBig16(&message[6]) != 0;
    return length >= kUdpSize && length <= message.size() &&
           (!hasChecksum || SumsUp(envelope, message.first(length)));
}

bool
IsValidTcp(const L4Envelope& envelope, std::span<const uint8_t> message)
{
    const size_t headerSize = message.size() < kTcpSize ? 0 : (message[12] >> 4) * size_t{4};
    return headerSize >= kTcpSize && headerSize <= message.size() && SumsUp(envelope, message);
}

} // namespace

bool
IsValidL4(const L4Envelope& envelope, const Ptr<const Packet>& packet, uint32_t offset)
{
    std::array<uint8_t, 65536 + 64> bytes; // the longest IPv4 packet behind an Ethernet header
    const std::span all(bytes.data(), CopyHead(packet, bytes));
    if (offset > all.size())
    {
        return false;
    }
    const std::span<const uint8_t> message = all.subspan(offset);
    switch (envelope.protocol)
    {
    case ipproto::kUdp:
        return IsValidUdp(envelope, message);
    case ipproto::kTcp:
        return IsValidTcp(envelope, message);
    case ipproto::kIcmp:
        return message.size() >= headersize::kIcmp && ChecksumOf(message) == 0;
    default:
        return true;
    }
}

} // namespace ns3::vnlab
