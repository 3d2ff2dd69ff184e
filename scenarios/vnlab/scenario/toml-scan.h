// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TOML_SCAN_H
#define VNLAB_TOML_SCAN_H

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/**
 * @file
 * What a look over a TOML text tells before it is parsed, or where that failed. Of a text that is not
 * TOML it sees what the library sees, up to where that gives up.
 */

namespace ns3::vnlab
{

/// How many parts a key may have ("a.b.c" has three), and how deep lists and tables in braces may lie in
/// each other. TOML sets no bound, but its library goes down level by level on the stack.
inline constexpr size_t kMostTomlLevels = 32;

/// A value that is neither in quotes nor a list or table, to the end of its line or element.
struct BareValue
{
    size_t offset;
    std::string_view text;
    std::string_view key; ///< that it is the value of; "" for an element of a list
};

/// @return where a text goes deeper than kMostTomlLevels, in bytes from its start
std::optional<size_t> TooDeepAt(std::string_view text);

/// @return the bare values that begin in a part of a text. @param from,to bytes from its start
std::vector<BareValue> BareValues(std::string_view text, size_t from, size_t to);

} // namespace ns3::vnlab

#endif // VNLAB_TOML_SCAN_H
