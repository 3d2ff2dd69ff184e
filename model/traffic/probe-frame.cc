// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/probe-frame.h"

#include "model/ip/tcp-segment.h"
#include "model/ip/udp-frame.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include <utility>

namespace ns3::vnlab
{

Ptr<Packet>
MakeProbeFrame(const VnicPlan& from,
               const VnicPlan& to,
               const Service& service,
               Ptr<Packet> payload)
{
    if (service.ipProtocol == ipproto::kTcp)
    {
        return MakeFrame(TcpSegment{.sourceMac = from.mac,
                                    .destinationMac = to.mac,
                                    .source = from.address,
                                    .destination = to.address,
                                    .sourcePort = service.port,
                                    .destinationPort = service.port,
                                    .syn = true,
                                    .ack = false,
                                    .payload = std::move(payload)});
    }
    return MakeUdpFrame({.sourceMac = from.mac,
                         .nextHopMac = to.mac,
                         .source = from.address,
                         .destination = to.address,
                         .sourcePort = service.port,
                         .destinationPort = service.port},
                        payload);
}

Ptr<Packet>
PayloadOfProbe(const Ptr<const Packet>& frame, const FrameFields& fields)
{
    const size_t l4 = fields.protocol == ipproto::kTcp ? headersize::kTcp : headersize::kUdp;
    const auto headers = static_cast<uint32_t>(fields.l4Offset + l4);
    const uint32_t end = fields.l3Offset + uint32_t{fields.totalLength};
    return end <= frame->GetSize() && headers <= end ? frame->CreateFragment(headers, end - headers)
                                                     : Create<Packet>();
}

} // namespace ns3::vnlab
