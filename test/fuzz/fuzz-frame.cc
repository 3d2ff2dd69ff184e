// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/fuzz-frame.h"

#include "model/wire/frame-fields.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/protocol-numbers.h"

namespace ns3::vnlab::fuzz
{

namespace
{

void
Store(std::span<uint8_t> bytes, size_t at, uint16_t word)
{
    if (at + 2 <= bytes.size())
    {
        bytes[at] = static_cast<uint8_t>(word >> 8);
        bytes[at + 1] = static_cast<uint8_t>(word);
    }
}

/// @return of the checksum in the header of a protocol, bytes; 0: it has none
size_t
ChecksumOffset(uint8_t protocol)
{
    switch (protocol)
    {
    case ipproto::kTcp:
        return 16;
    case ipproto::kUdp:
        return 6;
    case ipproto::kIcmp:
        return 2;
    default:
        return 0;
    }
}

void
MakeL4Right(std::span<uint8_t> message, const FrameFields& fields)
{
    const size_t at = ChecksumOffset(fields.protocol);
    if (at == 0)
    {
        return;
    }
    Store(message, at, 0);
    InternetChecksum sum;
    if (fields.protocol != ipproto::kIcmp)
    {
        sum.AddDoubleWord(fields.source).AddDoubleWord(fields.destination);
        sum.AddWord(fields.protocol).AddWord(static_cast<uint16_t>(message.size()));
    }
    Store(message, at, sum.Add(message).Value());
}

} // namespace

Ptr<Packet>
AsPacket(const std::vector<uint8_t>& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::vector<uint8_t>
AsBytes(const Ptr<const Packet>& packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

void
MakeChecksumsRight(std::span<uint8_t> frame)
{
    constexpr size_t kUdpTunnel = 8 + 8; // UDP, and VXLAN or GENEVE without options
    const auto fields = ParseFrame(frame);
    if (!fields || !fields->isIpv4 || size_t{fields->l3Offset} + fields->totalLength > frame.size())
    {
        return;
    }
    frame = frame.first(size_t{fields->l3Offset} + fields->totalLength);
    const auto message = frame.subspan(fields->l4Offset);
    if (fields->protocol == ipproto::kUdp && message.size() > kUdpTunnel)
    {
        MakeChecksumsRight(message.subspan(kUdpTunnel));
    }
    if (!fields->moreFragments && fields->fragmentOffset == 0)
    {
        MakeL4Right(message, *fields);
    }
    const auto header = frame.subspan(fields->l3Offset, fields->l4Offset - fields->l3Offset);
    Store(header, 10, 0);
    Store(header, 10, ChecksumOf(header));
}

std::vector<uint8_t>
TakeFrame(FuzzInput& input)
{
    const auto checksums = Checksums{input.Take<uint8_t>()};
    std::vector<uint8_t> frame = input.Block();
    if (checksums == Checksums::kMadeRight)
    {
        MakeChecksumsRight(frame);
    }
    return frame;
}

} // namespace ns3::vnlab::fuzz
