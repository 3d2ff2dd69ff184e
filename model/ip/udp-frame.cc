// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/udp-frame.h"

#include "model/ip/packet-fields.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"

#include <array>
#include <span>

namespace ns3::vnlab
{

Ptr<Packet>
MakeUdpFrame(const UdpAddressing& addressing, const Ptr<const Packet>& payload)
{
    const OuterIpv4 ip{.destinationMac = addressing.nextHopMac,
                       .sourceMac = addressing.sourceMac,
                       .source = addressing.source,
                       .destination = addressing.destination,
                       .protocol = ipproto::kUdp,
                       .l4Length = headersize::kUdp + payload->GetSize()};
    std::array<uint8_t, kEthernetIpv4Size + headersize::kUdp> headers;
    const size_t ipEnd = WriteEthernetIpv4(headers, ip);
    const size_t udp = WriteUdp(std::span(headers).subspan(ipEnd),
                                ip,
                                addressing.sourcePort,
                                addressing.destinationPort,
                                SumOf(payload));
    NS_ABORT_MSG_IF(ipEnd == 0 || udp == 0, "a datagram longer than IPv4 takes");
    Ptr<Packet> frame = payload->Copy();
    PrependBytes(frame, headers);
    return frame;
}

} // namespace ns3::vnlab
