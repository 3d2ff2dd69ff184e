// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_H
#define VNLAB_RULE_H

#include "model/rule/enforcement-point.h"
#include "model/rule/rule-bytes.h"
#include "model/rule/scope.h"
#include "model/rule/tables.h"

#include <compare>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ns3::vnlab
{

/// Where a rule stands: at most one rule has it.
struct RuleKey
{
    EnforcementPoint at;
    TableId table;
    RuleBytes key;

    auto operator<=>(const RuleKey&) const = default;
};

/// One entry of state at one enforcement point.
struct Rule
{
    RuleKey where;
    RuleBytes value;
    Scope origin; ///< which part of the specification caused it; not compared

    bool operator==(const Rule& other) const
    {
        return where == other.where && value == other.value;
    }

    /// @return bytes of key and value, as `config.rule_bytes` counts them
    size_t Bytes() const
    {
        return where.key.Size() + value.Size();
    }
};

/// A table without values, such as a flood list.
struct NoValue
{
};

/// @return the rule; key and value are the plain structs of the table
template <class Key, class Value>
Rule
MakeRule(
    const Scope& origin, EnforcementPoint at, TableId table, const Key& key, const Value& value)
{
    if constexpr (std::is_same_v<Value, NoValue>)
    {
        return {{at, table, RuleBytes::From(key)}, {}, origin};
    }
    else
    {
        return {{at, table, RuleBytes::From(key)}, RuleBytes::From(value), origin};
    }
}

/// What a change does to the installed rules, in the order of RuleKey.
struct RuleDelta
{
    std::vector<RuleKey> erased;
    std::vector<Rule> written; ///< new ones, and new values of old ones

    bool Empty() const
    {
        return erased.empty() && written.empty();
    }

    /// @return `reconfig.rules_touched`
    size_t Touched() const
    {
        return erased.size() + written.size();
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_H
