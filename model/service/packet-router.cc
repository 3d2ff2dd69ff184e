// SPDX-License-Identifier: GPL-2.0-only
#include "model/service/packet-router.h"

#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kTtlInIpv4 = 8;
constexpr size_t kChecksumInIpv4 = 10;

/// @return a packet as a router sends it on
Ptr<Packet>
Routed(const Ptr<const Packet>& frame,
       const FrameFields& fields,
       const MacBytes& own,
       const MacBytes& next)
{
    std::array<uint8_t, 14 + 12> bytes; // Ethernet, and IPv4 up to its checksum
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    std::ranges::copy(next, head.begin());
    std::ranges::copy(own, head.begin() + own.size());
    const std::span ip = head.subspan(fields.l3Offset);
    const uint16_t before = ReadBig16(&ip[kTtlInIpv4]);
    --ip[kTtlInIpv4];
    WriteBig16(&ip[kChecksumInIpv4],
               UpdateChecksum(ReadBig16(&ip[kChecksumInIpv4]), before, ReadBig16(&ip[kTtlInIpv4])));
    Ptr<Packet> routed = frame->Copy();
    routed->RemoveAtStart(static_cast<uint32_t>(head.size()));
    PrependBytes(routed, head);
    return routed;
}

} // namespace

PacketRouter::PacketRouter(DropLog& drops, Neighbour neighbour)
    : m_drops(drops),
      m_neighbour(std::move(neighbour))
{
}

void
PacketRouter::Install(VnicId at, std::unique_ptr<Middlebox> middlebox)
{
    m_middleboxes[at] = std::move(middlebox);
}

const Middlebox*
PacketRouter::At(VnicId vnic) const
{
    const auto found = m_middleboxes.find(vnic);
    return found == m_middleboxes.end() ? nullptr : found->second.get();
}

void
PacketRouter::OnPassing(Passed subscriber)
{
    m_subscribers.push_back(std::move(subscriber));
}

bool
PacketRouter::Take(VnicDevice& vnic, const Ptr<Packet>& frame)
{
    const MacBytes own = ToBytes(vnic.GetMac());
    std::optional<FrameFields> fields = CheckedFieldsOf(frame);
    const bool isRouted = fields && fields->isIpv4 && fields->destinationMac == own &&
                          fields->l3Offset == headersize::kEthernet;
    if (!isRouted)
    {
        return false;
    }
    Ptr<Packet> packet = frame;
    switch (Decide(vnic, packet, *fields))
    {
    case Passage::kOwn:
        return false;
    case Passage::kRefused:
        m_drops.Count(VNLAB_DROP_REFUSED, frame);
        return true;
    case Passage::kOn:
        break;
    }
    if (fields->ttl <= 1)
    {
        m_drops.Count(VNLAB_DROP_TTL_EXPIRED, frame);
        return true;
    }
    for (const Passed& subscriber : m_subscribers)
    {
        subscriber(vnic.GetVnic(), frame);
    }
    const std::optional<MacBytes> neighbour = fields->source == vnic.GetGuestAddress()
                                                ? m_neighbour(vnic.GetVnic(), fields->destination)
                                                : std::nullopt;
    vnic.SendFrame(Routed(packet, *fields, own, neighbour.value_or(address_plan::kGatewayMac)));
    return true;
}

Passage
PacketRouter::Decide(const VnicDevice& vnic, Ptr<Packet>& frame, FrameFields& fields) const
{
    const auto found = m_middleboxes.find(vnic.GetVnic());
    if (found != m_middleboxes.end())
    {
        return found->second->Take(frame, fields, vnic.LocalTime());
    }
    return fields.destination == vnic.GetGuestAddress() ? Passage::kOwn : Passage::kOn;
}

} // namespace ns3::vnlab
