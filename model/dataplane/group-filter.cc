// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/group-filter.h"

#include "model/dataplane/port-security.h"
#include "model/plain-bytes.h"

#include <algorithm>

namespace ns3::vnlab
{

GroupFilter::GroupFilter(uint32_t connections)
    : m_connections(connections)
{
}

std::optional<DropReason>
GroupFilter::FromGuest(const FilteredFrame& frame)
{
    const GroupPortValue* const port = m_ports.Find({frame.vnic});
    if (!port || !HasSource(frame.fields, frame.port, port->address))
    {
        return VNLAB_DROP_SPOOFED_SOURCE;
    }
    if (frame.fields.isArp)
    {
        return std::nullopt;
    }
    return m_connections.Decide(frame,
                                HostConnections::Side::kOwn,
                                [&](const SeenPacket& seen)
                                {
                                    return seen.senderAsked || seen.kind == Tracked::kRelated ||
                                           Takes(
                                               port->group, frame.fields.destination, seen.service);
                                });
}

std::optional<DropReason>
GroupFilter::ToGuest(const FilteredFrame& frame)
{
    const GroupPortValue* const port = m_ports.Find({frame.vnic});
    if (!port)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    if (frame.fields.isArp)
    {
        return std::nullopt;
    }
    return m_connections.Decide(frame,
                                HostConnections::Side::kOwn,
                                [&](const SeenPacket& seen)
                                {
                                    return !seen.senderAsked || seen.kind == Tracked::kRelated ||
                                           Takes(port->group, frame.fields.source, seen.service);
                                });
}

bool
GroupFilter::Takes(GroupId group, uint32_t from, const Service& service) const
{
    const auto groups = m_groupsOf.find(from);
    if (groups == m_groupsOf.end())
    {
        return false;
    }
    const auto has = [&](GroupId remote, uint8_t protocol, uint16_t port)
    {
        return m_rules.contains(
            {.group = group, .remote = remote, .port = port, .protocol = protocol});
    };
    return std::ranges::any_of(groups->second,
                               [&](GroupId remote)
                               {
                                   return has(remote, 0, 0) || has(remote, service.ipProtocol, 0) ||
                                          has(remote, service.ipProtocol, service.port);
                               });
}

bool
GroupFilter::TracksConnections() const
{
    return true;
}

void
GroupFilter::MoveState(VnicId vnic, FrameFilter& to)
{
    m_connections.Move(vnic, dynamic_cast<GroupFilter&>(to).m_connections);
}

bool
GroupFilter::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == kGroupPortTable)
    {
        return m_ports.Write(key, value);
    }
    const auto rule = ReadAs<GroupRuleKey>(key);
    if (table == kGroupRuleTable && rule && value.empty())
    {
        m_rules.insert(*rule);
        return true;
    }
    const auto member = ReadAs<GroupAddressKey>(key);
    if (table != kGroupAddressTable || !member || !value.empty())
    {
        return false;
    }
    std::vector<GroupId>& groups = m_groupsOf[member->address];
    if (std::ranges::count(groups, member->group) == 0)
    {
        groups.push_back(member->group);
    }
    return true;
}

bool
GroupFilter::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == kGroupPortTable)
    {
        return m_ports.Erase(key);
    }
    const auto rule = ReadAs<GroupRuleKey>(key);
    if (table == kGroupRuleTable && rule)
    {
        return m_rules.erase(*rule) > 0;
    }
    const auto member = ReadAs<GroupAddressKey>(key);
    const auto groups =
        table == kGroupAddressTable && member ? m_groupsOf.find(member->address) : m_groupsOf.end();
    if (groups == m_groupsOf.end() || std::erase(groups->second, member->group) == 0)
    {
        return false;
    }
    if (groups->second.empty())
    {
        m_groupsOf.erase(groups);
    }
    return true;
}

void
GroupFilter::Clear()
{
    m_ports = {};
    m_rules.clear();
    m_groupsOf.clear();
    m_connections.Clear();
}

} // namespace ns3::vnlab
