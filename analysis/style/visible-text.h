// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VISIBLE_TEXT_H
#define VNLAB_VISIBLE_TEXT_H

#include <cstddef>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Makes a name safe to show on a terminal, in a plot or on one line of a file.
 *
 * Names come from scenario files, so they may hold anything. Characters that act instead of show
 * become their escape: control characters (`\n`, `\t`, `\x1b`), bytes that are not UTF-8 (`\xff`),
 * and what reorders or breaks a line (C1 controls, U+2028, U+2029, bidirectional overrides:
 * `\u202e`). All other text stays as it is.
 */
std::string VisibleText(std::string_view text);

/// @return the number of code points of @p text, which is UTF-8: its width in a table
size_t CodePoints(std::string_view text);

/// @return @p text, or where it has more code points the first of them and "…": @p most in all
std::string FirstCodePoints(std::string_view text, size_t most);

} // namespace ns3::vnlab

#endif // VNLAB_VISIBLE_TEXT_H
