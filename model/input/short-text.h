// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SHORT_TEXT_H
#define VNLAB_SHORT_TEXT_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// Characters that a message quotes of what was found.
inline constexpr size_t kMostQuoted = 80;

/// @return the beginning of a UTF-8 text, of so many characters or less; a byte that is not UTF-8 is
///         one, too
std::string_view FirstCharacters(std::string_view text, size_t most);

/// @return the text; one with more characters is cut, and ends with "…"
std::string ShortText(std::string_view text, size_t most = kMostQuoted);

/// @return the names with commas; of more than 50, how many the others are. Each is short
std::string ShortList(const std::vector<std::string>& names);

} // namespace ns3::vnlab

#endif // VNLAB_SHORT_TEXT_H
