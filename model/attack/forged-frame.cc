// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/forged-frame.h"

#include "model/substrate/address-plan.h"
#include "model/wire/nvgre-header.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/vxlan-header.h"

#include "ns3/ethernet-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/tcp-header.h"
#include "ns3/udp-header.h"

namespace ns3::vnlab
{

namespace
{

/// Where UDP carries a tunnel. Any source port will do.
constexpr uint16_t kTunnelSourcePort = 5002;

void
AddUdp(const Ptr<Packet>& packet,
       uint32_t source,
       uint32_t destination,
       uint16_t sourcePort,
       uint16_t destinationPort)
{
    UdpHeader udp;
    udp.SetSourcePort(sourcePort);
    udp.SetDestinationPort(destinationPort);
    udp.EnableChecksums();
    udp.InitializeChecksum(Ipv4Address(source), Ipv4Address(destination), ipproto::kUdp);
    packet->AddHeader(udp);
}

void
AddTcp(const Ptr<Packet>& packet, uint32_t source, uint32_t destination, const TcpFields& fields)
{
    TcpHeader tcp;
    tcp.SetSourcePort(fields.sourcePort);
    tcp.SetDestinationPort(fields.destinationPort);
    tcp.SetSequenceNumber(SequenceNumber32(fields.sequence));
    tcp.SetAckNumber(SequenceNumber32(fields.acknowledgement));
    tcp.SetFlags(fields.flags);
    tcp.SetWindowSize(fields.window);
    tcp.EnableChecksums();
    tcp.InitializeChecksum(Ipv4Address(source), Ipv4Address(destination), ipproto::kTcp);
    packet->AddHeader(tcp);
}

void
AddIpv4(const Ptr<Packet>& packet, uint32_t source, uint32_t destination, uint8_t protocol)
{
    Ipv4Header ip;
    ip.SetSource(Ipv4Address(source));
    ip.SetDestination(Ipv4Address(destination));
    ip.SetProtocol(protocol);
    ip.SetTtl(64);
    ip.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
    ip.EnableChecksum();
    packet->AddHeader(ip);
}

void
AddEthernet(const Ptr<Packet>& packet, const MacBytes& source, const MacBytes& destination)
{
    EthernetHeader ethernet(false);
    ethernet.SetSource(ToMac48(source));
    ethernet.SetDestination(ToMac48(destination));
    ethernet.SetLengthType(ethertype::kIpv4);
    packet->AddHeader(ethernet);
}

void
AddVxlan(const Ptr<Packet>& packet, const ForgedTunnel& tunnel)
{
    VxlanHeader vxlan;
    vxlan.SetVni(Vni{tunnel.id});
    packet->AddHeader(vxlan);
    AddUdp(packet, tunnel.from, tunnel.to, kTunnelSourcePort, udpport::kVxlan);
    AddIpv4(packet, tunnel.from, tunnel.to, ipproto::kUdp);
}

void
AddNvgre(const Ptr<Packet>& packet, const ForgedTunnel& tunnel)
{
    NvgreHeader nvgre;
    nvgre.SetVsid(Vni{tunnel.id});
    packet->AddHeader(nvgre);
    AddIpv4(packet, tunnel.from, tunnel.to, ipproto::kGre);
}

void
AddIpip(const Ptr<Packet>& packet, const ForgedTunnel& tunnel)
{
    EthernetHeader inner(false);
    packet->RemoveHeader(inner);
    AddIpv4(packet, tunnel.from, tunnel.to, ipproto::kIpip);
}

} // namespace

Ptr<Packet>
ForgeFrame(const FrameEnd& from, const FrameEnd& to, const ForgedMessage& message)
{
    const Ptr<Packet> frame = message.payload->Copy();
    const TcpFields& fields = message.fields;
    if (message.isTcp)
    {
        AddTcp(frame, from.address, to.address, fields);
    }
    else
    {
        AddUdp(frame, from.address, to.address, fields.sourcePort, fields.destinationPort);
    }
    AddIpv4(frame, from.address, to.address, message.isTcp ? ipproto::kTcp : ipproto::kUdp);
    AddEthernet(frame, from.mac, to.mac);
    return frame;
}

Ptr<Packet>
ForgeTunnel(const ForgedTunnel& tunnel, Ptr<Packet> frame)
{
    switch (tunnel.protocol)
    {
    case TunnelProtocol::kVxlan:
        AddVxlan(frame, tunnel);
        break;
    case TunnelProtocol::kNvgre:
        AddNvgre(frame, tunnel);
        break;
    case TunnelProtocol::kIpip:
        AddIpip(frame, tunnel);
        break;
    }
    AddEthernet(frame, tunnel.sourceMac, address_plan::kGatewayMac);
    return frame;
}

} // namespace ns3::vnlab
