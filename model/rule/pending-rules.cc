// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/pending-rules.h"

namespace ns3::vnlab
{

namespace
{

/// Rules in one message: a TLS record holds them however large they are.
constexpr uint32_t kRulesPerMessage = 128;

/// @return the message that the next rule for a place goes into
EncodedRules&
OpenMessage(PendingRules& pending, EnforcementPoint at)
{
    RuleBatches& batches = at.kind == PlaceKind::kVmHook ? pending.hooks : pending.infrastructure;
    std::vector<EncodedRules>& messages = batches[at];
    if (messages.empty() || messages.back().Count() == kRulesPerMessage)
    {
        messages.emplace_back();
    }
    return messages.back();
}

} // namespace

void
PendingRules::Add(const RuleDelta& delta)
{
    for (const RuleKey& key : delta.erased)
    {
        OpenMessage(*this, key.at).Append(key);
    }
    for (const Rule& rule : delta.written)
    {
        OpenMessage(*this, rule.where.at).Append(rule);
    }
}

} // namespace ns3::vnlab
