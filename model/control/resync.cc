// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/resync.h"

#include "model/rule/pending-rules.h"

#include <map>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

std::vector<ControlMessage>
DifferenceOf(EnforcementPoint at, const std::vector<ControlMessage>& missed)
{
    std::map<RuleKey, std::optional<Rule>> last;
    for (const ControlMessage& message : missed)
    {
        const RuleDelta rules = message.rules.Decode(at);
        for (const RuleKey& key : rules.erased)
        {
            last[key] = std::nullopt;
        }
        for (const Rule& rule : rules.written)
        {
            last[rule.where] = rule;
        }
    }
    RuleDelta delta;
    for (const auto& [key, rule] : last)
    {
        rule ? delta.written.push_back(*rule) : delta.erased.push_back(key);
    }
    PendingRules pending;
    pending.Add(delta);
    std::vector<ControlMessage> messages;
    for (RuleBatches* batches : {&pending.infrastructure, &pending.hooks})
    {
        for (EncodedRules& rules : (*batches)[at])
        {
            messages.push_back({.update = ControlMessage::kResync, .rules = std::move(rules)});
        }
    }
    return messages;
}

} // namespace ns3::vnlab
