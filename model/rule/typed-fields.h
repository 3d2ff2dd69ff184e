// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TYPED_FIELDS_H
#define VNLAB_TYPED_FIELDS_H

#include "model/rule/rule.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @name Settings typed at a place (`config.settings_device`)
 *
 * Sums of the fields that the rules' tables mark as typed (Table::KeyFields, Table::ValueFields).
 * @throws std::logic_error where no table has the number, or key or value is not of it
 * @{
 */
/// @return fields of key and value: also where a rule gets a new value
uint64_t CountTyped(const Rule& rule);
/// @return fields of the key: what it takes to erase the rule
uint64_t CountTyped(const RuleKey& where);
uint64_t CountTyped(const RuleDelta& delta);
/** @} */

} // namespace ns3::vnlab

#endif // VNLAB_TYPED_FIELDS_H
