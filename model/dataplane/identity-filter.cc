// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/identity-filter.h"

#include "model/wire/arp-frame.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

bool
Allows(const PermitValue& permit, const FrameFields& frame)
{
    const auto used = [](const PermittedService& service) { return service.used != 0; };
    const auto matches = [&frame](const PermittedService& service)
    {
        return service.used != 0 && service.protocol == frame.protocol &&
               (service.port == 0 || service.port == frame.destinationPort ||
                service.port == frame.sourcePort);
    };
    return frame.isArp || std::ranges::none_of(permit.services, used) ||
           std::ranges::any_of(permit.services, matches);
}

bool
HasSource(const FrameFields& frame, const MacBytes& mac, uint32_t address)
{
    if (frame.isArp)
    {
        return frame.sourceMac == mac && frame.senderMac == mac && frame.senderIp == address;
    }
    return frame.sourceMac == mac && (!frame.isIpv4 || frame.source == address);
}

} // namespace

std::optional<DropReason>
IdentityFilter::FromGuest(Vni vni, const MacBytes& port, const FrameFields& frame) const
{
    if (!SourceOf(vni, port, frame))
    {
        return VNLAB_DROP_SPOOFED_SOURCE;
    }
    if (frame.isArp && frame.arpOperation == kArpRequest)
    {
        return std::nullopt;
    }
    return Permitted(vni, port, frame.destinationMac, frame);
}

std::optional<DropReason>
IdentityFilter::ToGuest(Vni vni, const MacBytes& port, const FrameFields& frame) const
{
    return Permitted(vni, frame.sourceMac, port, frame);
}

std::optional<DropReason>
IdentityFilter::Permitted(Vni vni,
                          const MacBytes& source,
                          const MacBytes& destination,
                          const FrameFields& frame) const
{
    const UuidBytes* from = SourceOf(vni, source, frame);
    const UuidBytes* to = DestinationOf(vni, destination, frame);
    if (!from || !to)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    const PermitValue* permit = m_permits.Find({*from, *to});
    if (!permit || !Allows(*permit, frame))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    return std::nullopt;
}

const UuidBytes*
IdentityFilter::SourceOf(Vni vni, const MacBytes& mac, const FrameFields& frame) const
{
    const IdentityValue* own = m_identities.Find({vni, mac});
    if (!own)
    {
        return nullptr;
    }
    if (HasSource(frame, mac, own->address))
    {
        return &own->uuid;
    }
    return frame.isIpv4 && frame.sourceMac == mac ? CarriedBy(vni, mac, frame.source) : nullptr;
}

/// A destination that nobody passes on is its owner's, whatever address the packet has.
const UuidBytes*
IdentityFilter::DestinationOf(Vni vni, const MacBytes& mac, const FrameFields& frame) const
{
    const UuidBytes* carried = frame.isIpv4 ? CarriedBy(vni, mac, frame.destination) : nullptr;
    const IdentityValue* own = m_identities.Find({vni, mac});
    return carried || !own ? carried : &own->uuid;
}

const UuidBytes*
IdentityFilter::CarriedBy(Vni vni, const MacBytes& mac, uint32_t address) const
{
    const CarriedValue* carried = m_carried.Size() > 0
                                    ? m_carried.Find({.vni = vni, .mac = mac, .address = address})
                                    : nullptr;
    return carried ? &carried->uuid : nullptr;
}

bool
IdentityFilter::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == TableId::kIdentity)
    {
        return m_identities.Write(key, value);
    }
    if (table == TableId::kCarried)
    {
        return m_carried.Write(key, value);
    }
    return table == TableId::kPermit && m_permits.Write(key, value);
}

bool
IdentityFilter::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == TableId::kIdentity)
    {
        return m_identities.Erase(key);
    }
    if (table == TableId::kCarried)
    {
        return m_carried.Erase(key);
    }
    return table == TableId::kPermit && m_permits.Erase(key);
}

void
IdentityFilter::Clear()
{
    m_identities = {};
    m_carried = {};
    m_permits = {};
}

} // namespace ns3::vnlab
