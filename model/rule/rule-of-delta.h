// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_OF_DELTA_H
#define VNLAB_RULE_OF_DELTA_H

#include "model/rule/rule.h"

#include <cstddef>

namespace ns3::vnlab
{

/// @param index over what is erased, then what is written
/// @return where that rule of a delta stands
inline const RuleKey&
PlaceIn(const RuleDelta& rules, size_t index)
{
    const size_t erased = rules.erased.size();
    return index < erased ? rules.erased[index] : rules.written[index - erased].where;
}

/// @return a delta of that rule alone
inline RuleDelta
OneOf(const RuleDelta& rules, size_t index)
{
    RuleDelta one;
    const size_t erased = rules.erased.size();
    if (index < erased)
    {
        one.erased.push_back(rules.erased[index]);
    }
    else
    {
        one.written.push_back(rules.written[index - erased]);
    }
    return one;
}

} // namespace ns3::vnlab

#endif // VNLAB_RULE_OF_DELTA_H
