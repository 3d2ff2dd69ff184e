// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/neighbor-table.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

auto
LowerBound(std::vector<NeighborTable::Entry>& entries, uint32_t address)
{
    return std::lower_bound(entries.begin(),
                            entries.end(),
                            address,
                            [](const NeighborTable::Entry& entry, uint32_t value)
                            { return entry.address < value; });
}

} // namespace

NeighborTable::Entry*
NeighborTable::Find(uint32_t address)
{
    const auto it = LowerBound(m_entries, address);
    return it != m_entries.end() && it->address == address ? &*it : nullptr;
}

NeighborTable::Entry&
NeighborTable::Get(uint32_t address)
{
    const auto it = LowerBound(m_entries, address);
    if (it != m_entries.end() && it->address == address)
    {
        return *it;
    }
    return *m_entries.insert(it, Entry{address, {}, State::kFailed, 0, -1, nullptr});
}

} // namespace ns3::vnlab
