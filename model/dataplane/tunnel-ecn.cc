// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-ecn.h"

#include "model/guest/packet-fields.h"
#include "model/wire/big-endian.h"

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
    const uint8_t outerEcn = outerTos & kEcnMask;
    const uint8_t innerEcn = inner.tos & kEcnMask;
    if (!inner.isIpv4 || innerEcn == kNotEct)
    {
        return !inner.isIpv4 || outerEcn != kCe;
    }
    if (innerEcn != kCe && (outerEcn == kCe || (outerEcn == kEct1 && innerEcn == kEct0)))
    {
        std::array<uint8_t, kParsedBytes> bytes;
        CopyHead(frame, bytes);
        const std::span head = std::span(bytes).first(inner.l4Offset);
        const std::span ip = head.subspan(inner.l3Offset);
        const uint16_t before = ReadBig16(ip.data());
        inner.tos = static_cast<uint8_t>((inner.tos & ~kEcnMask) | outerEcn);
        ip[1] = inner.tos;
        WriteBig16(&ip[10], UpdateChecksum(ReadBig16(&ip[10]), before, ReadBig16(ip.data())));
        frame->RemoveAtStart(inner.l4Offset);
        PrependBytes(frame, head);
    }
    return true;
}

} // namespace ns3::vnlab
