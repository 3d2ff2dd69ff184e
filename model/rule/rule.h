// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_H
#define VNLAB_RULE_H

#include "model/rule/enforcement-point.h"
#include "model/rule/scope.h"
#include "model/rule/tables.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace ns3::vnlab
{

/// The bytes of a table's key or value; inline, as there are millions.
class RuleBytes
{
  public:
    static constexpr size_t kCapacity = 32;

    RuleBytes() = default;

    /// @param bytes at most kCapacity
    static RuleBytes Copy(std::span<const uint8_t> bytes)
    {
        RuleBytes copy;
        copy.m_size = static_cast<uint8_t>(bytes.size());
        std::ranges::copy(bytes, copy.m_bytes.begin());
        return copy;
    }

    /// @param entry a plain struct without padding
    template <class Entry>
    static RuleBytes From(const Entry& entry)
    {
        static_assert(std::has_unique_object_representations_v<Entry>);
        static_assert(sizeof(Entry) <= kCapacity);
        return Copy({reinterpret_cast<const uint8_t*>(&entry), sizeof(Entry)});
    }

    std::span<const uint8_t> Bytes() const
    {
        return {m_bytes.data(), m_size};
    }

    size_t Size() const
    {
        return m_size;
    }

    auto operator<=>(const RuleBytes&) const = default;

  private:
    uint8_t m_size{0};
    std::array<uint8_t, kCapacity> m_bytes{};
};

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
