// SPDX-License-Identifier: GPL-2.0-only
//
// The files in a ResultStore that scenarios name: every text once, found by its hash.

#include "analysis/result/result-store.h"
#include "analysis/result/store-file.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>
#include <bit>
#include <cstdint>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

/// FNV-1a of 64 bits (Fowler, Noll, Vo). It only finds candidates: texts are compared whole.
int64_t
HashOf(std::string_view text)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text)
    {
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    }
    return std::bit_cast<int64_t>(hash);
}

/// @return the row of input_text that has a text
int64_t
RowOf(SQLite::Database& database, const std::string& text)
{
    const int64_t hash = HashOf(text);
    SQLite::Statement there(database, "SELECT id FROM input_text WHERE hash = ? AND text = ?");
    SQLite::bind(there, hash, text);
    if (there.executeStep())
    {
        return there.getColumn(0).getInt64();
    }
    SQLite::Statement row(database, "INSERT INTO input_text(hash, text) VALUES(?, ?)");
    SQLite::bind(row, hash, text);
    row.exec();
    return database.getLastInsertRowid();
}

} // namespace

void
ResultStore::WriteInputs(int64_t run, const RunResult& result)
{
    constexpr size_t most = 64; // that are kept in memory
    if (!result.inputs || result.inputs->empty())
    {
        return;
    }
    if (!m_written.contains(result.inputs))
    {
        InputRows rows;
        for (const auto& [path, text] : *result.inputs)
        {
            rows.emplace_back(path, RowOf(m_database, text));
        }
        if (m_written.size() >= most)
        {
            m_written.clear();
        }
        m_written.emplace(result.inputs, std::move(rows));
    }
    SQLite::Statement row(m_database, "INSERT INTO input VALUES(?, ?, ?)");
    for (const auto& [path, id] : m_written.at(result.inputs))
    {
        SQLite::bind(row, run, path, id);
        row.exec();
        row.reset();
    }
}

/// Texts that only runs had which have been replaced.
void
ResultStore::DropUnusedInputs()
{
    if (m_database.exec("DELETE FROM input_text WHERE id NOT IN (SELECT text_id FROM input)") > 0)
    {
        m_written.clear(); // it may name them, and their numbers may be given again
        m_lastInputs.reset();
    }
}

std::shared_ptr<const RunInputs>
ResultStore::InputsOf(const RunKey& key) const
{
    try
    {
        InputRows rows;
        if (m_database.tableExists("input")) // since schema 5
        {
            SQLite::Statement row(
                m_database,
                "SELECT path, text_id FROM input JOIN run ON run.id = run_id WHERE design = ? AND "
                "seed = ? AND run = ? AND scenario_id = (SELECT id FROM scenario WHERE text = ?) "
                "ORDER BY path");
            SQLite::bind(row, key.design, std::bit_cast<int64_t>(key.seed), key.run, key.scenario);
            while (row.executeStep())
            {
                rows.emplace_back(TextIn(row.getColumn(0), m_path), row.getColumn(1).getInt64());
            }
        }
        if (!m_lastInputs || rows != m_lastRows)
        {
            const auto inputs = std::make_shared<RunInputs>();
            for (const auto& [path, id] : rows)
            {
                SQLite::Statement text(m_database, "SELECT text FROM input_text WHERE id = ?");
                SQLite::bind(text, id);
                if (!text.executeStep())
                {
                    RefuseStore(m_path, "is damaged: it lacks the text of \"" + path + "\"");
                }
                (*inputs)[path] = TextIn(text.getColumn(0), m_path, kMostTextBytes);
            }
            m_lastRows = std::move(rows);
            m_lastInputs = inputs;
        }
        return m_lastInputs;
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(m_path, std::string("cannot be read as a result store: ") + error.what());
    }
}

} // namespace ns3::vnlab
