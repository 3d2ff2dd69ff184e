// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-table.h"

#include "ns3/abort.h"

#include <array>
#include <cstring>

namespace ns3::vnlab
{

namespace
{

/// A row's key is this, then the rule's key.
struct [[gnu::packed]] Place
{
    PlaceKind kind;
    uint32_t index;
};

/// A row's value is this, then the rule's value.
struct [[gnu::packed]] Cause
{
    uint32_t count;
    Scope::Kind kind;
    uint32_t a;
    uint32_t b;
    uint32_t c;
};

using RowKey = std::array<uint8_t, sizeof(Place) + RuleBytes::kMost>;

RowKey
RowKeyOf(const RuleKey& where)
{
    RowKey key;
    const Place place{where.at.kind, where.at.index};
    std::memcpy(key.data(), &place, sizeof(place));
    std::memcpy(key.data() + sizeof(place), where.key.Bytes().data(), where.key.Size());
    return key;
}

} // namespace

RuleTable::RuleTable(TableId table, size_t keySize, size_t valueSize)
    : m_table(table),
      m_keySize(static_cast<uint32_t>(keySize)),
      m_valueSize(static_cast<uint32_t>(valueSize)),
      m_rows(sizeof(Place) + m_keySize, sizeof(Cause) + m_valueSize)
{
}

uint32_t
RuleTable::RowOf(const RuleKey& where) const
{
    NS_ABORT_MSG_IF(where.key.Size() != m_keySize, "a table's keys are of one size");
    return m_rows.Find(RowKeyOf(where).data());
}

CausedRule
RuleTable::Read(uint32_t row) const
{
    const uint8_t* key = m_rows.Key(row);
    const uint8_t* value = m_rows.Value(row);
    Place place;
    Cause cause;
    std::memcpy(&place, key, sizeof(place));
    std::memcpy(&cause, value, sizeof(cause));
    return {
        {{{place.kind, place.index}, m_table, RuleBytes::Copy({key + sizeof(place), m_keySize})},
         RuleBytes::Copy({value + sizeof(cause), m_valueSize}),
         {cause.kind, cause.a, cause.b, cause.c}},
        cause.count};
}

std::optional<CausedRule>
RuleTable::Find(const RuleKey& where) const
{
    const uint32_t row = RowOf(where);
    return row == DenseTable::kNone ? std::nullopt : std::optional(Read(row));
}

void
RuleTable::Put(const CausedRule& caused)
{
    const Rule& rule = caused.rule;
    NS_ABORT_MSG_IF(rule.value.Size() != m_valueSize, "a table's values are of one size");
    uint32_t row = RowOf(rule.where);
    if (row == DenseTable::kNone)
    {
        row = m_rows.Insert(RowKeyOf(rule.where).data());
    }
    const Cause cause{caused.causes, rule.origin.kind, rule.origin.a, rule.origin.b, rule.origin.c};
    uint8_t* value = m_rows.Value(row);
    std::memcpy(value, &cause, sizeof(cause));
    std::memcpy(value + sizeof(cause), rule.value.Bytes().data(), m_valueSize);
}

void
RuleTable::Erase(const RuleKey& where)
{
    m_rows.Erase(RowOf(where));
}

size_t
RuleTable::Size() const
{
    return m_rows.Size();
}

size_t
RuleTable::MemoryBytes() const
{
    return m_rows.MemoryBytes();
}

void
RuleTable::ForEach(const std::function<void(const Rule&)>& visit) const
{
    for (uint32_t row = 0; row < m_rows.Size(); ++row)
    {
        visit(Read(row).rule);
    }
}

} // namespace ns3::vnlab
