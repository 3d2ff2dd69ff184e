// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/vpn-edges.h"

#include "model/ip/packet-fields.h"
#include "model/ip/routed-packet.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return whether a frame at a router is ESP for the router itself
bool
IsOwnEsp(NodeRef at, const FabricFrame& frame)
{
    if (frame.destination != address_plan::AddressOf(at))
    {
        return false;
    }
    const std::optional<FrameFields> fields = FieldsOf(frame.packet);
    return fields && fields->protocol == ipproto::kEsp;
}

} // namespace

VpnEdges::VpnEdges(Fabric& fabric, const WanGraph& wan, const Encapsulation& format, uint32_t hub)
    : m_fabric(fabric),
      m_topology(fabric.GetTopology()),
      m_routed(m_topology, wan),
      m_format(format),
      m_hub(hub),
      m_hubAt(m_topology.DatacenterOf(address_plan::NodeOf(hub).value())),
      m_ends(m_topology.datacenters)
{
}

bool
VpnEdges::MustSeal(NodeRef at, std::optional<LinkId> in, const FabricFrame& frame) const
{
    if (at.kind != NodeKind::kWanRouter || frame.destination != m_hub ||
        at.index == m_hubAt.value || !in || m_fabric.Link(*in).From().kind != NodeKind::kSpine)
    {
        return false;
    }
    const std::optional<FrameFields> fields = FieldsOf(frame.packet);
    return fields && m_format.Matches(*fields);
}

Forwarding
VpnEdges::Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    if (MustSeal(at, in, frame))
    {
        return Seal(at, frame);
    }
    if (at.kind == NodeKind::kWanRouter && IsOwnEsp(at, frame))
    {
        return Open(at, frame);
    }
    return m_routed.Forward(at, in, frame);
}

/// The router's own TTL is one of the tunnel's packet; that inside is less the routers so far, and this one.
Forwarding
VpnEdges::Seal(NodeRef at, const FabricFrame& frame)
{
    if (frame.hops + 1 >= frame.ttl)
    {
        return VNLAB_DROP_TTL_EXPIRED;
    }
    const MacBytes mac = address_plan::NodeMac(at);
    const Ptr<Packet> routed = Routed(frame.packet, mac, mac, static_cast<uint8_t>(frame.hops + 1));
    const auto sealed =
        m_ends[at.index].Seal(routed, *FieldsOf(routed), {mac, mac, address_plan::AddressOf(at)});
    if (const auto* reason = std::get_if<DropReason>(&sealed))
    {
        return *reason;
    }
    const auto& packet = std::get<Ptr<Packet>>(sealed);
    m_fabric.SendFromSwitch(at, MakeFabricFrame(packet, *FieldsOf(packet)));
    return Flood{};
}

Forwarding
VpnEdges::Open(NodeRef at, const FabricFrame& frame)
{
    const auto opened = m_ends[at.index].Open(frame.packet, *FieldsOf(frame.packet));
    if (const auto* reason = std::get_if<DropReason>(&opened))
    {
        return *reason;
    }
    const auto& [packet, fields, bytes] = std::get<OpenedFrame>(opened);
    m_fabric.SendFromSwitch(at, MakeFabricFrame(packet, fields));
    return Flood{};
}

/// What is sealed goes the way of its outer header, which has no ports.
std::optional<Forwarding>
VpnEdges::Foretell(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    if (MustSeal(at, in, frame))
    {
        frame.flowHash = FlowHash({.isIpv4 = true,
                                   .source = address_plan::AddressOf(at),
                                   .destination = m_hub,
                                   .protocol = ipproto::kEsp});
    }
    return m_routed.Foretell(at, in, frame);
}

Ptr<Packet>
VpnEdges::AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const
{
    return m_routed.AsSeen(frame, from, to);
}

void
VpnEdges::LearnFailure(LinkId link, bool failed)
{
    m_routed.LearnFailure(link, failed);
}

bool
VpnEdges::Write(NodeRef at,
                TableId table,
                std::span<const uint8_t> key,
                std::span<const uint8_t> value)
{
    return at.kind == NodeKind::kWanRouter && m_ends[at.index].Write(table, key, value);
}

bool
VpnEdges::Erase(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    return at.kind == NodeKind::kWanRouter && m_ends[at.index].Erase(table, key);
}

} // namespace ns3::vnlab
