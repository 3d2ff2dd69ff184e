// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/reactive.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

OnDemandSetting
ReactiveSetting(const ReactiveKeys& keys)
{
    return {.cache = {.lifetime = NanoSeconds(static_cast<int64_t>(keys.timeout_ns)),
                      .from = keys.timeout_from,
                      .negativeLifetime = NanoSeconds(static_cast<int64_t>(keys.drop_timeout_ns)),
                      .most = keys.capacity},
            .held = static_cast<uint32_t>(keys.queue)};
}

/// @return what an agent says of entries. @param asker of kMiss
ControlMessage
NoticeOf(ControlMessage::Kind kind, const std::vector<RuleKey>& entries, VnicId asker = {})
{
    ControlMessage notice;
    notice.kind = kind;
    notice.update = asker.value;
    std::ranges::for_each(entries, [&notice](const RuleKey& entry) { notice.rules.Append(entry); });
    return notice;
}

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

void
ReactiveKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Duration(Named(like, "timeout", "how long an entry stays"),
                  timeout_ns,
                  {kMicrosecond_ns, 24 * kHour_ns});
    keys.Choice<LifetimeFrom>(
        Named(like, "timeout_from", "from when on that counts"),
        timeout_from,
        {{"answer", LifetimeFrom::kAnswer}, {"last-use", LifetimeFrom::kLastUse}});
    keys.Duration(
        Named(like, "drop_timeout", "how long a host drops packets to whom there is no way"),
        drop_timeout_ns,
        {kMicrosecond_ns, 24 * kHour_ns});
    keys.Integer(
        Named(like, "capacity", "answers that a host has room for, the last used ones; 0: all"),
        capacity,
        {0, 1'000'000'000});
    keys.Integer(
        Named(like, "queue", "packets that wait for one entry, at most"), queue, {1, 1'000'000});
    keys.Duration(Named(like, "patience", "how long packets wait for the controller"),
                  patience_ns,
                  {kMicrosecond_ns, kHour_ns});
}

ReactivePlane::ReactivePlane(std::unique_ptr<PushPlane> push, const ReactiveKeys& keys)
    : OnDemandPlane(std::move(push), ReactiveSetting(keys)),
      m_push(static_cast<PushPlane&>(Other())),
      m_patience(NanoSeconds(static_cast<int64_t>(keys.patience_ns)))
{
    m_push.OnNotice([this](EnforcementPoint at, const ControlMessage& notice)
                    { AtController(at, notice); });
}

void
ReactivePlane::CloseAgent(EnforcementPoint at)
{
    m_known.erase(at);
    OnDemandPlane::CloseAgent(at);
}

void
ReactivePlane::Ask(const RuleKey& wanted, Question& question)
{
    question.timer = Simulator::Schedule(m_patience, [this, wanted] { GiveUp(wanted); });
    m_push.TellController(wanted.at,
                          NoticeOf(ControlMessage::Kind::kMiss, {wanted}, question.asker));
}

void
ReactivePlane::Forgotten(EnforcementPoint at, const std::vector<RuleKey>& entries)
{
    m_push.TellController(at, NoticeOf(ControlMessage::Kind::kForgotten, entries));
}

void
ReactivePlane::AtController(EnforcementPoint at, const ControlMessage& notice)
{
    for (const RuleKey& entry : notice.rules.Decode(at).erased)
    {
        if (notice.kind == ControlMessage::Kind::kMiss)
        {
            Serve({entry, VnicId{static_cast<uint32_t>(notice.update)}});
        }
        else
        {
            m_known[at].erase(entry);
        }
    }
}

/// What was asked for comes last, so that the packets that wait for it find all the rest. Where there is
/// nothing, the update says that.
void
ReactivePlane::Serve(const Miss& miss)
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
ReactivePlane::Written(const RuleKey& wanted, const std::vector<Rule>& rules, uint64_t offTimes)
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

void
ReactivePlane::ChangeOnDemand(const RuleDelta& rules)
{
    const auto isKnown = [this](const RuleKey& entry)
    {
        const auto at = m_known.find(entry.at);
        return at != m_known.end() && at->second.contains(entry);
    };
    std::ranges::copy_if(rules.erased, std::back_inserter(m_change.erased), isKnown);
    std::ranges::copy_if(rules.written,
                         std::back_inserter(m_change.written),
                         [&isKnown](const Rule& rule) { return isKnown(rule.where); });
}

void
ReactivePlane::Submit(PendingRules rules, Done done)
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
ReactivePlane::Changed(const RuleDelta& change)
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

namespace
{

class ReactiveKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "reactive";
    }

    std::string_view Description() const override
    {
        return "hosts send a controller the first packet to whom they know no way; it writes the "
               "way";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<ReactiveKeys>();
    }

    RuleSupply GetSupply() const override
    {
        return RuleSupply::kNotOnDemand;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        return std::make_unique<ReactivePlane>(MakePush(setting, PushKeys{}),
                                               static_cast<const ReactiveKeys&>(keys));
    }
};

const ControlPlaneKindRegistration kReactive{std::make_unique<ReactiveKind>()};

} // namespace

} // namespace ns3::vnlab
