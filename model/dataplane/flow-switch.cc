// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/flow-switch.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/substrate/address-plan.h"
#include "model/wire/arp-frame.h"

#include <utility>

namespace ns3::vnlab
{

FlowSwitch::FlowSwitch(Ptr<UplinkDevice> uplink,
                       Fabric& fabric,
                       HostId host,
                       DropLog& drops,
                       const Encapsulation& encapsulation,
                       TunnelPorts tunnels,
                       size_t capacity)
    : TunnelSwitch(std::move(uplink), fabric, host, drops, encapsulation),
      m_tunnels(tunnels),
      m_flows(capacity)
{
}

bool
FlowSwitch::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return (table == kFlowTable && m_flows.Write(key, value)) ||
           (table == kTunnelPortTable && m_tunnelPorts.Write(key, value));
}

bool
FlowSwitch::Erase(TableId table, std::span<const uint8_t> key)
{
    return (table == kFlowTable && m_flows.Erase(key)) ||
           (table == kTunnelPortTable && m_tunnelPorts.Erase(key));
}

void
FlowSwitch::Clear()
{
    m_flows.Clear();
    m_tunnelPorts = {};
}

void
FlowSwitch::FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields)
{
    if (fields.isArp && fields.arpOperation == kArpRequest && fields.senderIp != fields.targetIp)
    {
        DeliverLocally(device, MakeArpReply(fields, address_plan::kGatewayMac));
        return;
    }
    const uint32_t inPort = flow_port::Of(device.GetVnic());
    if (const auto flow = m_flows.Find(PacketFields(fields, inPort, 0)))
    {
        TellUsed(kFlowTable, PlainBytes(flow->key));
        Execute(flow->actions, std::move(frame), fields, &device);
        return;
    }
    const FlowKey wanted = SendKey(inPort, fields.sourceMac, fields.source, fields.destination);
    if (!fields.isIpv4 || !Ask(kFlowTable, PlainBytes(wanted), device, frame))
    {
        Drop(VNLAB_DROP_NOT_PERMITTED, frame);
    }
}

std::optional<uint32_t>
FlowSwitch::InPortFor(uint32_t sender) const
{
    if (m_tunnels == TunnelPorts::kFlowBased)
    {
        return flow_port::kTunnel;
    }
    const std::optional<HostId> host = address_plan::HostOf(sender);
    const std::optional<NodeRef> node = address_plan::NodeOf(sender);
    const bool isServer = node && node->kind == NodeKind::kServer;
    const uint32_t port = host     ? flow_port::Of(*host)
                        : isServer ? flow_port::Of(ServerId{node->index})
                                   : flow_port::kDrop;
    return m_tunnelPorts.Find({port}) ? std::optional(port) : std::nullopt;
}

void
FlowSwitch::FromUplink(FabricFrame frame, const FrameFields& fields)
{
    const std::optional<uint32_t> inPort = InPortFor(fields.source);
    if (!inPort)
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    FabricFrame outer = frame;
    outer.packet = frame.packet->Copy();
    const std::optional<FromTunnel> taken = TakeOut(frame, fields);
    if (!taken)
    {
        return;
    }
    FrameFields inner = taken->inner;
    const auto flow = m_flows.Find(PacketFields(inner, *inPort, taken->label.vni.value));
    if (!flow)
    {
        Unmatched(std::move(outer), fields, taken->label.vni, inner);
        return;
    }
    if (!CombineEcn(fields.tos, frame.packet, inner))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    TellUsed(kFlowTable, PlainBytes(flow->key));
    Execute(flow->actions, std::move(frame.packet), inner, nullptr);
}

void
FlowSwitch::Unmatched(FabricFrame outer,
                      const FrameFields& outerFields,
                      Vni vni,
                      const FrameFields& inner)
{
    const std::optional<VnicId> to = address_plan::VnicOf(inner.destinationMac);
    const VnicDevice* const device = to ? Find(*to) : nullptr;
    if (const auto from = address_plan::VnicOf(inner.sourceMac); from && !device)
    {
        TellNotHere(outerFields.source,
                    kFlowTable,
                    PlainBytes(SendKey(
                        flow_port::Of(*from), inner.sourceMac, inner.source, inner.destination)));
    }
    if (const Redirection* left = device ? nullptr : Left().OfMac(vni, inner.destinationMac))
    {
        SendOn(std::move(outer),
               outerFields,
               address_plan::HostAddress(address_plan::HostOf(left->to).value()));
        return;
    }
    const bool passesOn = device && device->GetGuestAddress() != inner.destination;
    const FlowKey wanted =
        passesOn ? PassOnKey(vni.value, inner.source, inner.destination, inner.destinationMac)
                 : ReceiveKey(vni.value, inner.source, inner.destination);
    if (!device || !inner.isIpv4 ||
        !Ask(kFlowTable, PlainBytes(wanted), *device, outer.packet, true))
    {
        Drop(VNLAB_DROP_NOT_PERMITTED, outer.packet);
    }
}

void
FlowSwitch::Execute(FlowActions actions, Ptr<Packet> frame, FrameFields fields, VnicDevice* from)
{
    if (actions.setsEther)
    {
        SetDestination(frame, fields, actions.etherDestination);
    }
    if (actions.setsTunnel && from)
    {
        ToTunnel(actions, std::move(frame), fields, *from);
        return;
    }
    const std::optional<VnicId> vnic = flow_port::VnicOf(actions.output);
    VnicDevice* const port = vnic ? Find(*vnic) : nullptr;
    if (!port)
    {
        Drop(VNLAB_DROP_NO_PORT, frame);
    }
    else if (from)
    {
        DeliverLocally(*port, std::move(frame));
    }
    else
    {
        Deliver(*port, std::move(frame));
    }
}

void
FlowSwitch::ToTunnel(const FlowActions& actions,
                     Ptr<Packet> frame,
                     const FrameFields& fields,
                     VnicDevice& from)
{
    const TunnelPortValue* const port = m_tunnelPorts.Find({actions.output});
    const uint32_t remote = m_tunnels == TunnelPorts::kFlowBased ? actions.tunnelDestination
                          : port                                 ? port->remote
                                                                 : 0;
    if (remote == 0)
    {
        Drop(VNLAB_DROP_NO_PORT, frame);
        return;
    }
    if (const Ptr<Packet> message =
            SendInTunnel(Vni{actions.tunnelId}, remote, std::move(frame), fields))
    {
        DeliverLocally(from, message);
    }
}

} // namespace ns3::vnlab
