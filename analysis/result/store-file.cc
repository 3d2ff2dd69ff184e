// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/store-file.h"

#include "analysis/file/input-file.h"
#include "model/input/input-error.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <cstdint>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kApplicationId = 0x766e6c62; // "vnlb"
constexpr uint32_t kSchemaVersion = 5;

/// Since schema 2, 3, 4 and 5. @return statements that do nothing in a store that has the tables
const char*
AddedTables()
{
    return R"sql(
        CREATE TABLE IF NOT EXISTS parameter(
            scenario_id INTEGER NOT NULL REFERENCES scenario(id),
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            number REAL,
            PRIMARY KEY(scenario_id, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS caption(
            place INTEGER PRIMARY KEY,
            text TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS metric_row(
            name TEXT PRIMARY KEY,
            question TEXT NOT NULL,
            place INTEGER NOT NULL,
            shape TEXT NOT NULL,
            unit TEXT NOT NULL,
            better TEXT NOT NULL,
            definition TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS input_text(
            id INTEGER PRIMARY KEY,
            hash INTEGER NOT NULL,
            text TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS input_text_hash ON input_text(hash);
        CREATE TABLE IF NOT EXISTS input(
            run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            path TEXT NOT NULL,
            text_id INTEGER NOT NULL REFERENCES input_text(id),
            PRIMARY KEY(run_id, path)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS input_of_text ON input(text_id);
    )sql";
}

/// A seed is unsigned and SQLite's integers are not: it is stored as the same 64 bits.
const char*
Schema()
{
    return R"sql(
        CREATE TABLE scenario(
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE);
        CREATE TABLE run(
            id INTEGER PRIMARY KEY,
            scenario_id INTEGER NOT NULL REFERENCES scenario(id),
            design TEXT NOT NULL,
            seed INTEGER NOT NULL,
            run INTEGER NOT NULL,
            error TEXT NOT NULL,
            wall_seconds REAL,
            vnlab_version TEXT NOT NULL,
            ns3_version TEXT NOT NULL,
            UNIQUE(scenario_id, design, seed, run));
        CREATE TABLE metric(
            run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value REAL,
            PRIMARY KEY(run_id, name)) WITHOUT ROWID;
        CREATE TABLE sample(
            run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            idx INTEGER NOT NULL,
            value REAL,
            PRIMARY KEY(run_id, name, idx)) WITHOUT ROWID;
        CREATE TABLE series(
            run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            idx INTEGER NOT NULL,
            time REAL,
            value REAL,
            PRIMARY KEY(run_id, name, idx)) WITHOUT ROWID;
    )sql";
}

} // namespace

void
RefuseStore(const std::string& path, const std::string& why)
{
    throw InputError({Diagnostic{.file = path, .message = why}});
}

void
CheckStoreFile(const std::string& path)
{
    if (IsFolder(path))
    {
        RefuseStore(path, "is a folder, not a result store");
    }
    constexpr size_t headerBytes = 100;
    std::string header = ReadBeginning(path, headerBytes);
    if (header.empty())
    {
        return; // a store whose creation was interrupted
    }
    header.resize(headerBytes);
    const auto field = [&](size_t offset)
    {
        uint32_t value = 0;
        for (size_t i = 0; i < 4; ++i)
        {
            value = value << 8 | static_cast<uint8_t>(header[offset + i]);
        }
        return value;
    };
    const bool sqlite =
        std::string_view(header.data(), 16) == std::string_view("SQLite format 3", 16);
    if (!sqlite || field(68) != kApplicationId)
    {
        RefuseStore(path,
                    sqlite ? "is an SQLite file of another program, not a result store of vnlab"
                           : "is not a result store of vnlab");
    }
    if (field(60) > kSchemaVersion)
    {
        RefuseStore(path,
                    "is a result store of a newer vnlab (schema " + std::to_string(field(60)) +
                        "; this vnlab knows schema " + std::to_string(kSchemaVersion) + ")");
    }
}

void
CheckStoreSchema(SQLite::Database& database, const std::string& path)
{
    database.exec("PRAGMA trusted_schema = OFF");
    // What is no table or index, and virtual tables, have no page of their own.
    SQLite::Statement foreign(
        database,
        "SELECT type, name FROM sqlite_master WHERE coalesce(rootpage, 0) = 0 "
        "OR type NOT IN ('table', 'index') LIMIT 1");
    if (foreign.executeStep())
    {
        RefuseStore(path,
                    "has the " + TextIn(foreign.getColumn(0), path) + " \"" +
                        TextIn(foreign.getColumn(1), path) +
                        "\"; a result store of vnlab has plain tables only");
    }
}

std::string
TextIn(const SQLite::Column& column, const std::string& path, int most)
{
    if (column.getBytes() > most)
    {
        RefuseStore(path,
                    std::string("has a text of ") + std::to_string(column.getBytes()) +
                        " bytes as " + column.getName() + "; accepted are at most " +
                        std::to_string(most));
    }
    return column.getString();
}

void
PrepareStore(SQLite::Database& database)
{
    database.exec("PRAGMA foreign_keys = ON");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::string version = std::to_string(kSchemaVersion);
    const bool empty = database.execAndGet("PRAGMA application_id").getUInt() == 0;
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    const bool older = database.execAndGet("PRAGMA user_version").getUInt() < kSchemaVersion;
    database.exec("PRAGMA user_version = " + version);
    if (empty)
    {
        database.exec(Schema());
    }
    if (empty || older)
    {
        database.exec(AddedTables());
        transaction.commit();
    }
}

} // namespace ns3::vnlab
