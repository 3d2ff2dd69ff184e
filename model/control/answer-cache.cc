// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/answer-cache.h"

#include <algorithm>
#include <iterator>

namespace ns3::vnlab
{

AnswerCache::AnswerCache(const CacheLimits& limits)
    : m_limits(limits)
{
}

std::vector<RuleKey>
AnswerCache::Insert(const RuleKey& wanted, std::vector<RuleKey> entries, VnicId asker, Time now)
{
    std::vector<RuleKey> gone;
    const auto isNew = [&entries](const RuleKey& key)
    { return std::ranges::find(entries, key) != entries.end(); };
    const auto forget = [this, &gone](const RuleKey& key)
    { std::ranges::move(Forget(key), std::back_inserter(gone)); };
    forget(wanted);
    std::ranges::for_each(entries, forget);
    std::erase_if(gone, isNew);
    while (m_limits.most > 0 && m_answers.size() >= m_limits.most)
    {
        std::ranges::move(Remove(std::prev(m_answers.end())), std::back_inserter(gone));
    }
    const Time lifetime = entries.empty() ? m_limits.negativeLifetime : m_limits.lifetime;
    m_answers.push_front({wanted, std::move(entries), asker, now + lifetime, m_inserted++});
    const auto answer = m_answers.begin();
    m_entries += answer->entries.size();
    for (const RuleKey& key : KeysOf(*answer))
    {
        m_byKey[key] = answer;
    }
    m_byExpiry[{answer->expires, answer->number}] = answer;
    return gone;
}

/// A negative answer is found by what was asked for, another one by each of its entries.
std::span<const RuleKey>
AnswerCache::KeysOf(const Answer& answer)
{
    return answer.entries.empty() ? std::span(&answer.wanted, 1) : std::span(answer.entries);
}

bool
AnswerCache::Use(const RuleKey& entry, Time now)
{
    const auto found = m_byKey.find(entry);
    if (found == m_byKey.end())
    {
        return false;
    }
    const auto answer = found->second;
    m_answers.splice(m_answers.begin(), m_answers, answer);
    if (m_limits.from == LifetimeFrom::kLastUse && !answer->entries.empty())
    {
        m_byExpiry.erase({answer->expires, answer->number});
        answer->expires = now + m_limits.lifetime;
        m_byExpiry[{answer->expires, answer->number}] = answer;
    }
    return true;
}

bool
AnswerCache::IsKnownMissing(const RuleKey& entry, Time now)
{
    const auto found = m_byKey.find(entry);
    return found != m_byKey.end() && found->second->entries.empty() && Use(entry, now);
}

std::optional<VnicId>
AnswerCache::AskerOf(const RuleKey& entry) const
{
    const auto found = m_byKey.find(entry);
    return found == m_byKey.end() ? std::nullopt : std::optional(found->second->asker);
}

std::vector<RuleKey>
AnswerCache::Forget(const RuleKey& entry)
{
    const auto found = m_byKey.find(entry);
    return found == m_byKey.end() ? std::vector<RuleKey>{} : Remove(found->second);
}

std::vector<RuleKey>
AnswerCache::Remove(Answers::iterator answer)
{
    for (const RuleKey& key : KeysOf(*answer))
    {
        m_byKey.erase(key);
    }
    m_byExpiry.erase({answer->expires, answer->number});
    std::vector<RuleKey> entries = std::move(answer->entries);
    m_entries -= entries.size();
    m_answers.erase(answer);
    return entries;
}

std::vector<RuleKey>
AnswerCache::Expire(Time now)
{
    std::vector<RuleKey> gone;
    while (!m_byExpiry.empty() && m_byExpiry.begin()->first.first <= now)
    {
        std::ranges::move(Remove(m_byExpiry.begin()->second), std::back_inserter(gone));
    }
    return gone;
}

std::optional<Time>
AnswerCache::NextExpiry() const
{
    return m_byExpiry.empty() ? std::nullopt : std::optional(m_byExpiry.begin()->first.first);
}

size_t
AnswerCache::Size() const
{
    return m_answers.size();
}

size_t
AnswerCache::Entries() const
{
    return m_entries;
}

void
AnswerCache::Clear()
{
    m_entries = 0;
    m_byKey.clear();
    m_byExpiry.clear();
    m_answers.clear();
}

} // namespace ns3::vnlab
