// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/ip-in-ip.h"

#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

Ptr<Packet>
PutIntoIpIp(const Ptr<const Packet>& frame, const FrameFields& fields, OuterIpv4 outer)
{
    outer.protocol = ipproto::kIpip;
    outer.tos = fields.tos;
    outer.l4Length = fields.totalLength;
    std::array<uint8_t, kEthernetIpv4Size> head;
    NS_ABORT_MSG_IF(WriteEthernetIpv4(head, outer) == 0, "a packet that IPv4 cannot carry in IPv4");
    Ptr<Packet> packet = frame->Copy();
    TrimToIpv4(packet, fields);
    packet->RemoveAtStart(fields.l3Offset);
    PrependBytes(packet, head);
    return packet;
}

std::optional<FrameFields>
TakeOutOfIpIp(const Ptr<Packet>& frame, const FrameFields& outer)
{
    std::array<uint8_t, headersize::kEthernet> ethernet;
    std::ranges::copy(outer.destinationMac, ethernet.begin());
    std::ranges::copy(outer.sourceMac, ethernet.begin() + outer.destinationMac.size());
    WriteBig16(&ethernet[12], ethertype::kIpv4);
    TrimToIpv4(frame, outer);
    frame->RemoveAtStart(outer.l4Offset);
    PrependBytes(frame, ethernet);
    return CheckedFieldsOf(frame);
}

} // namespace ns3::vnlab
