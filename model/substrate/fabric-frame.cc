// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/fabric-frame.h"

#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
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
    constexpr size_t ttlOffset = 14 + 8;
    constexpr size_t checksumOffset = 14 + 10;
    std::array<uint8_t, 14 + 20> head;
    Ptr<Packet> seen = frame.packet->Copy();
    CopyHead(seen, head);
    std::copy(destination.begin(), destination.end(), head.begin());
    std::copy(source.begin(), source.end(), head.begin() + 6);

    const auto word = [&head](size_t at)
    { return static_cast<uint16_t>(head[at] << 8 | head[at + 1]); };
    const uint16_t ttlBefore = word(ttlOffset);
    head[ttlOffset] = static_cast<uint8_t>(head[ttlOffset] - frame.hops);
    const uint16_t checksum = UpdateChecksum(word(checksumOffset), ttlBefore, word(ttlOffset));
    head[checksumOffset] = static_cast<uint8_t>(checksum >> 8);
    head[checksumOffset + 1] = static_cast<uint8_t>(checksum);

    seen->RemoveAtStart(head.size());
    PrependBytes(seen, head);
    return seen;
}

} // namespace ns3::vnlab
