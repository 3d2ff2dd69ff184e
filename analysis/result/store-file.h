// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_FILE_H
#define VNLAB_STORE_FILE_H

#include <SQLiteCpp/Column.h>
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
 * @brief Throws InputError where an open store has what no store of ours has: a view or a virtual
 * table, which may never end, or a trigger.
 */
void CheckStoreSchema(SQLite::Database& database, const std::string& path);

inline constexpr int kMostNameBytes = 64 << 10; ///< of a name, a title or a value of a parameter
inline constexpr int kMostErrorBytes = 1 << 20;
inline constexpr int kMostTextBytes = 65 << 20; ///< of a scenario, or a file that it names

/// @return the text in a column. @throws InputError naming the store @p path where it is longer
std::string TextIn(const SQLite::Column& column,
                   const std::string& path,
                   int most = kMostNameBytes);

/**
 * @brief Creates the tables in an empty file and what an older schema lacks; else shows that the
 * store can be written, and changes nothing.
 * @throws SQLite::Exception if it cannot be written
 */
void PrepareStore(SQLite::Database& database);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_FILE_H
