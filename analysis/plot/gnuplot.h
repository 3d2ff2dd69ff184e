// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GNUPLOT_H
#define VNLAB_GNUPLOT_H

#include <filesystem>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @return @p text as an expression of gnuplot's language for a string that shows exactly that text
 *
 * Single-quoted, the only form in which gnuplot runs no backticks, expands no `@` macros and reads
 * no escapes (gnuplot 5.4 manual, "Quote Marks"); control characters are made visible first. A
 * quote in the text is a piece of its own, `'it'."'".'s'`: gnuplot's doubled quote ends the string
 * where it stands first or twice, and what follows would be commands.
 *
 * The terminal must be `noenhanced`, or `_`, `^` and `{}` are markup. Not for the labels of tics,
 * which gnuplot reads as printf formats.
 */
std::string GnuplotString(std::string_view text);

/**
 * @brief Runs the script @p name in @p folder, which becomes gnuplot's working folder.
 *
 * No shell, no start-up file of the user, no variables of the user's locale or gnuplot set-up.
 * @throws std::runtime_error with what gnuplot printed if it failed, or if it is not installed
 */
void RunGnuplot(const std::filesystem::path& folder, const std::string& name);

} // namespace ns3::vnlab

#endif // VNLAB_GNUPLOT_H
