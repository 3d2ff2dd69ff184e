// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-segment.h"

#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/wire/header-sizes.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tcp-fields.h"

#include "ns3/abort.h"

#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kHeaders = kEthernetIpv4Size + headersize::kTcp;

} // namespace

Ptr<Packet>
MakeFrame(const TcpSegment& segment)
{
    const OuterIpv4 ip{.destinationMac = segment.destinationMac,
                       .sourceMac = segment.sourceMac,
                       .source = segment.source,
                       .destination = segment.destination,
                       .protocol = ipproto::kTcp,
                       .l4Length = headersize::kTcp + segment.payload->GetSize()};
    const int flags = (segment.syn ? tcpflag::kSyn : 0) | (segment.ack ? tcpflag::kAck : 0);
    const TcpFields fields{.sourcePort = segment.sourcePort,
                           .destinationPort = segment.destinationPort,
                           .sequence = segment.sequence,
                           .acknowledgement = segment.acknowledgement,
                           .flags = static_cast<uint8_t>(flags),
                           .window = kTcpWindow};
    std::array<uint8_t, kHeaders> headers;
    const size_t ipEnd = WriteEthernetIpv4(headers, ip);
    const size_t tcp =
        WriteTcp(std::span(headers).subspan(ipEnd), ip, fields, SumOf(segment.payload));
    NS_ABORT_MSG_IF(ipEnd == 0 || tcp == 0, "a segment longer than IPv4 takes");
    Ptr<Packet> frame = segment.payload->Copy();
    PrependBytes(frame, headers);
    return frame;
}

std::optional<TcpSegment>
ReadSegment(const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> ip = CheckedFieldsOf(frame);
    if (!ip || !ip->isIpv4 || ip->protocol != ipproto::kTcp || IsFragment(*ip) ||
        ip->l4Offset != kEthernetIpv4Size || ip->totalLength < headersize::kIpv4 + headersize::kTcp)
    {
        return std::nullopt;
    }
    TcpSegment segment;
    segment.payload = frame->Copy();
    TrimToIpv4(segment.payload, *ip);
    std::array<uint8_t, kHeaders> headers;
    CopyHead(segment.payload, headers);
    size_t size = 0;
    const std::optional<TcpFields> tcp = ParseTcp(std::span(headers).subspan(ip->l4Offset), size);
    if (!tcp || !IsValidL4(segment.payload, *ip))
    {
        return std::nullopt;
    }
    segment.payload->RemoveAtStart(kHeaders);
    segment.sourceMac = ip->sourceMac;
    segment.destinationMac = ip->destinationMac;
    segment.source = ip->source;
    segment.destination = ip->destination;
    segment.sourcePort = tcp->sourcePort;
    segment.destinationPort = tcp->destinationPort;
    segment.sequence = tcp->sequence;
    segment.acknowledgement = tcp->acknowledgement;
    segment.syn = tcp->Has(tcpflag::kSyn);
    segment.ack = tcp->Has(tcpflag::kAck);
    return segment;
}

} // namespace ns3::vnlab
