// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/tunnel-ecn.h"

#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"

#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr uint8_t kEcnMask = 0x03;
constexpr uint8_t kNotEct = 0x00;
constexpr uint8_t kEct1 = 0x01;
constexpr uint8_t kEct0 = 0x02;
constexpr uint8_t kCe = 0x03;

void
SetEcn(uint8_t ecn, const Ptr<Packet>& frame, FrameFields& fields)
{
    std::array<uint8_t, kParsedBytes> bytes;
    const std::span head = std::span(bytes).first(CopyHead(frame, bytes));
    const std::span ip = head.subspan(fields.l3Offset);
    const uint16_t before = ReadBig16(ip.data());
    fields.tos = static_cast<uint8_t>((fields.tos & ~kEcnMask) | ecn);
    if (fields.isIpv4)
    {
        ip[1] = fields.tos;
        WriteBig16(&ip[10], UpdateChecksum(ReadBig16(&ip[10]), before, ReadBig16(ip.data())));
    }
    else
    {
        WriteBig16(ip.data(), static_cast<uint16_t>((before & 0xf00f) | fields.tos << 4));
    }
    frame->RemoveAtStart(static_cast<uint32_t>(head.size()));
    PrependBytes(frame, head);
}

} // namespace

uint8_t
OuterEcn(const FrameFields& inner)
{
    const uint8_t ecn = inner.tos & kEcnMask;
    return ecn == kCe ? kEct0 : ecn;
}

bool
CombineEcn(uint8_t outerTos, const Ptr<Packet>& frame, FrameFields& inner)
{
    const bool isTagged = inner.l3Offset != headersize::kEthernet;
    if (isTagged || (!inner.isIpv4 && !inner.isIpv6))
    {
        return true;
    }
    const uint8_t outerEcn = outerTos & kEcnMask;
    const uint8_t innerEcn = inner.tos & kEcnMask;
    if (innerEcn == kNotEct)
    {
        return outerEcn != kCe;
    }
    if (innerEcn != kCe && (outerEcn == kCe || (outerEcn == kEct1 && innerEcn == kEct0)))
    {
        SetEcn(outerEcn, frame, inner);
    }
    return true;
}

} // namespace ns3::vnlab
