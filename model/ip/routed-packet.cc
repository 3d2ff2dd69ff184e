// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/routed-packet.h"

#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/packet-bytes.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

Ptr<Packet>
Routed(const Ptr<const Packet>& frame,
       const MacBytes& source,
       const MacBytes& destination,
       uint8_t hops)
{
    constexpr size_t ttl = headersize::kEthernet + 8;
    constexpr size_t checksum = headersize::kEthernet + 10;
    std::array<uint8_t, headersize::kEthernet + headersize::kIpv4> head;
    CopyHead(frame, head);
    std::ranges::copy(destination, head.begin());
    std::ranges::copy(source, head.begin() + destination.size());
    const uint16_t before = ReadBig16(&head[ttl]);
    head[ttl] = static_cast<uint8_t>(head[ttl] - hops);
    WriteBig16(&head[checksum],
               UpdateChecksum(ReadBig16(&head[checksum]), before, ReadBig16(&head[ttl])));
    Ptr<Packet> routed = frame->Copy();
    routed->RemoveAtStart(head.size());
    PrependBytes(routed, head);
    return routed;
}

} // namespace ns3::vnlab
