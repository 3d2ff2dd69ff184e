// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/replica-list.h"

#include <algorithm>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

/// 1. The higher sequence number. 2. The removal. 3. The one that was there.
bool
GoesBefore(const ReplicaState& state, const ReplicaState& other)
{
    return state.number > other.number ||
           (state.number == other.number && !state.value && other.value);
}

/// @return a key before all others of a place
RuleKey
FirstAt(EnforcementPoint at)
{
    return {.at = at, .table = {}, .key = {}};
}

} // namespace

void
ReplicaEntry::AddTo(RuleDelta& rules) const
{
    if (state.value)
    {
        rules.written.push_back({where, *state.value, {}});
    }
    else
    {
        rules.erased.push_back(where);
    }
}

ReplicaList::ReplicaList(uint32_t sites)
    : m_versions(sites)
{
}

bool
ReplicaList::Take(const ReplicaEntry& entry)
{
    const auto [known, isNew] = m_entries.try_emplace(entry.where, entry.state);
    if (isNew)
    {
        return entry.state.value.has_value();
    }
    if (!GoesBefore(entry.state, known->second))
    {
        return false;
    }
    const bool differs = entry.state.value != known->second.value;
    known->second = entry.state;
    return differs;
}

void
ReplicaList::Advance(const ReplicaVersions& versions)
{
    std::ranges::transform(m_versions,
                           versions,
                           m_versions.begin(),
                           [](uint64_t a, uint64_t b) { return std::max(a, b); });
}

const ReplicaVersions&
ReplicaList::Versions() const
{
    return m_versions;
}

std::vector<ReplicaEntry>
ReplicaList::Beyond(const ReplicaVersions& versions) const
{
    std::vector<ReplicaEntry> beyond;
    for (const auto& [where, state] : m_entries)
    {
        if (state.change.count > versions[state.change.site])
        {
            beyond.push_back({where, state});
        }
    }
    return beyond;
}

std::vector<ReplicaEntry>
ReplicaList::At(EnforcementPoint at) const
{
    std::vector<ReplicaEntry> there;
    for (auto entry = m_entries.lower_bound(FirstAt(at));
         entry != m_entries.end() && entry->first.at == at;
         ++entry)
    {
        there.push_back({entry->first, entry->second});
    }
    return there;
}

void
ReplicaList::Forget(EnforcementPoint at)
{
    const auto first = m_entries.lower_bound(FirstAt(at));
    const auto last = std::find_if(
        first, m_entries.end(), [at](const auto& entry) { return entry.first.at != at; });
    m_entries.erase(first, last);
}

} // namespace ns3::vnlab
