// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEANT_VALUE_H
#define VNLAB_MEANT_VALUE_H

#include "model/key/key-visitor.h"

#include <string>
#include <toml++/toml.h>

/**
 * @file
 * What to write in place of a value of the wrong type, where it is right but for its quotes, brackets or
 * decimal point: racks = 4.0, repeat = "3", name = 7, use = "flat".
 * @return ": write VALUE", or "" where the value is wrong otherwise
 */

namespace ns3::vnlab
{

std::string InsteadOfInteger(const toml::node& node, Range accepted);
std::string InsteadOfNumber(const toml::node& node, Bounds<double> accepted);
std::string InsteadOfText(const toml::node& node);
std::string InsteadOfFlag(const toml::node& node);
std::string InsteadOfList(const toml::node& node);

} // namespace ns3::vnlab

#endif // VNLAB_MEANT_VALUE_H
