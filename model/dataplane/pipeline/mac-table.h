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
 * @brief The links behind which a bridge has seen Ethernet addresses (IEEE 802.1Q §8.8).
 *
 * An address is forgotten when it has been silent for longer than the ageing time. A full table
 * keeps what it has: it learns an address only when another is forgotten.
 */
class MacTable
{
  public:
    MacTable(size_t capacity, Time ageing)
        : m_capacity(capacity),
          m_ageing(ageing)
    {
    }

    /// @param link towards the address; replaces the one that was learned before
    void Learn(const MacBytes& mac, LinkId link, Time now)
    {
        Forget(now);
        if (const auto known = m_entries.find(ToNumber(mac)); known != m_entries.end())
        {
            known->second->link = link;
            known->second->seen = now;
            m_bySilence.splice(m_bySilence.end(), m_bySilence, known->second);
        }
        else if (!IsFull(now))
        {
            m_bySilence.push_back({ToNumber(mac), link, now});
            m_entries.emplace(ToNumber(mac), std::prev(m_bySilence.end()));
        }
    }

    std::optional<LinkId> Find(const MacBytes& mac, Time now)
    {
        Forget(now);
        const auto known = m_entries.find(ToNumber(mac));
        return known == m_entries.end() ? std::nullopt : std::optional(known->second->link);
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
        uint64_t mac;
        LinkId link;
        Time seen;
    };

    static uint64_t ToNumber(const MacBytes& mac)
    {
        uint64_t number = 0;
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
            m_entries.erase(m_bySilence.front().mac);
            m_bySilence.pop_front();
        }
    }

    size_t m_capacity;
    Time m_ageing;
    std::list<Entry> m_bySilence; ///< the longest silent first
    std::unordered_map<uint64_t, std::list<Entry>::iterator> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_MAC_TABLE_H
