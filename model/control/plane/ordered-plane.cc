// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/ordered-plane.h"

#include "model/rule/table.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace ns3::vnlab
{

void
UpdateKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Choice<UpdateOrder>(
        Named(like, "order", "in which order the rules of a change reach their places"),
        order,
        {{"naive", UpdateOrder::kNaive},
         {"add-before-remove", UpdateOrder::kAddBeforeRemove},
         {"two-phase", UpdateOrder::kTwoPhase}});
    keys.Duration(Named(like,
                        "drain",
                        "with two phases, how long what packets meet inside outlives the ingress"),
                  drain_ns,
                  {0, kHour_ns});
    keys.Choice<OnRefusal>(
        Named(like,
              "on_refusal",
              "what becomes of a new specification of which a place cannot take a rule"),
        on_refusal,
        {{"leave", OnRefusal::kLeave}, {"roll-back", OnRefusal::kRollBack}});
}

namespace
{

/// @return what is submitted for all places, as one change
RuleDelta
ChangeOf(const PendingRules& pending)
{
    RuleDelta change;
    for (const RuleBatches* batches : {&pending.infrastructure, &pending.hooks})
    {
        for (const auto& [at, messages] : *batches)
        {
            for (const EncodedRules& message : messages)
            {
                RuleDelta part = message.Decode(at);
                std::ranges::move(part.erased, std::back_inserter(change.erased));
                std::ranges::move(part.written, std::back_inserter(change.written));
            }
        }
    }
    return change;
}

std::set<RuleKey>
KeysOfSteps(const std::deque<UpdateStep>& steps)
{
    std::set<RuleKey> keys;
    for (const UpdateStep& step : steps)
    {
        keys.insert(step.rules.erased.begin(), step.rules.erased.end());
        std::ranges::transform(step.rules.written, std::inserter(keys, keys.end()), &Rule::where);
    }
    return keys;
}

/// Takes rules out of what is still to be sent. @param which bool(const RuleKey&)
template <class Which>
void
Forget(std::deque<UpdateStep>& steps, Which which)
{
    for (UpdateStep& step : steps)
    {
        std::erase_if(step.rules.erased, which);
        std::erase_if(step.rules.written, [&which](const Rule& rule) { return which(rule.where); });
    }
}

} // namespace

OrderedPlane::OrderedPlane(std::unique_ptr<ControlPlane> other, const UpdateKeys& keys)
    : BesidePlane(std::move(other)),
      m_keys(keys)
{
}

/// What waits to be sent there is done with, as what is on its way.
void
OrderedPlane::CloseAgent(EnforcementPoint at)
{
    for (auto& [id, update] : m_updates)
    {
        Forget(update.steps, [at](const RuleKey& key) { return key.at == at; });
    }
    BesidePlane::CloseAgent(at);
}

void
OrderedPlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    m_haveMoved = true;
    BesidePlane::MoveAgent(at, address);
}

void
OrderedPlane::Submit(PendingRules rules, Done done)
{
    const bool haveMoved = std::exchange(m_haveMoved, false);
    if (!std::exchange(m_isDeployed, true))
    {
        Other().Submit(std::move(rules), std::move(done));
        return;
    }
    const uint64_t id = m_next++;
    Update& update = m_updates[id];
    update.tenants = std::move(rules.tenants);
    std::ranges::move(StepsOf(ChangeOf(rules), m_keys.order), std::back_inserter(update.steps));
    update.done = std::move(done);
    if (haveMoved)
    {
        LeadToMoved(id);
    }
    StartReady();
}

/// Sends hosts and switches at once what they hold of a change inside, in place of what waits for them.
void
OrderedPlane::LeadToMoved(uint64_t id)
{
    const auto leads = [](const Rule& rule)
    {
        return rule.where.at.kind != PlaceKind::kVmHook &&
               TableOf(rule.where.table).Role() == RuleRole::kInternal;
    };
    RuleDelta leading;
    std::set<RuleKey> keys;
    for (UpdateStep& step : m_updates.at(id).steps)
    {
        for (const Rule& rule : step.rules.written)
        {
            if (leads(rule))
            {
                leading.written.push_back(rule);
                keys.insert(rule.where);
            }
        }
        std::erase_if(step.rules.written, leads);
    }
    std::erase_if(m_updates.at(id).steps,
                  [](const UpdateStep& step) { return step.rules.Empty(); });
    for (auto& [other, update] : m_updates)
    {
        Forget(update.steps, [&keys](const RuleKey& key) { return keys.contains(key); });
    }
    Send(id, leading);
}

bool
OrderedPlane::MustFollow(const Update& later, const Update& earlier)
{
    const auto isOf = [&earlier](TenantId tenant)
    { return std::ranges::find(earlier.tenants, tenant) != earlier.tenants.end(); };
    if (std::ranges::any_of(later.tenants, isOf))
    {
        return true;
    }
    const std::set<RuleKey> before = KeysOfSteps(earlier.steps);
    return std::ranges::any_of(KeysOfSteps(later.steps),
                               [&before](const RuleKey& key) { return before.contains(key); });
}

/// Starts every change that none before it holds up.
void
OrderedPlane::StartReady()
{
    for (auto later = m_updates.begin(); later != m_updates.end(); ++later)
    {
        if (!later->second.hasStarted &&
            std::none_of(m_updates.begin(),
                         later,
                         [&later](const auto& earlier)
                         { return MustFollow(later->second, earlier.second); }))
        {
            Start(later->first);
        }
    }
}

void
OrderedPlane::Start(uint64_t id)
{
    Update& update = m_updates.at(id);
    update.hasStarted = true;
    if (!update.steps.empty())
    {
        SendNext(id);
    }
    else if (update.open == 0) // all that it is has led to agents that moved
    {
        Simulator::ScheduleNow(&OrderedPlane::GoOn, this, id);
    }
}

/// All that was sent of a change that has started is acknowledged.
void
OrderedPlane::GoOn(uint64_t id)
{
    const Update& update = m_updates.at(id);
    if (!update.steps.empty())
    {
        const bool waits = update.steps.front().waitsForPackets;
        Simulator::Schedule(NanoSeconds(waits ? static_cast<int64_t>(m_keys.drain_ns) : 0),
                            &OrderedPlane::SendNext,
                            this,
                            id);
        return;
    }
    const Update finished = std::move(m_updates.extract(id).mapped());
    StartReady();
    finished.done(finished.messages);
}

void
OrderedPlane::SendNext(uint64_t id)
{
    std::deque<UpdateStep>& steps = m_updates.at(id).steps;
    const UpdateStep step = std::move(steps.front());
    steps.pop_front();
    Send(id, step.rules);
}

void
OrderedPlane::Send(uint64_t id, const RuleDelta& delta)
{
    Update& update = m_updates.at(id);
    PendingRules rules;
    rules.tenants = update.tenants;
    rules.isFurtherStep = update.sent++ > 0;
    rules.Add(delta);
    ++update.open;
    Other().Submit(std::move(rules),
                   [this, id](uint64_t messages)
                   {
                       Update& sent = m_updates.at(id);
                       sent.messages += messages;
                       if (--sent.open == 0 && sent.hasStarted)
                       {
                           GoOn(id);
                       }
                   });
}

} // namespace ns3::vnlab
