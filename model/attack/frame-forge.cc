// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/frame-forge.h"

#include "model/guest/guest.h"
#include "model/rule/link-tunnel.h"
#include "model/substrate/address-plan.h"
#include "model/wire/nvgre-header.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/vxlan-header.h"

#include "ns3/ethernet-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/udp-header.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

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

} // namespace

FrameForge::FrameForge(const CloudPlan& plan, const CloudVersion& version)
    : m_plan(plan),
      m_version(version)
{
}

Ptr<Packet>
FrameForge::Plain(VnicId as, VnicId target, Ptr<Packet> payload) const
{
    return WithBorrowedAddress(as, as, target, std::move(payload));
}

Ptr<Packet>
FrameForge::WithBorrowedAddress(VnicId own, VnicId as, VnicId target, Ptr<Packet> payload) const
{
    const uint32_t source = m_plan.At(as).address;
    const VnicPlan& to = m_plan.At(target);
    AddUdp(payload, source, to.address, kServicePort, kServicePort);
    AddIpv4(payload, source, to.address, ipproto::kUdp);
    AddEthernet(payload, m_plan.At(own).mac, to.mac);
    return payload;
}

std::vector<Ptr<Packet>>
FrameForge::Tunnelled(VnicId as, VnicId target, const Ptr<Packet>& payload) const
{
    const uint32_t from = m_version.PlaceOf(as).providerAddress;
    const uint32_t to = m_version.PlaceOf(target).providerAddress;
    const MacBytes& mac = m_plan.At(as).mac;
    const Vni id{LinkTunnelId(as, target)};
    std::vector<Ptr<Packet>> frames;
    const auto add = [from, to, &mac, &frames](const Ptr<Packet>& frame, uint8_t protocol)
    {
        AddIpv4(frame, from, to, protocol);
        AddEthernet(frame, mac, address_plan::kGatewayMac);
        frames.push_back(frame);
    };

    Ptr<Packet> vxlan = Plain(as, target, payload->Copy());
    VxlanHeader vxlanHeader;
    vxlanHeader.SetVni(id);
    vxlan->AddHeader(vxlanHeader);
    AddUdp(vxlan, from, to, kServicePort, udpport::kVxlan);
    add(vxlan, ipproto::kUdp);

    Ptr<Packet> nvgre = Plain(as, target, payload->Copy());
    NvgreHeader nvgreHeader;
    nvgreHeader.SetVsid(id);
    nvgre->AddHeader(nvgreHeader);
    add(nvgre, ipproto::kGre);

    Ptr<Packet> ipip = Plain(as, target, payload->Copy());
    EthernetHeader inner(false);
    ipip->RemoveHeader(inner);
    add(ipip, ipproto::kIpip);
    return frames;
}

} // namespace ns3::vnlab
