// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/virtual-gateway.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/ip-in-ip.h"
#include "model/ip/packet-fields.h"
#include "model/ip/routed-packet.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"

#include <optional>

namespace ns3::vnlab
{

VirtualGateway::VirtualGateway(Server& server,
                               const Encapsulation& format,
                               uint32_t mtu,
                               DropLog& drops,
                               Time perPacket,
                               std::span<const SitePlan> sites)
    : TunnelServer(server, format, mtu, drops)
{
    SetPace(perPacket);
    for (const SitePlan& site : sites)
    {
        if (site.gateway == server.GetId())
        {
            m_siteOf.emplace(site.address, site);
            m_siteAt.emplace(flow_port::Of(site.site), site);
        }
    }
}

bool
VirtualGateway::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return table == kFlowTable && m_flows.Write(key, value);
}

bool
VirtualGateway::Erase(TableId table, std::span<const uint8_t> key)
{
    return table == kFlowTable && m_flows.Erase(key);
}

void
VirtualGateway::Clear()
{
    m_flows.Clear();
}

bool
VirtualGateway::Takes(const FrameFields& outer) const
{
    return TunnelServer::Takes(outer) ||
           (outer.protocol == ipproto::kIpip && m_siteOf.contains(outer.source));
}

void
VirtualGateway::Forward(const Ptr<Packet>& frame, const FrameFields& outer)
{
    outer.protocol == ipproto::kIpip ? FromSite(frame, outer) : FromHost(frame, outer);
}

void
VirtualGateway::FromHost(const Ptr<Packet>& frame, const FrameFields& outer)
{
    if (const std::optional<Inner> inner = Open(frame, outer))
    {
        Route(PacketFields(inner->fields, flow_port::kTunnel, inner->label.vni.value),
              frame,
              inner->fields);
    }
}

void
VirtualGateway::FromSite(const Ptr<Packet>& frame, const FrameFields& outer)
{
    std::optional<FrameFields> inner = TakeOutOfIpIp(frame, outer);
    if (!inner || !CombineEcn(outer.tos, frame, *inner))
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const uint32_t port = flow_port::Of(m_siteOf.at(outer.source).site);
    Route(PacketFields(*inner, port, 0), frame, *inner);
}

void
VirtualGateway::Route(const FlowFields& packet, const Ptr<Packet>& frame, const FrameFields& fields)
{
    const std::optional<FlowTable::Found> flow = m_flows.Find(packet);
    const auto site = flow ? m_siteAt.find(flow->actions.output) : m_siteAt.end();
    const bool isTagged = fields.l3Offset != headersize::kEthernet;
    if (!flow || isTagged || (!flow->actions.setsTunnel && site == m_siteAt.end()))
    {
        Drop(VNLAB_DROP_NOT_PERMITTED, frame);
        return;
    }
    if (fields.ttl <= 1)
    {
        Drop(VNLAB_DROP_TTL_EXPIRED, frame);
        return;
    }
    const FlowActions& actions = flow->actions;
    const Ptr<Packet> routed = Routed(frame, At().Mac(), actions.etherDestination);
    if (actions.setsTunnel)
    {
        ToTunnel(Vni{actions.tunnelId}, actions.tunnelDestination, routed, *FieldsOf(routed));
    }
    else
    {
        ToSite(site->second, routed, fields);
    }
}

void
VirtualGateway::ToSite(const SitePlan& site, const Ptr<Packet>& frame, const FrameFields& fields)
{
    if (fields.totalLength + overhead::kIpInIp > kLongestIpv4)
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
        return;
    }
    SendOut(PutIntoIpIp(frame,
                        fields,
                        {.destinationMac = At().NextHopMac(),
                         .sourceMac = At().Mac(),
                         .source = At().Address(),
                         .destination = site.address,
                         .id = NextIdentification()}),
            frame->GetSize());
}

} // namespace ns3::vnlab
