// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/writing-plane.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the entries of rules, by place
std::map<EnforcementPoint, std::vector<RuleKey>>
ByPlace(const std::vector<Rule>& rules)
{
    std::map<EnforcementPoint, std::vector<RuleKey>> entries;
    for (const Rule& rule : rules)
    {
        entries[rule.where.at].push_back(rule.where);
    }
    return entries;
}

} // namespace

ControlMessage
NoticeOf(ControlMessage::Kind kind, const std::vector<RuleKey>& entries, VnicId vnic)
{
    ControlMessage notice;
    notice.kind = kind;
    notice.update = vnic.value;
    std::ranges::for_each(entries, [&notice](const RuleKey& entry) { notice.rules.Append(entry); });
    return notice;
}

WritingPlane::WritingPlane(std::unique_ptr<PushPlane> push, const OnDemandSetting& setting)
    : OnDemandPlane(std::move(push), setting),
      m_push(static_cast<PushPlane&>(Other()))
{
    m_push.OnNotice([this](EnforcementPoint at, const ControlMessage& notice)
                    { AtController(at, notice); });
}

PushPlane&
WritingPlane::Push()
{
    return m_push;
}

void
WritingPlane::CloseAgent(EnforcementPoint at)
{
    m_known.erase(at);
    OnDemandPlane::CloseAgent(at);
}

void
WritingPlane::Forgotten(EnforcementPoint at, const std::vector<RuleKey>& entries)
{
    m_push.TellController(at, NoticeOf(ControlMessage::Kind::kForgotten, entries));
}

void
WritingPlane::AtController(EnforcementPoint at, const ControlMessage& notice)
{
    for (const RuleKey& entry : notice.rules.Decode(at).erased)
    {
        if (notice.kind == ControlMessage::Kind::kForgotten)
        {
            m_expired += m_known[at].erase(entry);
        }
        else
        {
            Heard(at, notice, entry);
        }
    }
}

/// What was asked for comes last, so that the packets that wait for it find all the rest. Where there is
/// nothing, the update says that.
void
WritingPlane::Write(const Miss& miss)
{
    RuleDelta delta{{}, RulesFor(miss)};
    std::ranges::stable_partition(delta.written,
                                  [&miss](const Rule& rule) { return rule.where != miss.wanted; });
    PendingRules rules;
    rules.Add(delta);
    if (delta.written.empty())
    {
        rules.infrastructure[miss.wanted.at].emplace_back();
    }
    m_known[miss.wanted.at].insert(miss.wanted);
    for (const Rule& rule : delta.written)
    {
        m_known[rule.where.at].insert(rule.where);
    }
    OnDemandPlane::Submit(
        std::move(rules),
        [this, wanted = miss.wanted, written = delta.written, offTimes = OffTimes(miss.wanted.at)](
            uint64_t) { Written(wanted, written, offTimes); });
}

void
WritingPlane::Written(const RuleKey& wanted, const std::vector<Rule>& rules, uint64_t offTimes)
{
    auto entries = ByPlace(rules);
    if (offTimes == OffTimes(wanted.at))
    {
        Answered(wanted, entries[wanted.at]);
    }
    entries.erase(wanted.at);
    for (const auto& [at, there] : entries)
    {
        Answered(there.front(), there);
    }
}

bool
WritingPlane::IsKnown(const RuleKey& entry) const
{
    const auto at = m_known.find(entry.at);
    return at != m_known.end() && at->second.contains(entry);
}

uint64_t
WritingPlane::Expired() const
{
    return m_expired;
}

void
WritingPlane::ChangeOnDemand(const RuleDelta& rules)
{
    std::ranges::copy_if(rules.erased,
                         std::back_inserter(m_change.erased),
                         [this](const RuleKey& entry) { return IsKnown(entry); });
    std::ranges::copy_if(rules.written,
                         std::back_inserter(m_change.written),
                         [this](const Rule& rule) { return IsKnown(rule.where); });
}

void
WritingPlane::Submit(PendingRules rules, Done done)
{
    RuleDelta change = std::exchange(m_change, {});
    rules.Add(change);
    OnDemandPlane::Submit(std::move(rules),
                          [this, change = std::move(change), done = std::move(done)](uint64_t sent)
                          {
                              Changed(change);
                              done(sent);
                          });
}

/// Hosts have what a change made of their entries.
void
WritingPlane::Changed(const RuleDelta& change)
{
    for (const RuleKey& entry : change.erased)
    {
        m_known[entry.at].erase(entry);
        Gone(entry.at, {entry});
    }
    for (const Rule& rule : change.written)
    {
        if (!Remembers(rule.where))
        {
            Answered(rule.where, {rule.where});
        }
    }
}

} // namespace ns3::vnlab
