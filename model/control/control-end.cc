// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-end.h"

#include "model/population.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

ControlEnd
EndOf(Server& server, uint16_t port, uint32_t mtu)
{
    return {.address = server.Address(),
            .port = port,
            .mac = server.Mac(),
            .nextHopMac = server.NextHopMac(),
            .transmit = [&server](Ptr<Packet> frame) { server.Send(std::move(frame)); },
            .mtu = mtu};
}

TcpSegment
AddressingBetween(const ControlEnd& from, const ControlEnd& to)
{
    TcpSegment segment;
    segment.sourceMac = from.mac;
    segment.destinationMac = from.nextHopMac;
    segment.source = from.address;
    segment.destination = to.address;
    segment.sourcePort = from.port;
    segment.destinationPort = to.port;
    return segment;
}

uint32_t
SegmentBetween(const ControlEnd& a, const ControlEnd& b)
{
    return std::min(a.mtu, b.mtu) - kTcpIpHeaders;
}

TcpStream::Transmit
MarkingControl(TcpStream::Transmit transmit)
{
    return [transmit = std::move(transmit)](Ptr<Packet> frame)
    {
        Mark(frame, Population::kControl);
        transmit(std::move(frame));
    };
}

} // namespace ns3::vnlab
