// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/identity-filter.h"

#include "model/dataplane/port-security.h"
#include "model/wire/arp-frame.h"

#include <algorithm>
#include <initializer_list>

namespace ns3::vnlab
{

namespace
{

bool
AllowsAll(const PermitValue& permit)
{
    return std::ranges::all_of(permit.services,
                               [](const PermittedService& service) { return service.used == 0; });
}

/// @return whether a permit has one of the ports of a protocol
bool
Allows(const PermitValue& permit, uint8_t protocol, std::initializer_list<uint16_t> ports)
{
    const auto matches = [&](const PermittedService& service)
    {
        return service.used != 0 && service.protocol == protocol &&
               (service.port == 0 || std::ranges::count(ports, service.port) > 0);
    };
    return AllowsAll(permit) || std::ranges::any_of(permit.services, matches);
}

} // namespace

IdentityFilter::IdentityFilter(std::optional<uint32_t> connections)
{
    if (connections)
    {
        m_connections.emplace(*connections);
    }
}

const UuidBytes*
IdentityFilter::IdentityOf(Vni vni, const MacBytes& mac) const
{
    const IdentityValue* const identity = m_identities.Find({vni, mac});
    return identity ? &identity->uuid : nullptr;
}

std::optional<DropReason>
IdentityFilter::FromGuest(const FilteredFrame& frame)
{
    const End from = SourceOf(frame, frame.port);
    if (!from.uuid)
    {
        return VNLAB_DROP_SPOOFED_SOURCE;
    }
    if (frame.fields.isArp && frame.fields.arpOperation == kArpRequest)
    {
        return std::nullopt;
    }
    return Decide(frame,
                  from,
                  DestinationOf(frame, frame.fields.destinationMac),
                  from.isCarried ? Side::kPassedOut : Side::kOwn);
}

std::optional<DropReason>
IdentityFilter::ToGuest(const FilteredFrame& frame)
{
    const End to = DestinationOf(frame, frame.port);
    return Decide(frame,
                  SourceOf(frame, frame.fields.sourceMac),
                  to,
                  to.isCarried ? Side::kPassedIn : Side::kOwn);
}

std::optional<DropReason>
IdentityFilter::Decide(const FilteredFrame& frame, const End& from, const End& to, Side side)
{
    const PermitValue* permit =
        from.uuid && to.uuid ? m_permits.Find({*from.uuid, *to.uuid}) : nullptr;
    if (!permit)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    const FrameFields& fields = frame.fields;
    if (fields.isArp)
    {
        return std::nullopt;
    }
    if (m_connections)
    {
        return m_connections->Decide(
            frame,
            side,
            [permit](const SeenPacket& seen)
            { return Allows(*permit, seen.service.ipProtocol, {seen.service.port}); });
    }
    return Allows(*permit, fields.protocol, {fields.destinationPort, fields.sourcePort})
             ? std::nullopt
             : std::optional(VNLAB_DROP_NOT_PERMITTED);
}

IdentityFilter::End
IdentityFilter::SourceOf(const FilteredFrame& frame, const MacBytes& mac) const
{
    const FrameFields& fields = frame.fields;
    const IdentityValue* own = m_identities.Find({frame.vni, mac});
    if (!own)
    {
        return {};
    }
    if (HasSource(fields, mac, own->address))
    {
        return {&own->uuid, false};
    }
    return {fields.isIpv4 && fields.sourceMac == mac ? CarriedBy(frame.vni, mac, fields.source)
                                                     : nullptr,
            true};
}

/// A destination that nobody passes on is its owner's, whatever address the packet has.
IdentityFilter::End
IdentityFilter::DestinationOf(const FilteredFrame& frame, const MacBytes& mac) const
{
    const UuidBytes* carried =
        frame.fields.isIpv4 ? CarriedBy(frame.vni, mac, frame.fields.destination) : nullptr;
    if (carried)
    {
        return {carried, true};
    }
    return {IdentityOf(frame.vni, mac), false};
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
IdentityFilter::TracksConnections() const
{
    return m_connections.has_value();
}

void
IdentityFilter::MoveState(VnicId vnic, FrameFilter& to)
{
    if (m_connections)
    {
        m_connections->Move(vnic, *dynamic_cast<IdentityFilter&>(to).m_connections);
    }
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
    if (m_connections)
    {
        m_connections->Clear();
    }
}

} // namespace ns3::vnlab
