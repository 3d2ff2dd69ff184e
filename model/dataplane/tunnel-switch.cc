// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-switch.h"

#include "model/dataplane/tunnel-mtu.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

#include <utility>

namespace ns3::vnlab
{

TunnelSwitch::TunnelSwitch(Ptr<UplinkDevice> uplink,
                           Fabric& fabric,
                           HostId host,
                           DropLog& drops,
                           const Encapsulation& encapsulation)
    : HostSwitch(std::move(uplink), fabric, host, drops),
      m_encapsulation(encapsulation)
{
}

std::optional<FrameFields>
TunnelSwitch::Unseal(const Ptr<Packet>& packet,
                     const FrameFields& fields,
                     IdentityIpsec::Outcome& opened)
{
    if (fields.protocol != ipproto::kEsp)
    {
        Drop(m_encapsulation.Matches(fields) ? VNLAB_DROP_NOT_PERMITTED : VNLAB_DROP_NO_PORT,
             packet);
        return std::nullopt;
    }
    opened = m_ipsec->Open(packet, fields);
    DoSeal(opened.bytes);
    if (opened.problem)
    {
        Drop(*opened.problem, packet);
        return std::nullopt;
    }
    const std::optional<FrameFields> inside = FieldsOf(packet);
    if (!inside)
    {
        Drop(VNLAB_DROP_MALFORMED, packet);
    }
    return inside;
}

std::optional<TunnelSwitch::FromTunnel>
TunnelSwitch::TakeOut(FabricFrame& frame, FrameFields fields)
{
    if (fields.destination != address_plan::HostAddress(GetHost()))
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return std::nullopt;
    }
    IdentityIpsec::Outcome opened;
    if (m_ipsec)
    {
        const std::optional<FrameFields> inside = Unseal(frame.packet, fields, opened);
        if (!inside)
        {
            return std::nullopt;
        }
        fields = *inside;
    }
    if (!m_encapsulation.Matches(fields))
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return std::nullopt;
    }
    TrimToIpv4(frame.packet, fields);
    // What was opened is right as a whole, though its checksum counts an address that a redirection may have
    // changed (RFC 3948 §3.1.2).
    if (!opened.pair && !IsValidL4(frame.packet, fields))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return std::nullopt;
    }
    const std::optional<TunnelLabel> label = m_encapsulation.Decapsulate(frame.packet, fields);
    const std::optional<FrameFields> inner = label ? FieldsOf(frame.packet) : std::nullopt;
    if (!inner)
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return std::nullopt;
    }
    Do(PacketOperation::kDecapsulate);
    std::optional<DropReason> onlyOn;
    if (opened.isOfWhoLeft)
    {
        onlyOn = VNLAB_DROP_NO_ASSOCIATION;
    }
    else if (opened.pair && !m_ipsec->IsOf(*opened.pair, label->vni, *inner))
    {
        onlyOn = VNLAB_DROP_NOT_PERMITTED;
    }
    return FromTunnel{*label, *inner, onlyOn};
}

uint32_t
TunnelSwitch::MtuInside() const
{
    const size_t packet = GetUplink()->GetMtu();
    const size_t whole = m_ipsec ? overhead::MostInEspTransport(packet) : packet;
    return static_cast<uint32_t>(whole - m_encapsulation.Overhead());
}

Ptr<Packet>
TunnelSwitch::SendInTunnel(const TunnelLabel& label,
                           uint32_t remote,
                           Ptr<Packet> frame,
                           const FrameFields& fields)
{
    const uint32_t innerBytes = frame->GetSize();
    if (innerBytes + m_encapsulation.Overhead() > headersize::kEthernet + kLongestIpv4)
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
        return nullptr;
    }
    const uint32_t mtu = MtuInside();
    if (IsGivenUpAsTooBig(frame, fields, mtu))
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
        return MakeTooBigMessage(frame, fields, mtu);
    }
    const TunnelEnds ends{ToBytes(GetUplink()->GetMac()),
                          GetUplink()->LeafMac(),
                          address_plan::HostAddress(GetHost()),
                          remote};
    FabricFrame outer =
        m_encapsulation.Encapsulate(std::move(frame), fields, ends, label, m_identification++);
    Do(PacketOperation::kEncapsulate);
    if (m_ipsec)
    {
        const IdentityIpsec::Outcome sealed = m_ipsec->Seal(label.vni, fields, outer.packet);
        DoSeal(sealed.bytes);
        if (sealed.problem)
        {
            Drop(*sealed.problem, outer.packet);
            return nullptr;
        }
        outer = MakeFabricFrame(outer.packet, *FieldsOf(outer.packet));
    }
    Work().overheadBytes += outer.bytes - innerBytes;
    ToUplink(std::move(outer));
    return nullptr;
}

} // namespace ns3::vnlab
