// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WRAPPED_TEXT_H
#define VNLAB_WRAPPED_TEXT_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// @file Text in lines that a terminal has room for. Widths are in code points (CodePoints).

namespace ns3::vnlab
{

/// What is printed by default fits this many columns.
inline constexpr size_t kTerminalWidth = 80;

/**
 * @return the parts between which a line may end, with the spaces that follow them: words, and what
 *         signs join to names ("identity-" and "firewall"). A number stays with its unit.
 */
std::vector<std::string_view> BreakableParts(std::string_view text);

/// @return lines of at most @p width (1 or more); what is longer without a break is broken anywhere
std::vector<std::string> WrapCell(std::string_view text, size_t width);

/**
 * @return lines of at most @p width, each with a newline, the second and further ones behind
 *         @p indent spaces. A longer word, such as a path, stays whole.
 */
std::string Paragraph(std::string_view text, size_t indent = 0, size_t width = kTerminalWidth);

} // namespace ns3::vnlab

#endif // VNLAB_WRAPPED_TEXT_H
