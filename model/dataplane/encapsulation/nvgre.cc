// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/encapsulation/tunnel-outer.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

#include "ns3/abort.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/**
 * @brief NVGRE (RFC 7637): GRE with a key of a 24-bit VSID and an 8-bit FlowID, IPv4 protocol 47.
 *
 * There are no outer ports: switches that hash the 5-tuple see one flow between two hosts. Those that
 * hash the key as well (Fabric::HashGreKeys, §4.1) tell its flows apart, by 256 FlowIDs a segment.
 *
 * Refused are a header without a key or with a checksum, a sequence number or routing (§3.2), and
 * another protocol type; reserved bits are ignored (RFC 2784 §2.3). All else is as in the formats in
 * UDP: inner 802.1Q tags pass, though §3.3 has them dropped, and a packet above the underlay's MTU
 * leaves in fragments, though §4.4 forbids that.
 */
class NvgreTunnel : public Encapsulation
{
  public:
    std::string_view Name() const override
    {
        return "nvgre";
    }

    std::string_view Description() const override
    {
        return "NVGRE (RFC 7637): GRE, the flow's 8-bit id in the key";
    }

    uint16_t Overhead() const override
    {
        return overhead::kNvgre;
    }

    bool Matches(const FrameFields& outer) const override
    {
        return outer.protocol == ipproto::kGre;
    }

    FabricFrame Encapsulate(Ptr<Packet> inner,
                            const FrameFields& fields,
                            const TunnelEnds& ends,
                            const TunnelLabel& label,
                            uint16_t identification) const override;
    std::optional<TunnelLabel> Decapsulate(const Ptr<Packet>& frame,
                                           const FrameFields& outer) const override;

  private:
    static constexpr uint16_t kKeyAlone = 0x2000;
    static constexpr uint16_t kReserved = 0x03f8; // bits 6 to 12
};

FabricFrame
NvgreTunnel::Encapsulate(Ptr<Packet> inner,
                         const FrameFields& fields,
                         const TunnelEnds& ends,
                         const TunnelLabel& label,
                         uint16_t identification) const
{
    const OuterIpv4 outer = MakeTunnelOuter(
        ends, fields, ipproto::kGre, identification, headersize::kNvgre + inner->GetSize());
    std::array<uint8_t, kEthernetIpv4Size + headersize::kNvgre> headers;
    const size_t written = WriteEthernetIpv4(headers, outer);
    NS_ABORT_MSG_IF(written != kEthernetIpv4Size, "frame too long for nvgre");
    const std::span gre = std::span(headers).subspan(written);
    WriteBig16(gre.data(), kKeyAlone);
    WriteBig16(&gre[2], ethertype::kTransparentEthernet);
    WriteBig32(&gre[4], label.vni.value << 8 | FlowHash(fields) >> 24);
    PrependBytes(inner, headers);
    return MakeFabricFrame(std::move(inner), FieldsOfOuter(outer));
}

std::optional<TunnelLabel>
NvgreTunnel::Decapsulate(const Ptr<Packet>& frame, const FrameFields& outer) const
{
    std::array<uint8_t, kParsedBytes + headersize::kNvgre> bytes;
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    const size_t end = outer.l4Offset + headersize::kNvgre;
    if (head.size() < end)
    {
        return std::nullopt;
    }
    const std::span gre = head.subspan(outer.l4Offset);
    if ((ReadBig16(gre.data()) & ~kReserved) != kKeyAlone ||
        ReadBig16(&gre[2]) != ethertype::kTransparentEthernet)
    {
        return std::nullopt;
    }
    const Vni vsid{ReadBig32(&gre[4]) >> 8};
    frame->RemoveAtStart(static_cast<uint32_t>(end));
    return vsid;
}

const EncapsulationRegistration kNvgre{std::make_unique<NvgreTunnel>()};

} // namespace

} // namespace ns3::vnlab
