// SPDX-License-Identifier: GPL-2.0-only
#include "model/service/packet-router.h"

#include "model/ip/packet-fields.h"
#include "model/ip/routed-packet.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

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
    vnic.SendFrame(Routed(packet, own, neighbour.value_or(address_plan::kGatewayMac)));
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
