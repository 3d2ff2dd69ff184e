// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/typed-fields.h"

#include "model/rule/table.h"

namespace ns3::vnlab
{

uint64_t
CountTyped(const Rule& rule)
{
    return CountTyped(rule.where) + TableOf(rule.where.table).ValueFields(rule).size();
}

uint64_t
CountTyped(const RuleKey& where)
{
    return TableOf(where.table).KeyFields(where.key).size();
}

uint64_t
CountTyped(const RuleDelta& delta)
{
    uint64_t count = 0;
    for (const RuleKey& where : delta.erased)
    {
        count += CountTyped(where);
    }
    for (const Rule& rule : delta.written)
    {
        count += CountTyped(rule);
    }
    return count;
}

} // namespace ns3::vnlab
