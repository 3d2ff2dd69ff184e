// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/verdict-tally.h"

#include <algorithm>

namespace ns3::vnlab
{

void
VerdictTally::Watch(Time now, Time duration)
{
    if (m_windows.empty() || now > m_windows.back().second)
    {
        m_windows.emplace_back(now, now);
    }
    m_windows.back().second = std::max(m_windows.back().second, now + duration);
}

bool
VerdictTally::IsWatched(Time sent) const
{
    const auto after = std::ranges::upper_bound(m_windows, sent, {}, &std::pair<Time, Time>::first);
    return after != m_windows.begin() && sent <= std::prev(after)->second;
}

void
VerdictTally::Add(const JudgedPacket& packet)
{
    const bool isRight = packet.verdict == Verdict::kRight;
    if (isRight && m_pending.empty())
    {
        return;
    }
    auto found = m_pending.find(packet.conversation);
    if (found != m_pending.end() && found->second.isWanted != packet.isWanted)
    {
        Last(found->second, m_lasting);
        m_pending.erase(found);
        found = m_pending.end();
    }
    if (isRight)
    {
        if (found != m_pending.end() && packet.sent > found->second.lastSent)
        {
            Mend(found->second, packet.place);
            m_pending.erase(found);
        }
        return;
    }
    if (found == m_pending.end())
    {
        found = m_pending.try_emplace(packet.conversation).first;
        found->second.isWanted = packet.isWanted;
    }
    Pending& pending = found->second;
    pending.lastSent = std::max(pending.lastSent, packet.sent);
    const bool isWatched = IsWatched(packet.sent);
    if (packet.verdict == Verdict::kWronglyDropped)
    {
        pending.drops.push_back({packet.place, isWatched});
    }
    else
    {
        ++(isWatched ? pending.delivered : m_lasting.delivered);
    }
}

/// @param place of the receiver when the conversation gets through again
void
VerdictTally::Mend(const Pending& pending, uint32_t place)
{
    m_ofChanges.delivered += pending.delivered;
    for (const Pending::Drop& drop : pending.drops)
    {
        if (drop.place == place)
        {
            ++(drop.isWatched ? m_ofChanges.dropped : m_lasting.dropped);
        }
    }
}

void
VerdictTally::Last(const Pending& pending, WrongVerdicts& lasting) const
{
    lasting.delivered += pending.delivered;
    lasting.dropped += pending.drops.size();
}

const WrongVerdicts&
VerdictTally::OfChanges() const
{
    return m_ofChanges;
}

WrongVerdicts
VerdictTally::Lasting() const
{
    WrongVerdicts lasting = m_lasting;
    for (const auto& [conversation, pending] : m_pending)
    {
        Last(pending, lasting);
    }
    return lasting;
}

} // namespace ns3::vnlab
