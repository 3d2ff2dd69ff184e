// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LEARNED_FDB_H
#define VNLAB_LEARNED_FDB_H

#include "model/dataplane/entry-table.h"
#include "model/rule/tables.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace ns3::vnlab
{

/// Remote VTEPs by MAC address, learned from what they sent; forgotten after 300 s of silence unless
/// told otherwise, as Linux's vxlan device does.
class LearnedFdb
{
  public:
    void SetAgeing(Time silence)
    {
        m_ageing = silence;
    }

    void Learn(Vni vni, const MacBytes& mac, uint32_t vtep, Time now)
    {
        m_entries[{vni, mac}] = {vtep, now};
    }

    std::optional<uint32_t> Find(Vni vni, const MacBytes& mac, Time now) const
    {
        const auto it = m_entries.find({vni, mac});
        if (it == m_entries.end() || now - it->second.seen > m_ageing)
        {
            return std::nullopt;
        }
        return it->second.vtep;
    }

    void Clear()
    {
        m_entries.clear();
    }

    /// @return entries held, silent ones included
    size_t Size() const
    {
        return m_entries.size();
    }

  private:
    struct Entry
    {
        uint32_t vtep;
        Time seen;
    };

    Time m_ageing{Seconds(300)};
    std::unordered_map<SegmentMacKey, Entry, BytesHash<SegmentMacKey>> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_LEARNED_FDB_H
