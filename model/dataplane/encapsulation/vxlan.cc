// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/vxlan.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include <array>
#include <span>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kVxlanSize = 8;
constexpr size_t kOuterSize = kEthernetIpv4Size + kUdpSize + kVxlanSize;
constexpr uint8_t kVniFlag = 0x08;

} // namespace

uint16_t
VxlanSourcePort(uint32_t flowHash)
{
    constexpr uint64_t low = 32768;
    constexpr uint64_t high = 60999;
    return static_cast<uint16_t>((flowHash * (high - low) >> 32) + low);
}

FabricFrame
EncapsulateVxlan(Ptr<Packet> inner,
                 const FrameFields& fields,
                 const TunnelEnds& ends,
                 Vni vni,
                 uint16_t identification)
{
    const uint32_t innerHash = FlowHash(fields);
    const uint16_t sourcePort = VxlanSourcePort(innerHash);
    OuterIpv4 outer;
    outer.destinationMac = ends.nextHopMac;
    outer.sourceMac = ends.sourceMac;
    outer.source = ends.local;
    outer.destination = ends.remote;
    outer.protocol = ipproto::kUdp;
    outer.tos = OuterEcn(fields);
    outer.id = identification;
    outer.l4Length = kUdpSize + kVxlanSize + inner->GetSize();

    std::array<uint8_t, kOuterSize> header;
    const std::span vxlan = std::span(header).last<kVxlanSize>();
    WriteBig32(vxlan.data(), uint32_t{kVniFlag} << 24);
    WriteBig32(vxlan.data() + 4, vni.value << 8);
    const size_t written = WriteEthernetIpv4(header, outer) +
                           WriteUdp(std::span(header).subspan(kEthernetIpv4Size),
                                    outer,
                                    sourcePort,
                                    udpport::kVxlan,
                                    InternetChecksum{}.Add(vxlan).Append(SumOf(inner)));
    NS_ABORT_MSG_IF(written != kEthernetIpv4Size + kUdpSize, "frame too long for VXLAN");
    PrependBytes(inner, header);

    FrameFields outerFields;
    outerFields.isIpv4 = true;
    outerFields.source = ends.local;
    outerFields.destination = ends.remote;
    outerFields.protocol = ipproto::kUdp;
    outerFields.sourcePort = sourcePort;
    outerFields.destinationPort = udpport::kVxlan;

    outerFields.ttl = outer.ttl;
    return MakeFabricFrame(std::move(inner), outerFields);
}

std::optional<Vni>
DecapsulateVxlan(const Ptr<Packet>& frame, const FrameFields& outer)
{
    std::array<uint8_t, 94 + kVxlanSize> head;
    const size_t vxlan = outer.l4Offset + kUdpSize;
    if (CopyHead(frame, head) < vxlan + kVxlanSize)
    {
        return std::nullopt;
    }
    const uint32_t flags = ReadBig32(&head[vxlan]);
    const uint32_t vniAndReserved = ReadBig32(&head[vxlan + 4]);
    if (flags != uint32_t{kVniFlag} << 24 || (vniAndReserved & 0xff) != 0)
    {
        return std::nullopt;
    }
    frame->RemoveAtStart(static_cast<uint32_t>(vxlan + kVxlanSize));
    return Vni{vniAndReserved >> 8};
}

} // namespace ns3::vnlab
