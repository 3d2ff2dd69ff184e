// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAC_TABLE_H
#define VNLAB_MAC_TABLE_H

#include "model/mac-bytes.h"
#include "model/substrate/topology.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <optional>
#include <unordered_map>

namespace ns3::vnlab
{

/**
 * @brief The ports behind which a bridge has seen Ethernet addresses, in each VLAN (IEEE 802.1Q §8.8).
 *
 * An address is forgotten when it has been silent for longer than the ageing time. A full table
 * keeps what it has: it learns an address only when another is forgotten. A bridge without VLANs has
 * VLAN 0 alone.
 */
template <class Port>
class StationTable
{
  public:
    StationTable(size_t capacity, Time ageing)
        : m_capacity(capacity),
          m_ageing(ageing)
    {
    }

    /// @param port towards the address; replaces the one that was learned before
    void Learn(const MacBytes& mac, Port port, Time now, uint16_t vlan = 0)
    {
        Forget(now);
        const uint64_t station = ToNumber(mac, vlan);
        if (const auto known = m_entries.find(station); known != m_entries.end())
        {
            known->second->port = port;
            known->second->seen = now;
            m_bySilence.splice(m_bySilence.end(), m_bySilence, known->second);
        }
        else if (!IsFull(now))
        {
            m_bySilence.push_back({station, port, now});
            m_entries.emplace(station, std::prev(m_bySilence.end()));
        }
    }

    std::optional<Port> Find(const MacBytes& mac, Time now, uint16_t vlan = 0)
    {
        Forget(now);
        const auto known = m_entries.find(ToNumber(mac, vlan));
        return known == m_entries.end() ? std::nullopt : std::optional(known->second->port);
    }

    /// @return what Find() would say after Learn(source, port), of which nothing comes
    std::optional<Port> FindAfter(
        const MacBytes& source, Port port, const MacBytes& mac, Time now, uint16_t vlan = 0)
    {
        Forget(now);
        const bool isLearned = !IsFull(now) || m_entries.contains(ToNumber(source, vlan));
        return mac == source && isLearned ? std::optional(port) : Find(mac, now, vlan);
    }

    /// Forgets what is behind a port, as when it is unplugged.
    void ForgetPort(Port port)
    {
        for (auto entry = m_bySilence.begin(); entry != m_bySilence.end();)
        {
            const auto next = std::next(entry);
            if (entry->port == port)
            {
                m_entries.erase(entry->station);
                m_bySilence.erase(entry);
            }
            entry = next;
        }
    }

    void Clear()
    {
        m_entries.clear();
        m_bySilence.clear();
    }

    bool IsFull(Time now)
    {
        Forget(now);
        return m_entries.size() >= m_capacity;
    }

    size_t Size(Time now)
    {
        Forget(now);
        return m_entries.size();
    }

  private:
    struct Entry
    {
        uint64_t station;
        Port port;
        Time seen;
    };

    static uint64_t ToNumber(const MacBytes& mac, uint16_t vlan)
    {
        uint64_t number = vlan;
        for (const uint8_t byte : mac)
        {
            number = number << 8 | byte;
        }
        return number;
    }

    void Forget(Time now)
    {
        while (!m_bySilence.empty() && now - m_bySilence.front().seen > m_ageing)
        {
            m_entries.erase(m_bySilence.front().station);
            m_bySilence.pop_front();
        }
    }

    size_t m_capacity;
    Time m_ageing;
    std::list<Entry> m_bySilence; ///< the longest silent first
    std::unordered_map<uint64_t, typename std::list<Entry>::iterator> m_entries;
};

/// Of a switch of the fabric.
using MacTable = StationTable<LinkId>;

} // namespace ns3::vnlab

#endif // VNLAB_MAC_TABLE_H
