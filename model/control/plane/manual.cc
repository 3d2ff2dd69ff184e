// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/manual.h"

#include "model/key/metric.h"
#include "model/rule/rule-of-delta.h"
#include "model/rule/typed-fields.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kError{"manual.error"};

const MetricRows kManualMetrics{Question::kConfiguration,
                                170,
                                {{"control.typing_errors",
                                  Shape::kScalar,
                                  MetricUnit::kCount,
                                  Better::kLower,
                                  "rules that operators typed wrongly, over the whole run"}}};

bool
IsHook(EnforcementPoint at)
{
    return at.kind == PlaceKind::kVmHook;
}

/// @return all rules for a place: what goes before what comes
RuleDelta
DecodeAll(EnforcementPoint at, const std::vector<EncodedRules>& batches)
{
    RuleDelta all;
    for (const EncodedRules& batch : batches)
    {
        RuleDelta part = batch.Decode(at);
        std::ranges::move(part.erased, std::back_inserter(all.erased));
        std::ranges::move(part.written, std::back_inserter(all.written));
    }
    return all;
}

/// @return settings of a rule: first of those erased, then of those written
uint64_t
SettingsOf(const RuleDelta& rules, size_t index)
{
    const size_t erased = rules.erased.size();
    return index < erased ? CountTyped(rules.erased[index])
                          : CountTyped(rules.written[index - erased]);
}

} // namespace

void
ManualKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Duration(Named(like,
                        "seconds_per_setting",
                        "time an operator takes to type a setting: a field of a rule"),
                  seconds_per_setting_ns,
                  {kMicrosecond_ns, kHour_ns});
    keys.Integer(Named(like, "operators", "people who type at a time, each at a place of its own"),
                 operators,
                 {1, 1'000'000});
    keys.Number(Named(like,
                      "error_probability",
                      "how probable it is that a rule is typed wrongly; its place then has what it "
                      "had before"),
                error_probability,
                {0, 1});
    keys.Duration(
        Named(like, "mttr", "mean time to repair: until such an error is found and mended"),
        mttr_ns,
        {kMicrosecond_ns, 1'000 * kHour_ns});
}

ManualPlane::ManualPlane(const ManualKeys& keys, uint64_t seed)
    : m_operators(keys.operators),
      m_perSetting(NanoSeconds(static_cast<int64_t>(keys.seconds_per_setting_ns))),
      m_errorProbability(keys.error_probability),
      m_timeToRepair(NanoSeconds(static_cast<int64_t>(keys.mttr_ns))),
      m_dice(seed, 0)
{
    NS_ABORT_MSG_IF(m_operators == 0, "there must be an operator");
}

ManualPlane::~ManualPlane()
{
    for (auto& [rule, found] : m_wrong)
    {
        found.Cancel();
    }
}

void
ManualPlane::AddAgent(EnforcementPoint at, const ControlEnd&, std::unique_ptr<RuleAgent> agent)
{
    m_agents[at] = std::move(agent);
}

RuleAgent&
ManualPlane::AgentOf(EnforcementPoint at)
{
    return *m_agents.at(at);
}

void
ManualPlane::CloseAgent(EnforcementPoint at)
{
    const auto agent = m_agents.find(at);
    if (agent == m_agents.end())
    {
        return;
    }
    agent->second->Stop();
    for (auto& [rule, found] : m_wrong)
    {
        if (rule.at == at)
        {
            found.Cancel();
        }
    }
    std::erase_if(m_wrong, [at](const auto& wrong) { return wrong.first.at == at; });
    if (auto typing = m_typing.extract(at))
    {
        typing.mapped().typed.Cancel();
        Simulator::ScheduleNow(&ManualPlane::End, this, typing.mapped().update);
    }
    std::erase_if(m_queue,
                  [this, at](const Work& work)
                  {
                      if (work.at != at)
                      {
                          return false;
                      }
                      Simulator::ScheduleNow(&ManualPlane::End, this, work.update);
                      return true;
                  });
}

void
ManualPlane::Submit(PendingRules rules, Done done)
{
    const uint64_t id = m_nextUpdate++;
    m_updates[id].done = std::move(done);
    Queue(id, std::move(rules.infrastructure));
    Queue(id, std::move(rules.hooks));
    Simulator::ScheduleNow(&ManualPlane::End, this, id);
}

void
ManualPlane::Queue(uint64_t update, RuleBatches batches)
{
    for (auto& [at, rules] : batches)
    {
        NS_ABORT_MSG_UNLESS(m_agents.contains(at), "a rule for a place without an agent");
        ++m_updates[update].left;
        m_queue.push_back({update, at, std::move(rules)});
    }
}

bool
ManualPlane::MustWait(const Work& work) const
{
    return m_typing.contains(work.at) ||
           (IsHook(work.at) && std::ranges::any_of(m_typing,
                                                   [&work](const auto& other)
                                                   {
                                                       const auto& [at, typing] = other;
                                                       return typing.update == work.update &&
                                                              !IsHook(at);
                                                   }));
}

void
ManualPlane::TakeWork()
{
    while (!m_queue.empty() && m_typing.size() < m_operators && !MustWait(m_queue.front()))
    {
        const Work work = std::move(m_queue.front());
        m_queue.pop_front();
        Typing& typing = m_typing[work.at];
        typing.update = work.update;
        typing.rules = DecodeAll(work.at, work.rules);
        TypeNext(work.at, typing);
    }
}

void
ManualPlane::TypeNext(EnforcementPoint at, Typing& typing)
{
    const Time takes = m_perSetting * static_cast<int64_t>(SettingsOf(typing.rules, typing.next));
    typing.typed = Simulator::Schedule(takes, &ManualPlane::Typed, this, at);
}

void
ManualPlane::Typed(EnforcementPoint at)
{
    Typing& typing = m_typing.at(at);
    Apply(typing.rules, typing.next++);
    if (typing.next < typing.rules.Touched())
    {
        TypeNext(at, typing);
        return;
    }
    const uint64_t update = typing.update;
    m_typing.erase(at);
    End(update);
}

void
ManualPlane::Apply(const RuleDelta& rules, size_t index)
{
    const RuleKey& where = PlaceIn(rules, index);
    if (const auto wrong = m_wrong.extract(where))
    {
        EventId found = wrong.mapped();
        found.Cancel();
    }
    if (m_dice.Uniform(kError, 0, m_rules++) < m_errorProbability)
    {
        MendLater(rules, index);
        return;
    }
    m_refused += AgentOf(where.at).ApplyNow(rules, index) ? 0 : 1;
}

void
ManualPlane::MendLater(const RuleDelta& rules, size_t index)
{
    ++m_errors;
    const RuleKey where = PlaceIn(rules, index);
    m_wrong[where] = Simulator::Schedule(m_timeToRepair,
                                         [this, where, one = OneOf(rules, index)]
                                         {
                                             m_wrong.erase(where);
                                             m_refused +=
                                                 AgentOf(where.at).ApplyNow(one, 0) ? 0 : 1;
                                         });
}

/// A part of an update has ended, and with the last one the update.
void
ManualPlane::End(uint64_t id)
{
    const auto update = m_updates.find(id);
    if (--update->second.left == 0)
    {
        const Done done = std::move(update->second.done);
        m_updates.erase(update);
        done(0);
    }
    TakeWork();
}

uint64_t
ManualPlane::Refused() const
{
    return m_refused;
}

std::map<std::string, double>
ManualPlane::RunCounts() const
{
    return {{"typing_errors", static_cast<double>(m_errors)}};
}

namespace
{

class ManualKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "manual";
    }

    std::string_view Description() const override
    {
        return "operators type rules place by place, 10 s for a field (assumption)";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<ManualKeys>();
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        return std::make_unique<ManualPlane>(static_cast<const ManualKeys&>(keys),
                                             setting.plan ? setting.plan->seed : 1);
    }
};

const ControlPlaneKindRegistration kManual{std::make_unique<ManualKind>()};

} // namespace

} // namespace ns3::vnlab
