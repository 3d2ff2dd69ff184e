// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/trunk-ports.h"

namespace ns3::vnlab
{

void
TrunkPorts::Add(const TrunkVlanKey& entry)
{
    if (entry.first == entry.last)
    {
        m_single[entry.first].insert(entry.port);
    }
    else
    {
        m_ranges.insert(entry);
    }
}

bool
TrunkPorts::Remove(const TrunkVlanKey& entry)
{
    if (entry.first != entry.last)
    {
        return m_ranges.erase(entry) != 0;
    }
    const auto ports = m_single.find(entry.first);
    if (ports == m_single.end() || ports->second.erase(entry.port) == 0)
    {
        return false;
    }
    if (ports->second.empty())
    {
        m_single.erase(ports);
    }
    return true;
}

std::vector<LinkId>
TrunkPorts::Carrying(uint16_t vlan) const
{
    const auto single = m_single.find(vlan);
    std::set<LinkId> ports = single == m_single.end() ? std::set<LinkId>{} : single->second;
    for (const TrunkVlanKey& range : m_ranges)
    {
        if (range.first <= vlan && vlan <= range.last)
        {
            ports.insert(range.port);
        }
    }
    return {ports.begin(), ports.end()};
}

} // namespace ns3::vnlab
