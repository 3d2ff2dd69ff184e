// SPDX-License-Identifier: GPL-2.0-only
#include "test/wire/encapsulation.h"

#include "model/wire/dot1q-header.h"
#include "model/wire/esp-header.h"
#include "model/wire/esp-trailer.h"
#include "model/wire/mpls-header.h"
#include "model/wire/nvgre-header.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/vxlan-header.h"

#include "ns3/ethernet-header.h"
#include "ns3/icmpv4.h"
#include "ns3/ipv4-header.h"
#include "ns3/udp-header.h"

namespace ns3::vnlab::test
{
namespace
{

void
AddEthernet(Ptr<Packet> packet, uint16_t etherType)
{
    EthernetHeader ethernet(false);
    ethernet.SetDestination("02:00:00:00:00:02");
    ethernet.SetSource("02:00:00:00:00:01");
    ethernet.SetLengthType(etherType);
    packet->AddHeader(ethernet);
}

void
AddIpv4(Ptr<Packet> packet, const char* source, const char* destination, uint8_t protocol)
{
    Ipv4Header ipv4;
    ipv4.EnableChecksum();
    ipv4.SetSource(source);
    ipv4.SetDestination(destination);
    ipv4.SetProtocol(protocol);
    ipv4.SetTtl(64);
    ipv4.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
    packet->AddHeader(ipv4);
}

void
AddOuterEthernetIpv4(Ptr<Packet> packet, uint8_t protocol)
{
    AddIpv4(packet, "192.0.2.1", "192.0.2.2", protocol);
    AddEthernet(packet, ethertype::kIpv4);
}

void
AddOuterUdp(Ptr<Packet> packet, uint16_t port)
{
    UdpHeader udp;
    udp.EnableChecksums();
    udp.InitializeChecksum(Ipv4Address("192.0.2.1"), Ipv4Address("192.0.2.2"), ipproto::kUdp);
    udp.SetSourcePort(50000);
    udp.SetDestinationPort(port);
    packet->AddHeader(udp);
}

/// Takes the Ethernet header off, which tunnels of IPv4 packets do not carry.
Ptr<Packet>
Ipv4Of(Ptr<const Packet> frame)
{
    Ptr<Packet> packet = frame->Copy();
    EthernetHeader ethernet(false);
    packet->RemoveHeader(ethernet);
    return packet;
}

} // namespace

Ptr<Packet>
EchoFrame(uint32_t dataSize)
{
    const std::vector<uint8_t> data(dataSize, 'v');
    Icmpv4Echo echo;
    echo.SetIdentifier(7);
    echo.SetSequenceNumber(1);
    echo.SetData(Create<Packet>(data.data(), dataSize));
    Icmpv4Header icmp;
    icmp.SetType(Icmpv4Header::ICMPV4_ECHO);
    icmp.EnableChecksum();
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(echo);
    packet->AddHeader(icmp);
    AddIpv4(packet, "10.0.0.1", "10.0.0.2", ipproto::kIcmp);
    AddEthernet(packet, ethertype::kIpv4);
    return packet;
}

Ptr<Packet>
InVxlan(Ptr<const Packet> frame, uint32_t vni, uint16_t port)
{
    Ptr<Packet> packet = frame->Copy();
    VxlanHeader vxlan;
    vxlan.SetVni(Vni{vni});
    packet->AddHeader(vxlan);
    AddOuterUdp(packet, port);
    AddOuterEthernetIpv4(packet, ipproto::kUdp);
    return packet;
}

Ptr<Packet>
InGeneve(Ptr<const Packet> frame, const GeneveHeader& geneve)
{
    Ptr<Packet> packet = frame->Copy();
    packet->AddHeader(geneve);
    AddOuterUdp(packet, udpport::kGeneve);
    AddOuterEthernetIpv4(packet, ipproto::kUdp);
    return packet;
}

Ptr<Packet>
InNvgre(Ptr<const Packet> frame, uint32_t vsid, uint8_t flowId)
{
    Ptr<Packet> packet = frame->Copy();
    NvgreHeader nvgre;
    nvgre.SetVsid(Vni{vsid});
    nvgre.SetFlowId(flowId);
    packet->AddHeader(nvgre);
    AddOuterEthernetIpv4(packet, ipproto::kGre);
    return packet;
}

Ptr<Packet>
InIpInIp(Ptr<const Packet> frame)
{
    Ptr<Packet> packet = Ipv4Of(frame);
    AddOuterEthernetIpv4(packet, ipproto::kIpip);
    return packet;
}

Ptr<Packet>
InMpls(Ptr<const Packet> frame, const std::vector<uint32_t>& labels)
{
    Ptr<Packet> packet = Ipv4Of(frame);
    for (auto label = labels.rbegin(); label != labels.rend(); ++label)
    {
        MplsHeader entry;
        entry.SetLabel(*label);
        entry.SetBottomOfStack(label == labels.rbegin());
        packet->AddHeader(entry);
    }
    AddEthernet(packet, ethertype::kMpls);
    return packet;
}

Ptr<Packet>
InDot1q(Ptr<const Packet> frame, uint16_t vlanId, uint8_t priority)
{
    Ptr<Packet> packet = Ipv4Of(frame);
    Dot1qHeader tag;
    tag.SetVlanId(vlanId);
    tag.SetPriority(priority);
    tag.SetEtherType(ethertype::kIpv4);
    packet->AddHeader(tag);
    AddEthernet(packet, ethertype::kDot1q);
    return packet;
}

Ptr<Packet>
InEsp(Ptr<const Packet> frame, uint32_t spi, uint32_t sequence)
{
    constexpr uint32_t ivSize = 8;   // RFC 4106 §3.1
    constexpr uint32_t icvSize = 16; // RFC 4106 §6
    Ptr<Packet> packet = Ipv4Of(frame);
    EspTrailer trailer;
    trailer.SetPadLength(EspPadding(packet->GetSize()));
    trailer.SetNextHeader(ipproto::kIpip);
    packet->AddTrailer(trailer);
    packet->AddPaddingAtEnd(icvSize);
    Ptr<Packet> protectedPacket = Create<Packet>(ivSize);
    protectedPacket->AddAtEnd(packet);
    EspHeader esp;
    esp.SetSpi(spi);
    esp.SetSequence(sequence);
    protectedPacket->AddHeader(esp);
    AddOuterEthernetIpv4(protectedPacket, ipproto::kEsp);
    return protectedPacket;
}

} // namespace ns3::vnlab::test
