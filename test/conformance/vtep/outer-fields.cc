// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/outer-fields.h"

#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/protocol-numbers.h"

namespace ns3::vnlab::test
{

namespace
{

constexpr size_t kIp = 14;
constexpr size_t kIdentification = kIp + 4;
constexpr size_t kFragment = kIp + 6;
constexpr size_t kTtl = kIp + 8;
constexpr size_t kProtocol = kIp + 9;
constexpr size_t kIpChecksum = kIp + 10;
constexpr size_t kSource = kIp + 12;
constexpr size_t kDestination = kIp + 16;
constexpr size_t kUdp = kIp + 20; // the outer header of a tunnel has no options
constexpr size_t kUdpChecksum = kUdp + 6;

bool
HasUdpHeader(const Bytes& frame)
{
    return (ReadBig16(&frame[kFragment]) & 0x1fff) == 0 && frame.size() >= kUdp + 8;
}

/// Writes a word and updates the checksum that covers it.
void
Rewrite(Bytes& frame, size_t at, uint16_t word, size_t checksumAt)
{
    const uint16_t checksum = ReadBig16(&frame[checksumAt]);
    WriteBig16(&frame[checksumAt], UpdateChecksum(checksum, ReadBig16(&frame[at]), word));
    WriteBig16(&frame[at], word);
}

} // namespace

std::optional<OuterPath>
PathOf(const Bytes& frame)
{
    if (frame.size() < kUdp || ReadBig16(&frame[12]) != ethertype::kIpv4 || frame[kIp] != 0x45 ||
        frame[kProtocol] != ipproto::kUdp)
    {
        return std::nullopt;
    }
    return OuterPath{ReadBig32(&frame[kSource]), ReadBig32(&frame[kDestination])};
}

FreeFields
FreeFieldsOf(const Bytes& frame)
{
    return {ReadBig16(&frame[kIdentification]),
            HasUdpHeader(frame) ? ReadBig16(&frame[kUdp]) : uint16_t{0}};
}

void
Adopt(const FreeFields& fields, Bytes& frame)
{
    Rewrite(frame, kIdentification, fields.identification, kIpChecksum);
    if (!HasUdpHeader(frame))
    {
        return;
    }
    if (ReadBig16(&frame[kUdpChecksum]) == 0)
    {
        WriteBig16(&frame[kUdp], fields.sourcePort);
        return;
    }
    Rewrite(frame, kUdp, fields.sourcePort, kUdpChecksum);
    if (ReadBig16(&frame[kUdpChecksum]) == 0)
    {
        WriteBig16(&frame[kUdpChecksum], 0xffff); // RFC 768: 0 would say that there is none
    }
}

void
Spoil(Bytes& frame, Mutant mutant)
{
    if (!PathOf(frame))
    {
        return;
    }
    if (mutant == Mutant::kTtl63)
    {
        Rewrite(frame, kTtl, static_cast<uint16_t>(ReadBig16(&frame[kTtl]) - 0x100), kIpChecksum);
    }
    if (mutant == Mutant::kNoOuterEcn)
    {
        Rewrite(frame, kIp, ReadBig16(&frame[kIp]) & 0xfffc, kIpChecksum);
    }
    if (mutant == Mutant::kNoUdpChecksum && HasUdpHeader(frame))
    {
        WriteBig16(&frame[kUdpChecksum], 0);
    }
}

} // namespace ns3::vnlab::test
