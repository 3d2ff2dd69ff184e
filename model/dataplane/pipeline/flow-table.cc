// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/flow-table.h"

#include "model/plain-bytes.h"

#include <algorithm>
#include <functional>

namespace ns3::vnlab
{

size_t
FlowTable::FieldsHash::operator()(const FlowFields& fields) const noexcept
{
    return std::hash<std::string_view>{}(
        {reinterpret_cast<const char*>(&fields), sizeof(FlowFields)});
}

FlowTable::FlowTable(size_t capacity)
    : m_capacity(capacity)
{
}

std::vector<FlowTable::Group>::iterator
FlowTable::GroupOf(const FlowKey& key)
{
    return std::ranges::find_if(m_groups,
                                [&key](const Group& group) {
                                    return group.priority == key.priority && group.mask == key.mask;
                                });
}

/// Flows of one mask overlap only where they are the same.
bool
FlowTable::Contradicts(const FlowKey& key, const FlowActions& actions) const
{
    return std::ranges::any_of(
        m_groups,
        [&](const Group& group)
        {
            return group.priority == key.priority && group.mask != key.mask &&
                   std::ranges::any_of(group.flows,
                                       [&](const auto& flow) {
                                           return flow.second != actions &&
                                                  Overlap(key,
                                                          {flow.first, group.mask, group.priority});
                                       });
        });
}

bool
FlowTable::Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto match = ReadAs<FlowKey>(key);
    const auto actions = ReadAs<FlowActions>(value);
    if (!match || !actions || Masked(match->value, match->mask) != match->value ||
        Contradicts(*match, *actions))
    {
        return false;
    }
    auto group = GroupOf(*match);
    const bool isKnown = group != m_groups.end() && group->flows.contains(match->value);
    if (!isKnown && m_size >= m_capacity)
    {
        return false;
    }
    if (group == m_groups.end())
    {
        group = std::ranges::upper_bound(
            m_groups, match->priority, std::ranges::greater{}, &Group::priority);
        group = m_groups.insert(group, {match->priority, match->mask, {}});
    }
    group->flows[match->value] = *actions;
    m_size += isKnown ? 0 : 1;
    return true;
}

bool
FlowTable::Erase(std::span<const uint8_t> key)
{
    const auto match = ReadAs<FlowKey>(key);
    const auto group = match ? GroupOf(*match) : m_groups.end();
    if (group == m_groups.end() || group->flows.erase(match->value) == 0)
    {
        return false;
    }
    --m_size;
    if (group->flows.empty())
    {
        m_groups.erase(group);
    }
    return true;
}

std::optional<FlowTable::Found>
FlowTable::Find(const FlowFields& packet) const
{
    for (const Group& group : m_groups)
    {
        const FlowFields left = Masked(packet, group.mask);
        if (const auto flow = group.flows.find(left); flow != group.flows.end())
        {
            return Found{{left, group.mask, group.priority}, flow->second};
        }
    }
    return std::nullopt;
}

size_t
FlowTable::Size() const
{
    return m_size;
}

void
FlowTable::Clear()
{
    m_groups.clear();
    m_size = 0;
}

} // namespace ns3::vnlab
