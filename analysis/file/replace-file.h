// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLACE_FILE_H
#define VNLAB_REPLACE_FILE_H

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

/// @file How every file that vnlab leaves is written.

namespace ns3::vnlab
{

/**
 * @brief Writes a file whole or not at all: into a new file beside it, which then takes its name.
 *
 * Where the name is a symbolic link, the file that it leads to is replaced.
 * @throws InputError where no file can be made there, or what is there is no regular file
 * @throws std::runtime_error where it cannot be written to its end, such as on a full disk
 * Either way the file is then as it was.
 */
void ReplaceFile(const std::filesystem::path& path,
                 const std::function<void(std::ostream&)>& write);

/// The same for a text.
void ReplaceFile(const std::filesystem::path& path, const std::string& text);

/// Finds out whether ReplaceFile can begin, and leaves everything as it was.
/// @throws InputError where it cannot
void CheckReplaceable(const std::filesystem::path& path);

/// Gives a finished file the name of another one, which it replaces.
/// @throws std::runtime_error where that does not work
void TakeName(const std::filesystem::path& finished, const std::filesystem::path& path);

} // namespace ns3::vnlab

#endif // VNLAB_REPLACE_FILE_H
