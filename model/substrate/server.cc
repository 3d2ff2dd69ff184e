// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/server.h"

#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/substrate/address-plan.h"

#include "ns3/abort.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

Server::Server(ServerId id, const ServerProfile& profile, Fabric& fabric, DropLog& drops)
    : m_id(id),
      m_name(profile.name),
      m_address(address_plan::ServerAddress(id, profile.isOutside)),
      m_fabric(fabric),
      m_drops(drops),
      m_cpu(profile.cores),
      m_isGateway(profile.isGateway)
{
    fabric.SetServerEdge(id, this);
}

ServerId
Server::GetId() const
{
    return m_id;
}

const std::string&
Server::Name() const
{
    return m_name;
}

uint32_t
Server::Address() const
{
    return m_address;
}

MacBytes
Server::Mac() const
{
    return address_plan::NodeMac({NodeKind::kServer, m_id.value});
}

MacBytes
Server::NextHopMac() const
{
    return address_plan::NodeMac(m_fabric.GetTopology().servers[m_id.value]);
}

bool
Server::IsGateway() const
{
    return m_isGateway;
}

HostStack&
Server::Stack()
{
    return m_stack;
}

ServerCpu&
Server::Cpu()
{
    return m_cpu;
}

void
Server::OnRest(TakeRest taker)
{
    m_takeRest = std::move(taker);
}

void
Server::Send(Ptr<Packet> frame)
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    NS_ABORT_MSG_UNLESS(fields && fields->isIpv4, "a server sends IPv4");
    m_fabric.SendFromServer(m_id, MakeFabricFrame(std::move(frame), *fields));
}

void
Server::SendUdp(uint32_t destination,
                uint16_t sourcePort,
                uint16_t destinationPort,
                const Ptr<const Packet>& payload)
{
    Send(MakeUdpFrame({.sourceMac = Mac(),
                       .nextHopMac = NextHopMac(),
                       .source = m_address,
                       .destination = destination,
                       .sourcePort = sourcePort,
                       .destinationPort = destinationPort},
                      payload));
}

void
Server::ReceiveFromFabric(NodeRef, FabricFrame frame)
{
    const std::optional<FrameFields> fields = CheckedFieldsOf(frame.packet);
    if (!fields)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame.packet);
    }
    else if (m_stack.Deliver(m_address, *fields, frame.packet))
    {
        return;
    }
    else if (m_takeRest)
    {
        m_takeRest(std::move(frame), *fields);
    }
    else
    {
        m_drops.Count(VNLAB_DROP_NO_PORT, frame.packet);
    }
}

} // namespace ns3::vnlab
