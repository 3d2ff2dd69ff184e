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
    const IdentityValue* own = m_identities.Find({vni, port});
    if (!own || !HasSource(frame, port, own->address))
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
    const IdentityValue* from = m_identities.Find({vni, source});
    const IdentityValue* to = m_identities.Find({vni, destination});
    if (!from || !to || !HasSource(frame, source, from->address))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    const PermitValue* permit = m_permits.Find({from->uuid, to->uuid});
    if (!permit || !Allows(*permit, frame))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    return std::nullopt;
}

bool
IdentityFilter::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == TableId::kIdentity)
    {
        return m_identities.Write(key, value);
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
    return table == TableId::kPermit && m_permits.Erase(key);
}

} // namespace ns3::vnlab
