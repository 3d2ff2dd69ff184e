// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/label-filter.h"

#include "model/dataplane/port-security.h"
#include "model/plain-bytes.h"

#include <algorithm>

namespace ns3::vnlab
{

LabelFilter::LabelFilter(size_t capacity, uint32_t connections)
    : m_capacity(capacity),
      m_connections(connections)
{
}

std::optional<DropReason>
LabelFilter::FromGuest(const FilteredFrame& frame)
{
    const LabelPortValue* const port = m_ports.Find({frame.vnic});
    if (!port || !HasSource(frame.fields, frame.port, port->address))
    {
        return VNLAB_DROP_SPOOFED_SOURCE;
    }
    if (frame.fields.isArp)
    {
        return std::nullopt;
    }
    const LabelAddressValue* const other = m_addresses.Find({frame.vni, frame.fields.destination});
    return m_connections.Decide(
        frame,
        HostConnections::Side::kOwn,
        [&](const SeenPacket& seen)
        {
            return !other || seen.kind == Tracked::kRelated ||
                   Permits(frame.vnic, other->identity, seen.senderAsked, seen.service);
        });
}

std::optional<DropReason>
LabelFilter::ToGuest(const FilteredFrame& frame)
{
    if (!m_ports.Find({frame.vnic}))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    if (frame.fields.isArp)
    {
        return std::nullopt;
    }
    return m_connections.Decide(
        frame,
        HostConnections::Side::kOwn,
        [&](const SeenPacket& seen)
        {
            return seen.kind == Tracked::kRelated ||
                   Permits(frame.vnic, frame.policy, !seen.senderAsked, seen.service);
        });
}

bool
LabelFilter::Permits(VnicId vnic, IdentityNumber other, bool ownAsked, const Service& service) const
{
    const auto has = [&](uint8_t protocol, uint16_t port)
    {
        return m_policies.contains(
            {.vnic = vnic,
             .identity = other,
             .port = port,
             .protocol = protocol,
             .direction = ownAsked ? PolicyDirection::kEgress : PolicyDirection::kIngress});
    };
    return has(0, 0) || has(service.ipProtocol, 0) || has(service.ipProtocol, service.port);
}

uint16_t
LabelFilter::PolicyOf(VnicId vnic) const
{
    const LabelPortValue* const port = m_ports.Find({vnic});
    return port ? port->identity : 0;
}

bool
LabelFilter::TracksConnections() const
{
    return true;
}

void
LabelFilter::MoveState(VnicId vnic, FrameFilter& to)
{
    m_connections.Move(vnic, dynamic_cast<LabelFilter&>(to).m_connections);
}

bool
LabelFilter::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == kLabelPortTable)
    {
        return m_ports.Write(key, value);
    }
    if (table == kLabelAddressTable)
    {
        return m_addresses.Write(key, value);
    }
    const auto policy = ReadAs<LabelPolicyKey>(key);
    if (table != kLabelPolicyTable || !policy || !value.empty())
    {
        return false;
    }
    if (m_policies.contains(*policy))
    {
        return true;
    }
    size_t& entries = m_entries[policy->vnic];
    if (entries == m_capacity)
    {
        return false;
    }
    ++entries;
    m_policies.insert(*policy);
    return true;
}

bool
LabelFilter::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == kLabelPortTable)
    {
        return m_ports.Erase(key);
    }
    if (table == kLabelAddressTable)
    {
        return m_addresses.Erase(key);
    }
    const auto policy = ReadAs<LabelPolicyKey>(key);
    if (table != kLabelPolicyTable || !policy || m_policies.erase(*policy) == 0)
    {
        return false;
    }
    --m_entries[policy->vnic];
    return true;
}

void
LabelFilter::Clear()
{
    m_ports = {};
    m_addresses = {};
    m_policies.clear();
    m_entries.clear();
    m_connections.Clear();
}

} // namespace ns3::vnlab
