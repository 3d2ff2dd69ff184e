// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLACE_FILE_H
#define VNLAB_REPLACE_FILE_H

#include <filesystem>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief Writes a file whole or not at all: into a new file beside it, which then takes its name.
 * @throws InputError where that does not work; the file is then as it was
 */
void ReplaceFile(const std::filesystem::path& path, const std::string& text);

/// Finds out whether ReplaceFile can work, and leaves everything as it was.
/// @throws InputError where it cannot
void CheckReplaceable(const std::filesystem::path& path);

} // namespace ns3::vnlab

#endif // VNLAB_REPLACE_FILE_H
