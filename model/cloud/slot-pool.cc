// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/slot-pool.h"

namespace ns3::vnlab
{

SlotPool::SlotPool(uint32_t hosts, uint32_t slotsPerHost)
    : m_hosts(hosts),
      m_slotsPerHost(slotsPerHost)
{
}

std::optional<uint32_t>
SlotPool::Take(HostId host)
{
    if (Free(host) == 0)
    {
        return std::nullopt;
    }
    Slots& slots = m_hosts[host.value];
    do
    {
        slots.last = static_cast<uint8_t>(slots.last % address_plan::kMaxSlot + 1);
    } while (slots.taken[slots.last]);
    slots.taken.set(slots.last);
    return slots.last;
}

void
SlotPool::GiveBack(HostId host, uint32_t slot)
{
    m_hosts[host.value].taken.reset(slot);
}

uint32_t
SlotPool::Hosts() const
{
    return static_cast<uint32_t>(m_hosts.size());
}

uint32_t
SlotPool::Free(HostId host) const
{
    return m_slotsPerHost - static_cast<uint32_t>(m_hosts[host.value].taken.count());
}

} // namespace ns3::vnlab
