// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OWN_FILE_H
#define VNLAB_OWN_FILE_H

#include <filesystem>
#include <string>
#include <string_view>

/// @file Which files vnlab may overwrite without being told to: its own.

namespace ns3::vnlab
{

/// @name What files of vnlab have within their first bytes, by kind
/// @{
inline constexpr std::string_view kPageSign = "<meta name=\"generator\" content=\"vnlab\">";
inline constexpr std::string_view kTableSign = "design,seed,run,";
inline constexpr std::string_view kScenariosSign = "scenario,text\r\n";
inline constexpr std::string_view kLinesSign = "{\"design\":";
inline constexpr std::string_view kPlotSign = "# Draw again with: gnuplot ";
inline constexpr std::string_view kCostsSign = "; vnlab calibrate, ";
/// @}

/// @return whether a file is vnlab's: it has the sign within its first bytes, or none at all
/// @throws InputError where it is there and cannot be read
bool IsOwn(const std::filesystem::path& path, std::string_view sign);

/// Refuses to overwrite what vnlab has not written. What is no regular file is left to ReplaceFile.
/// @param accepted what the user may do, such as "another name, or --force"
/// @throws InputError where the file is there and not vnlab's
void RequireOwn(const std::filesystem::path& path,
                std::string_view sign,
                const std::string& accepted);

/// The same for a file that has no sign of its own: where it is there, and not empty.
void RequireNone(const std::filesystem::path& path, const std::string& accepted);

} // namespace ns3::vnlab

#endif // VNLAB_OWN_FILE_H
