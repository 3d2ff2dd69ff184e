// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TEXT_H
#define VNLAB_SCENARIO_TEXT_H

#include "model/input/short-text.h"
#include "model/key/key-visitor.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// @return a TOML basic string in double quotes, on one line, control characters escaped
std::string QuoteText(std::string_view text);

/// @return the same, cut after kMostQuoted characters: for messages
std::string QuoteShort(std::string_view text);

/// @return the shortest decimal number that reads back as the same value, with the same in every
///         locale
std::string NumberText(double value);

/// @return a TOML array of strings on one line
std::string ListText(const std::vector<std::string>& values);

/// @name What a key accepts, such as "1 to 4"
/// @{
std::string RangeText(Range range);
std::string RangeText(Bounds<double> range);
std::string RangeText(Range range, const UnitFamily& units);
/// @}

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_TEXT_H
