// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/routed-switch.h"

#include "model/ip/icmp-error.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/arp-frame.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include <utility>

namespace ns3::vnlab
{

RoutedSwitch::RoutedSwitch(
    Ptr<UplinkDevice> uplink, Fabric& fabric, HostId host, DropLog& drops, const RoutedPorts& ports)
    : HostSwitch(std::move(uplink), fabric, host, drops),
      m_ports(ports)
{
}

bool
RoutedSwitch::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return table == TableId::kPortAddress && m_vnics.Write(key, value);
}

bool
RoutedSwitch::Erase(TableId table, std::span<const uint8_t> key)
{
    return table == TableId::kPortAddress && m_vnics.Erase(key);
}

void
RoutedSwitch::Clear()
{
    m_vnics = {};
}

VnicDevice*
RoutedSwitch::PortOf(uint32_t address) const
{
    const PortAddressValue* port = m_vnics.Find({address});
    return port ? Find(port->vnic) : nullptr;
}

bool
RoutedSwitch::IsOwn(const VnicDevice& device, const FrameFields& fields) const
{
    return fields.sourceMac == ToBytes(device.GetMac()) && PortOf(fields.source) == &device;
}

void
RoutedSwitch::FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields)
{
    if (fields.isArp && fields.arpOperation == kArpRequest)
    {
        DeliverLocally(device, MakeArpReply(fields, address_plan::kGatewayMac));
        return;
    }
    if (!fields.isIpv4 || fields.l3Offset != headersize::kEthernet)
    {
        Drop(VNLAB_DROP_UNSUPPORTED, frame);
        return;
    }
    if (frame->GetSize() < headersize::kEthernet + fields.totalLength)
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    TrimToIpv4(frame, fields);
    if (m_ports.sources == Sources::kOwn)
    {
        Do(PacketOperation::kFilter);
        if (!IsOwn(device, fields))
        {
            Drop(VNLAB_DROP_SPOOFED_SOURCE, frame);
            return;
        }
    }
    if (fields.ttl <= 1)
    {
        Drop(VNLAB_DROP_TTL_EXPIRED, frame);
        return;
    }
    FabricFrame routed = MakeFabricFrame(frame, fields);
    routed.hops = 1;
    VnicDevice* const port =
        m_ports.neighbours == Neighbours::kHere ? PortOf(fields.destination) : nullptr;
    if (port)
    {
        DeliverLocally(*port, AsSeen(routed, address_plan::kGatewayMac, ToBytes(port->GetMac())));
    }
    else if (!ToUplink(std::move(routed)))
    {
        ReportTooBig(device, frame, fields);
    }
}

void
RoutedSwitch::ReportTooBig(VnicDevice& device,
                           const Ptr<const Packet>& frame,
                           const FrameFields& fields)
{
    const IcmpError error{.code = kFragmentationNeeded,
                          .nextHopMtu = GetUplink()->GetMtu(),
                          .source = address_plan::HostAddress(GetHost()),
                          .sourceMac = address_plan::kGatewayMac};
    if (Ptr<Packet> message = MakeIcmpError(error, frame, fields))
    {
        DeliverLocally(device, std::move(message));
    }
}

void
RoutedSwitch::FromUplink(FabricFrame frame, const FrameFields& fields)
{
    VnicDevice* port = PortOf(fields.destination);
    if (const Redirection* left = port ? nullptr : Left().OfAddress(fields.destination);
        left && fields.protocol != ipproto::kTcp)
    {
        SendOn(std::move(frame), fields, left->to);
        return;
    }
    if (!port)
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    if (frame.hops + 1 >= frame.ttl)
    {
        Drop(VNLAB_DROP_TTL_EXPIRED, frame.packet);
        return;
    }
    ++frame.hops;
    Deliver(*port, AsSeen(frame, address_plan::kGatewayMac, ToBytes(port->GetMac())));
}

} // namespace ns3::vnlab
