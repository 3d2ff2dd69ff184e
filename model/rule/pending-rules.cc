// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/pending-rules.h"

namespace ns3::vnlab
{

namespace
{

/// Rules in one message.
constexpr uint32_t kRulesPerMessage = 128;
/// Bytes after which no other rule goes into it: the widest one still fits a TLS record.
constexpr uint32_t kMostBytes = 15'000;

/// @return the message that the next rule for a place goes into
EncodedRules&
OpenMessage(PendingRules& pending, EnforcementPoint at)
{
    RuleBatches& batches = at.kind == PlaceKind::kVmHook ? pending.hooks : pending.infrastructure;
    std::vector<EncodedRules>& messages = batches[at];
    if (messages.empty() || messages.back().Count() == kRulesPerMessage ||
        messages.back().Size() > kMostBytes)
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
