// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_FILE_H
#define VNLAB_STORE_FILE_H

#include <SQLiteCpp/Database.h>
#include <string>

/// @file What makes a file a result store: its SQLite header and its schema.

namespace ns3::vnlab
{

/// @throws InputError that says @p why @p path is refused
[[noreturn]] void RefuseStore(const std::string& path, const std::string& why);

/**
 * @brief Throws InputError where @p path, which exists, is not a store that this program knows.
 *
 * Reads the header itself (https://www.sqlite.org/fileformat2.html section 1.3): SQLite may recover
 * or replay the journal of a file that it opens, and a file that is not ours stays untouched. An
 * empty file passes: a store whose creation was interrupted.
 */
void CheckStoreFile(const std::string& path);

/**
 * @brief Creates the tables in an empty file and what an older schema lacks; else shows that the
 * store can be written, and changes nothing.
 * @throws SQLite::Exception if it cannot be written
 */
void PrepareStore(SQLite::Database& database);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_FILE_H
