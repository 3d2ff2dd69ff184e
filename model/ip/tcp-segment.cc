// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-segment.h"

#include "ns3/ethernet-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/tcp-header.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr uint8_t kTcp = 6;
constexpr uint16_t kIpv4EtherType = 0x0800;

} // namespace

Ptr<Packet>
MakeFrame(const TcpSegment& segment)
{
    Ptr<Packet> frame = segment.payload->Copy();

    TcpHeader tcp;
    tcp.SetSourcePort(segment.sourcePort);
    tcp.SetDestinationPort(segment.destinationPort);
    tcp.SetSequenceNumber(SequenceNumber32(segment.sequence));
    tcp.SetAckNumber(SequenceNumber32(segment.acknowledgement));
    tcp.SetFlags((segment.syn ? TcpHeader::SYN : 0) | (segment.ack ? TcpHeader::ACK : 0));
    tcp.SetWindowSize(kTcpWindow);
    tcp.EnableChecksums();
    tcp.InitializeChecksum(Ipv4Address(segment.source), Ipv4Address(segment.destination), kTcp);
    frame->AddHeader(tcp);

    Ipv4Header ip;
    ip.SetSource(Ipv4Address(segment.source));
    ip.SetDestination(Ipv4Address(segment.destination));
    ip.SetProtocol(kTcp);
    ip.SetTtl(64);
    ip.SetPayloadSize(static_cast<uint16_t>(frame->GetSize()));
    ip.EnableChecksum();
    frame->AddHeader(ip);

    EthernetHeader ethernet(false);
    ethernet.SetSource(ToMac48(segment.sourceMac));
    ethernet.SetDestination(ToMac48(segment.destinationMac));
    ethernet.SetLengthType(kIpv4EtherType);
    frame->AddHeader(ethernet);
    return frame;
}

std::optional<TcpSegment>
ReadSegment(const Ptr<const Packet>& frame)
{
    TcpSegment segment;
    segment.payload = frame->Copy();
    EthernetHeader ethernet(false);
    if (segment.payload->GetSize() < 14 + 20 + 20)
    {
        return std::nullopt;
    }
    segment.payload->RemoveHeader(ethernet);
    // An IPv4 header of another version stops ns-3's parser.
    uint8_t versionAndLength = 0;
    segment.payload->CopyData(&versionAndLength, 1);
    if (ethernet.GetLengthType() != kIpv4EtherType || versionAndLength != 0x45)
    {
        return std::nullopt;
    }
    Ipv4Header ip;
    ip.EnableChecksum();
    segment.payload->RemoveHeader(ip);
    if (!ip.IsChecksumOk() || ip.GetProtocol() != kTcp ||
        ip.GetPayloadSize() > segment.payload->GetSize() || ip.GetPayloadSize() < 20)
    {
        return std::nullopt;
    }
    segment.payload->RemoveAtEnd(segment.payload->GetSize() - ip.GetPayloadSize());

    // Only headers without options: ns-3's parser takes bad ones without a look at the checksum.
    std::array<uint8_t, 13> upToDataOffset;
    segment.payload->CopyData(upToDataOffset.data(), upToDataOffset.size());
    if (upToDataOffset.back() >> 4 != 5)
    {
        return std::nullopt;
    }
    TcpHeader tcp;
    tcp.EnableChecksums();
    tcp.InitializeChecksum(ip.GetSource(), ip.GetDestination(), kTcp);
    segment.payload->RemoveHeader(tcp);
    if (!tcp.IsChecksumOk())
    {
        return std::nullopt;
    }
    segment.sourceMac = ToBytes(ethernet.GetSource());
    segment.destinationMac = ToBytes(ethernet.GetDestination());
    segment.source = ip.GetSource().Get();
    segment.destination = ip.GetDestination().Get();
    segment.sourcePort = tcp.GetSourcePort();
    segment.destinationPort = tcp.GetDestinationPort();
    segment.sequence = tcp.GetSequenceNumber().GetValue();
    segment.acknowledgement = tcp.GetAckNumber().GetValue();
    segment.syn = (tcp.GetFlags() & TcpHeader::SYN) != 0;
    segment.ack = (tcp.GetFlags() & TcpHeader::ACK) != 0;
    return segment;
}

} // namespace ns3::vnlab
