// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/fabric-frame.h"

#include "model/ip/packet-fields.h"
#include "model/ip/routed-packet.h"
#include "model/population.h"
#include "model/wire/big-endian.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <array>
#include <utility>

namespace ns3::vnlab
{

FabricFrame
MakeFabricFrame(Ptr<Packet> packet, const FrameFields& fields)
{
    FabricFrame frame;
    frame.destination = fields.destination;
    frame.flowHash = FlowHash(fields);
    frame.bytes = packet->GetSize();
    frame.ttl = fields.ttl;
    frame.dscp = fields.tos >> 2;
    frame.packets = PopulationOf(packet) == Population::kProbe ? 0 : 1;
    frame.packet = std::move(packet);
    return frame;
}

void
HashGreKey(FabricFrame& frame)
{
    constexpr uint16_t checksumPresent = 0x8000;
    constexpr uint16_t keyPresent = 0x2000;
    constexpr size_t longest = kParsedBytes + 12; // GRE up to its key
    std::array<uint8_t, longest> bytes{};
    const std::span head = std::span(bytes).first(CopyHead(frame.packet, bytes));
    std::optional<FrameFields> fields = ParseFrame(head);
    if (!fields || !fields->isIpv4 || fields->protocol != ipproto::kGre || IsFragment(*fields))
    {
        return;
    }
    const uint16_t flags = ReadBig16(&bytes[fields->l4Offset]);
    const size_t key = fields->l4Offset + ((flags & checksumPresent) != 0 ? 8 : 4);
    if ((flags & keyPresent) == 0 || head.size() < key + 4)
    {
        return;
    }
    fields->sourcePort = ReadBig16(&bytes[key]);
    fields->destinationPort = ReadBig16(&bytes[key + 2]);
    frame.flowHash = FlowHash(*fields);
}

Ptr<Packet>
AsSeen(const FabricFrame& frame, const MacBytes& source, const MacBytes& destination)
{
    return Routed(frame.packet, source, destination, frame.hops);
}

} // namespace ns3::vnlab
