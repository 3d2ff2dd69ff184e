// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/stale-times.h"

#include <algorithm>
#include <limits>
#include <set>

namespace ns3::vnlab
{

StaleTimes::StaleTimes(const CloudPlan& plan, const SpecOracle& oracle)
    : m_plan(plan),
      m_oracle(oracle)
{
}

void
StaleTimes::Watch(TenantId tenant, size_t version, Time submitted, Time until)
{
    m_changes.push_back({.tenant = tenant,
                         .version = version,
                         .submitted = submitted,
                         .until = until,
                         .lastWrong = submitted});
}

/// At those that were submitted before a packet was sent.
void
StaleTimes::LookAtChanges(const Conversation& conversation, Time sent, Stream& stream) const
{
    const TenantId tenant = m_plan.At(m_plan.At(conversation.from).vm).tenant;
    for (; stream.known < m_changes.size() && m_changes[stream.known].submitted < sent;
         ++stream.known)
    {
        const Change& change = m_changes[stream.known];
        if (change.tenant == tenant &&
            m_oracle.Alters(
                change.version, conversation.from, *conversation.to, conversation.service))
        {
            stream.change = stream.known;
            stream.isWrong = false;
        }
    }
}

void
StaleTimes::Add(const JudgedPacket& packet)
{
    if (m_changes.empty() || !packet.conversation.to)
    {
        return;
    }
    Stream& stream = m_streams[packet.conversation];
    LookAtChanges(packet.conversation, packet.sent, stream);
    if (!stream.change || packet.sent > m_changes[*stream.change].until)
    {
        return;
    }
    Change& change = m_changes[*stream.change];
    change.isSeen = true;
    stream.isWrong = packet.verdict != Verdict::kRight;
    if (stream.isWrong)
    {
        change.lastWrong = std::max(change.lastWrong, packet.sent);
    }
}

std::vector<double>
StaleTimes::InSeconds(Time end) const
{
    std::set<size_t> stillWrong;
    for (const auto& [conversation, stream] : m_streams)
    {
        if (stream.isWrong)
        {
            Stream later = stream;
            LookAtChanges(conversation, m_changes[*stream.change].until, later);
            if (later.change == stream.change)
            {
                stillWrong.insert(*stream.change);
            }
        }
    }
    std::vector<double> seconds;
    for (size_t i = 0; i < m_changes.size(); ++i)
    {
        const Change& change = m_changes[i];
        const bool isWrong = stillWrong.contains(i);
        if (change.isSeen && !(isWrong && end < change.until))
        {
            seconds.push_back(isWrong ? std::numeric_limits<double>::infinity()
                                      : (change.lastWrong - change.submitted).GetSeconds());
        }
    }
    return seconds;
}

} // namespace ns3::vnlab
