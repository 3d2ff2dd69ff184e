// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/vtep.h"

#include "model/dataplane/bridge-rules.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/substrate/address-plan.h"
#include "model/wire/arp-frame.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the address of the host where a vNIC went
uint32_t
VtepOf(const Redirection& left)
{
    return address_plan::HostAddress(address_plan::HostOf(left.to).value());
}

} // namespace

Vtep::Vtep(Ptr<UplinkDevice> uplink,
           Fabric& fabric,
           HostId host,
           DropLog& drops,
           const Encapsulation& encapsulation,
           bool learning,
           std::unique_ptr<FrameFilter> filter)
    : TunnelSwitch(std::move(uplink), fabric, host, drops, encapsulation),
      m_learned(learning ? std::make_unique<LearnedFdb>() : nullptr),
      m_filter(std::move(filter))
{
}

void
Vtep::SetAgeing(Time silence)
{
    if (m_learned)
    {
        m_learned->SetAgeing(silence);
    }
}

void
Vtep::CheckSenders()
{
    m_checksSenders = true;
}

void
Vtep::Seal(std::unique_ptr<IdentityIpsec> ipsec)
{
    m_ipsec = std::move(ipsec);
}

void
Vtep::MoveState(VnicId vnic, HostSwitch& to)
{
    if (m_filter)
    {
        m_filter->MoveState(vnic, *dynamic_cast<Vtep&>(to).m_filter);
    }
}

bool
Vtep::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return (table == TableId::kPortSegment && m_ports.Write(key, value)) ||
           m_tables.Write(table, key, value) || (m_filter && m_filter->Write(table, key, value)) ||
           (m_ipsec && m_ipsec->Write(table, key, value));
}

bool
Vtep::Erase(TableId table, std::span<const uint8_t> key)
{
    return (table == TableId::kPortSegment && m_ports.Erase(key)) || m_tables.Erase(table, key) ||
           (m_filter && m_filter->Erase(table, key)) ||
           (m_ipsec && m_ipsec->Erase(table, key, !Left().IsEmpty()));
}

void
Vtep::Clear()
{
    m_ports.Clear();
    m_tables.Clear();
    if (m_learned)
    {
        m_learned->Clear();
    }
    if (m_filter)
    {
        m_filter->Clear();
    }
    if (m_ipsec)
    {
        m_ipsec->Clear();
    }
}

uint64_t
Vtep::Learned() const
{
    return m_learned ? m_learned->Size() : 0;
}

void
Vtep::OnAttach(VnicDevice& device)
{
    m_ports.Attach(device);
}

void
Vtep::OnDetach(VnicDevice& device)
{
    m_ports.Detach(device);
}

std::optional<uint32_t>
Vtep::RemoteVtep(Vni vni, const MacBytes& mac) const
{
    const std::optional<uint32_t> told = m_tables.VtepOf(vni, mac);
    return told || !m_learned ? told : m_learned->Find(vni, mac, Simulator::Now());
}

void
Vtep::FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& sent)
{
    FrameFields fields = sent;
    m_tables.Hops().Steer(device.GetVnic(), frame, fields);
    const std::optional<Vni> vni = m_ports.VniOf(device.GetVnic());
    if (!vni)
    {
        Drop(VNLAB_DROP_UNKNOWN_VNI, frame);
        return;
    }
    if (!IsValidSource(fields.sourceMac))
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const TunnelLabel label(*vni, m_filter ? m_filter->PolicyOf(device.GetVnic()) : 0);
    if (!PassesFilter(&FrameFilter::FromGuest, label, device, frame, fields))
    {
        return;
    }
    if (IsQuestionToAll(fields) && Answer(label, device, frame, fields))
    {
        return;
    }
    Forward(label, std::move(frame), fields, &device);
}

bool
Vtep::Answer(const TunnelLabel& label,
             VnicDevice& device,
             const Ptr<Packet>& question,
             const FrameFields& fields)
{
    const ArpKey key{label.vni, fields.targetIp};
    if (const std::optional<MacBytes> answer = m_tables.MacOf(label.vni, fields.targetIp))
    {
        TellUsed(TableId::kArp, PlainBytes(key));
        DeliverLocally(device, MakeArpReply(fields, *answer));
        FloodLocally(label, question, fields, &device);
        return true;
    }
    if (m_ports.HasAddress(label.vni, fields.targetIp))
    {
        return false;
    }
    if (const auto gateway = m_tables.GatewayFor(label.vni, fields))
    {
        ToTunnel(label, *gateway, question->Copy(), fields);
        FloodLocally(label, question, fields, &device);
        return true;
    }
    return Ask(TableId::kArp, PlainBytes(key), device, question);
}

void
Vtep::FromUplink(FabricFrame frame, const FrameFields& fields)
{
    const Ptr<Packet> outer = Left().IsEmpty() ? nullptr : frame.packet->Copy();
    const std::optional<FromTunnel> taken = TakeOut(frame, fields);
    if (!taken)
    {
        return;
    }
    auto [label, inner, onlyOn] = *taken;
    const Vni vni = label.vni;
    if (!IsValidSource(inner.sourceMac))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    if (!IsGroup(inner.destinationMac) && !m_ports.Find(vni, inner.destinationMac))
    {
        const SegmentMacKey entry{vni, inner.destinationMac};
        TellNotHere(fields.source, TableId::kFdb, PlainBytes(entry));
        if (const Redirection* left = Left().OfMac(vni, inner.destinationMac))
        {
            frame.packet = outer;
            SendOn(std::move(frame), fields, VtepOf(*left));
            return;
        }
    }
    if (onlyOn)
    {
        Drop(*onlyOn, frame.packet);
        return;
    }
    if (m_ports.Members(vni).empty())
    {
        Drop(VNLAB_DROP_UNKNOWN_VNI, frame.packet);
        return;
    }
    if (m_checksSenders && m_tables.VtepOf(vni, inner.sourceMac) != fields.source)
    {
        Drop(VNLAB_DROP_WRONG_VTEP, frame.packet);
        return;
    }
    if (m_learned)
    {
        m_learned->Learn(vni, inner.sourceMac, fields.source, Simulator::Now());
    }
    if (!CombineEcn(fields.tos, frame.packet, inner))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    Forward(label, std::move(frame.packet), inner, nullptr);
}

void
Vtep::Forward(const TunnelLabel& label,
              Ptr<Packet> frame,
              const FrameFields& fields,
              VnicDevice* from)
{
    const MacBytes& destination = fields.destinationMac;
    bool sent = true;
    if (IsGroup(destination))
    {
        sent = !IsReservedGroup(destination) && Flood(label, frame, fields, from);
    }
    else if (VnicDevice* port = m_ports.Find(label.vni, destination); port && port != from)
    {
        ToPort(label, *port, std::move(frame), fields, from != nullptr);
    }
    else if (!from || port)
    {
        // From a tunnel and for nobody here: not sent on, or two VTEPs could pass it back and forth.
        // Or from a vNIC to itself.
        sent = false;
    }
    else if (const auto vtep = RemoteVtep(label.vni, destination))
    {
        TellUsed(TableId::kFdb, PlainBytes(SegmentMacKey{label.vni, destination}));
        ToTunnel(label, *vtep, std::move(frame), fields);
    }
    else if (const Redirection* left = Left().OfMac(label.vni, destination))
    {
        ToTunnel(label, VtepOf(*left), std::move(frame), fields);
    }
    else if (const auto gateway = m_tables.GatewayFor(label.vni, fields))
    {
        ToTunnel(label, *gateway, std::move(frame), fields);
    }
    else if (!FloodTunnels(label, frame, fields))
    {
        sent = Ask(TableId::kFdb, PlainBytes(SegmentMacKey{label.vni, destination}), *from, frame);
    }
    if (!sent)
    {
        Drop(VNLAB_DROP_UNKNOWN_MAC, frame);
    }
}

bool
Vtep::Flood(const TunnelLabel& label,
            const Ptr<const Packet>& frame,
            const FrameFields& fields,
            VnicDevice* from)
{
    const bool isLocal = FloodLocally(label, frame, fields, from);
    return (from && FloodTunnels(label, frame, fields)) || isLocal;
}

bool
Vtep::FloodLocally(const TunnelLabel& label,
                   const Ptr<const Packet>& frame,
                   const FrameFields& fields,
                   const VnicDevice* from)
{
    bool sent = false;
    for (const VnicId member : m_ports.Members(label.vni))
    {
        VnicDevice* port = Find(member);
        if (port && port != from)
        {
            ToPort(label, *port, frame->Copy(), fields, from != nullptr);
            sent = true;
        }
    }
    return sent;
}

bool
Vtep::FloodTunnels(const TunnelLabel& label,
                   const Ptr<const Packet>& frame,
                   const FrameFields& fields)
{
    const std::vector<uint32_t>& vteps = m_tables.Flood(label.vni);
    for (const uint32_t vtep : vteps)
    {
        ++Work().flooded;
        ToTunnel(label, vtep, frame->Copy(), fields);
    }
    return !vteps.empty();
}

bool
Vtep::PassesFilter(std::optional<DropReason> (FrameFilter::*decide)(const FilteredFrame&),
                   const TunnelLabel& label,
                   const VnicDevice& port,
                   const Ptr<const Packet>& frame,
                   const FrameFields& fields)
{
    if (!m_filter)
    {
        return true;
    }
    Do(PacketOperation::kFilter);
    if (m_filter->TracksConnections())
    {
        Do(PacketOperation::kTrack);
    }
    const auto reason = (*m_filter.*decide)({.vnic = port.GetVnic(),
                                             .vni = label.vni,
                                             .port = ToBytes(port.GetMac()),
                                             .fields = fields,
                                             .packet = frame,
                                             .now = Simulator::Now(),
                                             .policy = label.policy});
    if (reason)
    {
        Drop(*reason, frame);
    }
    return !reason;
}

void
Vtep::ToPort(const TunnelLabel& label,
             VnicDevice& port,
             Ptr<Packet> frame,
             const FrameFields& fields,
             bool local)
{
    if (!PassesFilter(&FrameFilter::ToGuest, label, port, frame, fields))
    {
        return;
    }
    if (local)
    {
        DeliverLocally(port, std::move(frame));
    }
    else
    {
        Deliver(port, std::move(frame));
    }
}

void
Vtep::ToTunnel(const TunnelLabel& label,
               uint32_t vtep,
               Ptr<Packet> frame,
               const FrameFields& fields)
{
    if (const Ptr<Packet> message = SendInTunnel(label, vtep, std::move(frame), fields))
    {
        if (VnicDevice* const sender = m_ports.Find(label.vni, fields.sourceMac))
        {
            DeliverLocally(*sender, message);
        }
    }
}

} // namespace ns3::vnlab
