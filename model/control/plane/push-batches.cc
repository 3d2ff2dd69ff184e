// SPDX-License-Identifier: GPL-2.0-only
//
// Batching in `push`: what waits for a controller, and is for one place, leaves as one message.
#include "model/control/plane/push.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return whether a message erases what one of others writes: an agent would erase first
bool
TakesBack(EnforcementPoint at, const EncodedRules& rules, const std::vector<ControlMessage>& others)
{
    const std::vector<RuleKey> erased = rules.Decode(at).erased;
    if (erased.empty())
    {
        return false;
    }
    std::set<RuleKey> written;
    for (const ControlMessage& other : others)
    {
        for (const Rule& rule : other.rules.Decode(at).written)
        {
            written.insert(rule.where);
        }
    }
    return std::ranges::any_of(erased,
                               [&written](const RuleKey& key) { return written.contains(key); });
}

} // namespace

/// A message joins those that wait for its place. All leave when the last of them is worked out.
void
PushPlane::AddToBatch(uint64_t part, EnforcementPoint at, EncodedRules rules)
{
    Place& place = m_places.at(at);
    const PushCosts& costs = m_setting.costs;
    const bool joins = place.batch && !TakesBack(at, rules, place.batch->messages);
    if (joins)
    {
        place.batchLeaves.Cancel();
    }
    else
    {
        place.batch = std::make_shared<Batch>();
        place.batch->closed = place.closed;
    }
    const Time worked =
        Work(place.controller,
             costs.rule * static_cast<int64_t>(rules.Count()) + (joins ? Time(0) : costs.message));
    place.batch->parts.push_back(part);
    place.batch->messages.push_back({.update = part, .rules = std::move(rules)});
    const Time ready = m_updates.at(m_parts.at(part).update).ready - Simulator::Now();
    place.batchLeaves =
        Simulator::Schedule(LeavesIn(place, std::max(worked, ready)),
                            [this, at, batch = place.batch] { SendBatch(at, batch); });
}

void
PushPlane::SendBatch(EnforcementPoint at, const std::shared_ptr<Batch>& batch)
{
    Place& place = m_places.at(at);
    if (place.batch == batch)
    {
        place.batch.reset();
        place.batchLeaves = {};
    }
    if (place.closed != batch->closed)
    {
        std::ranges::for_each(batch->parts, [this](uint64_t part) { AcknowledgedOne(part); });
        return;
    }
    std::vector<ControlMessage> messages = DifferenceOf(at, batch->messages);
    const uint64_t id = m_nextPart++;
    m_joined[id] = {batch->parts, static_cast<uint32_t>(messages.size())};
    m_updates.at(m_parts.at(batch->parts.front()).update).messages += 2 * messages.size();
    for (ControlMessage& message : messages)
    {
        place.channel->Send(id, std::move(message.rules));
    }
}

} // namespace ns3::vnlab
