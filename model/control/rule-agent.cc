// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-agent.h"

#include "model/rule/rule-of-delta.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

RuleAgent::RuleAgent(std::unique_ptr<RuleTarget> target, const RuleTiming& timing)
    : m_target(std::move(target)),
      m_timing(timing)
{
}

RuleAgent::~RuleAgent()
{
    m_step.Cancel();
}

void
RuleAgent::Apply(RuleDelta rules, Done done, bool mayLack)
{
    m_updates.push_back({std::move(rules), 0, 0, std::move(done), mayLack});
    if (m_updates.size() == 1)
    {
        m_step = Simulator::Schedule(m_timing.perRule, &RuleAgent::Step, this);
    }
}

void
RuleAgent::Boot(std::span<const Rule> rules)
{
    for (const Rule& rule : rules)
    {
        m_target->Write(rule);
    }
}

void
RuleAgent::GiveUp(const RuleKey& key)
{
    m_target->GiveUp(key);
}

void
RuleAgent::Watch(WatchedTarget::Watcher watcher)
{
    m_target = std::make_unique<WatchedTarget>(std::move(m_target), std::move(watcher));
}

void
RuleAgent::OnRefusal(std::function<void(const RuleKey& rule)> listener)
{
    m_refusal = std::move(listener);
}

void
RuleAgent::Abandon()
{
    m_step.Cancel();
    m_step = {};
    m_updates = {};
}

void
RuleAgent::Stop()
{
    Abandon();
    m_target->Clear();
}

void
RuleAgent::Step()
{
    Update& update = m_updates.front();
    const size_t total = update.rules.Touched();
    if (update.next < total)
    {
        const size_t index = update.next++;
        const bool isLack = update.mayLack && index < update.rules.erased.size();
        update.refused += ApplyNow(update.rules, index) || isLack ? 0 : 1;
    }
    if (update.next < total)
    {
        m_step = Simulator::Schedule(m_timing.perRule, &RuleAgent::Step, this);
        return;
    }
    const Update finished = std::move(update);
    m_updates.erase(m_updates.begin());
    if (m_updates.empty())
    {
        m_updates.shrink_to_fit(); // of a million agents nearly all have nothing to do
    }
    else
    {
        m_step = Simulator::Schedule(m_timing.perRule, &RuleAgent::Step, this);
    }
    finished.done(finished.refused);
}

bool
RuleAgent::ApplyNow(const RuleDelta& rules, size_t index)
{
    if (m_timing.lag.IsZero())
    {
        return ApplyOne(rules, index);
    }
    // Confirmed now, obeyed later: the lagging places have no capacity to refuse for.
    Simulator::Schedule(m_timing.lag, [this, one = OneOf(rules, index)] { ApplyOne(one, 0); });
    return true;
}

bool
RuleAgent::ApplyOne(const RuleDelta& rules, size_t index)
{
    const size_t erased = rules.erased.size();
    if (index < erased)
    {
        return m_target->Erase(rules.erased[index]);
    }
    const Rule& rule = rules.written[index - erased];
    const bool isTaken = m_target->Write(rule);
    if (!isTaken && m_refusal)
    {
        m_refusal(rule.where);
    }
    return isTaken;
}

} // namespace ns3::vnlab
