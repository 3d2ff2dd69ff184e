// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OUTPUT_FOLDER_H
#define VNLAB_OUTPUT_FOLDER_H

#include <filesystem>
#include <string>

namespace ns3::vnlab
{

/// The result store in a folder for results.
inline constexpr const char* kStoreFile = "results.sqlite";

/// @return where the results of a scenario file go
/// @param wanted what the user wants; empty: results/ and the file's name
std::filesystem::path FolderFor(const std::string& wanted, const std::string& scenarioFile);

/// @return the result store that a user means by a folder for results, or by the store itself
std::filesystem::path StoreAt(const std::filesystem::path& path);

/// @throws InputError where the folder cannot be made
void MakeFolder(const std::filesystem::path& folder);

/// Refuses a folder for results whose tables (kCsvFiles) are somebody else's files.
/// @throws InputError naming the first of them
void RequireOwnTables(const std::filesystem::path& folder);

} // namespace ns3::vnlab

#endif // VNLAB_OUTPUT_FOLDER_H
