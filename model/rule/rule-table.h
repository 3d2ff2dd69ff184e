// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_TABLE_H
#define VNLAB_RULE_TABLE_H

#include "model/rule/dense-table.h"
#include "model/rule/rule.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::vnlab
{

/// A rule with the number of scopes that cause it.
struct CausedRule
{
    Rule rule;
    uint32_t causes{0};
};

/**
 * @brief What a controller knows of one table's rules at all places, in few bytes: some ten rules
 * for each of a million VMs have to fit.
 *
 * All keys are of one size, and so are all values.
 */
class RuleTable
{
  public:
    RuleTable(TableId table, size_t keySize, size_t valueSize);

    std::optional<CausedRule> Find(const RuleKey& where) const;

    /// Adds a rule or replaces the one in its place.
    void Put(const CausedRule& rule);

    /// Removes a rule that is there.
    void Erase(const RuleKey& where);

    size_t Size() const;

    /// @return bytes on the heap
    size_t MemoryBytes() const;

    /// Visits every rule, in no order.
    void ForEach(const std::function<void(const Rule&)>& visit) const;

  private:
    uint32_t RowOf(const RuleKey& where) const;
    CausedRule Read(uint32_t row) const;

    TableId m_table;
    uint32_t m_keySize;
    uint32_t m_valueSize;
    DenseTable m_rows;
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_TABLE_H
