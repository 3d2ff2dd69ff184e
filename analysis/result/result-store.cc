// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"

#include "analysis/file/input-file.h"
#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/store-file.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>
#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr int kBusyTimeoutMs = 10'000;

/// SQLite has no NaN: it is stored as NULL, which is also how Value() reads it.
double
Value(const SQLite::Column& column)
{
    return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

using ParameterSet = std::map<std::string, Parameter>;

/// @return by scenario.id; none in a store of schema 1
std::unordered_map<int64_t, ParameterSet>
ReadParameters(SQLite::Database& database, const std::string& path)
{
    std::unordered_map<int64_t, ParameterSet> parameters;
    if (!database.tableExists("parameter"))
    {
        return parameters;
    }
    SQLite::Statement row(database, "SELECT scenario_id, name, text, number FROM parameter");
    while (row.executeStep())
    {
        const SQLite::Column number = row.getColumn(3);
        parameters[row.getColumn(0)][TextIn(row.getColumn(1), path)] = {
            TextIn(row.getColumn(2), path),
            number.isNull() ? std::nullopt : std::optional(number.getDouble())};
    }
    return parameters;
}

void
WriteParameters(SQLite::Database& database, const RunResult& result)
{
    SQLite::Statement parameter(database,
                                "INSERT OR REPLACE INTO parameter "
                                "SELECT id, ?, ?, ? FROM scenario WHERE text = ?");
    for (const auto& [name, value] : result.parameters)
    {
        parameter.reset();
        SQLite::bind(parameter, name, value.text);
        value.number ? parameter.bind(3, *value.number) : parameter.bind(3);
        parameter.bind(4, result.key.scenario);
        parameter.exec();
    }
}

void
WriteRows(SQLite::Database& database, int64_t run, const RunResult& result)
{
    SQLite::Statement metric(database, "INSERT INTO metric VALUES(?, ?, ?)");
    for (const auto& [name, value] : result.metrics)
    {
        SQLite::bind(metric, run, name, value);
        metric.exec();
        metric.reset();
    }
    SQLite::Statement sample(database, "INSERT INTO sample VALUES(?, ?, ?, ?)");
    for (const auto& [name, values] : result.samples)
    {
        for (size_t index = 0; index < values.size(); ++index)
        {
            SQLite::bind(sample, run, name, static_cast<int64_t>(index), values[index]);
            sample.exec();
            sample.reset();
        }
    }
    SQLite::Statement series(database, "INSERT INTO series VALUES(?, ?, ?, ?, ?)");
    for (const auto& [name, points] : result.series)
    {
        for (size_t index = 0; index < points.size(); ++index)
        {
            const auto& [time, value] = points[index];
            SQLite::bind(series, run, name, static_cast<int64_t>(index), time, value);
            series.exec();
            series.reset();
        }
    }
}

} // namespace

ResultStore::ResultStore(std::string path, SQLite::Database database, Versions versions)
    : m_path(std::move(path)),
      m_database(std::move(database)),
      m_versions(std::move(versions))
{
}

ResultStore
ResultStore::Open(const std::string& path, Versions versions)
{
    const bool existed = IsThere(path);
    if (existed)
    {
        CheckStoreFile(path);
    }
    try
    {
        SQLite::Database database(
            path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyTimeoutMs);
        CheckStoreSchema(database, path);
        ResultStore store(path, std::move(database), std::move(versions));
        AdoptMetrics(store.StoredMetrics(), path, Precedence::kProgram);
        PrepareStore(store.m_database);
        return store;
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(path,
                    (existed ? "cannot be used as a result store: "
                             : "cannot be created as a result store: ") +
                        std::string(error.what()));
    }
}

ResultStore
ResultStore::OpenReadOnly(const std::string& path)
{
    CheckStoreFile(path);
    try
    {
        SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
        CheckStoreSchema(database, path);
        if (!database.tableExists("run"))
        {
            RefuseStore(path, "is empty, not a result store of vnlab");
        }
        ResultStore store(path, std::move(database), {});
        AdoptMetrics(store.StoredMetrics(), path, Precedence::kResults);
        return store;
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(path, std::string("cannot be read as a result store: ") + error.what());
    }
}

void
ResultStore::Write(const RunResult& result)
{
    Write({&result, 1});
}

void
ResultStore::Write(std::span<const RunResult> results)
{
    Write(results, m_versions);
}

void
ResultStore::Write(std::span<const RunResult> results, const Versions& versions)
{
    try
    {
        SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
        bool replaced = false;
        for (const RunResult& result : results)
        {
            replaced = WriteInTransaction(result, versions) || replaced;
        }
        if (replaced)
        {
            DropUnusedInputs();
        }
        WriteMetricRows(results);
        transaction.commit();
    }
    catch (const SQLite::Exception& error)
    {
        m_written.clear(); // the rows have gone with the transaction
        throw std::runtime_error(m_path + ": a result could not be stored: " + error.what());
    }
}

bool
ResultStore::WriteInTransaction(const RunResult& result, const Versions& versions)
{
    const RunKey& key = result.key;
    const auto seed = std::bit_cast<int64_t>(key.seed);
    SQLite::Statement scenario(m_database, "INSERT OR IGNORE INTO scenario(text) VALUES(?)");
    SQLite::bind(scenario, key.scenario);
    scenario.exec();
    WriteParameters(m_database, result);
    SQLite::Statement old(m_database,
                          "DELETE FROM run WHERE design = ? AND seed = ? AND run = ? AND "
                          "scenario_id = (SELECT id FROM scenario WHERE text = ?)");
    SQLite::bind(old, key.design, seed, key.run, key.scenario);
    const bool replaces = old.exec() > 0;
    SQLite::Statement run(m_database,
                          "INSERT INTO run(scenario_id, design, seed, run, error, wall_seconds, "
                          "vnlab_version, ns3_version) "
                          "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM scenario WHERE text = ?");
    SQLite::bind(run,
                 key.design,
                 seed,
                 key.run,
                 result.error,
                 result.wallSeconds,
                 versions.vnlab,
                 versions.ns3,
                 key.scenario);
    run.exec();
    const int64_t id = m_database.getLastInsertRowid();
    WriteRows(m_database, id, result);
    WriteInputs(id, result);
    return replaces;
}

void
ResultStore::ForEachRun(const std::function<void(const StoredRun&)>& visit) const
{
    try
    {
        SQLite::Statement row(
            m_database,
            "SELECT text, design, seed, run, error <> '', wall_seconds, "
            "vnlab_version, ns3_version FROM run JOIN scenario ON scenario.id = scenario_id "
            "ORDER BY text, design, seed < 0, seed, run");
        while (row.executeStep())
        {
            visit(
                {.key = {.scenario = TextIn(row.getColumn(0), m_path, kMostTextBytes),
                         .design = TextIn(row.getColumn(1), m_path),
                         .seed = std::bit_cast<uint64_t>(row.getColumn(2).getInt64()),
                         .run = row.getColumn(3).getUInt()},
                 .failed = row.getColumn(4).getInt() != 0,
                 .wallSeconds = Value(row.getColumn(5)),
                 .versions = {TextIn(row.getColumn(6), m_path), TextIn(row.getColumn(7), m_path)}});
        }
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(m_path, std::string("cannot be read as a result store: ") + error.what());
    }
}

std::vector<RunResult>
ResultStore::Read() const
{
    return ReadWhere(std::nullopt);
}

std::vector<RunResult>
ResultStore::Read(const std::string& scenario) const
{
    return ReadWhere(scenario);
}

std::vector<RunResult>
ResultStore::ReadWhere(const std::optional<std::string>& scenario) const
{
    const auto select = [&](const std::string& columns, const std::string& rows)
    {
        SQLite::Statement statement(
            m_database,
            "SELECT run.id, " + columns + " FROM run JOIN scenario ON scenario.id = scenario_id" +
                (rows.empty() ? "" : " JOIN " + rows + " ON run_id = run.id") +
                (scenario ? " WHERE text = ?" : "") +
                (rows.empty() ? "" : " ORDER BY run_id, name, idx"));
        if (scenario)
        {
            SQLite::bind(statement, *scenario);
        }
        return statement;
    };
    try
    {
        const SQLite::Transaction snapshot(m_database); // a writer may add runs meanwhile
        std::vector<RunResult> results;
        std::unordered_map<int64_t, size_t> position; // in results, by run.id
        const auto parameters = ReadParameters(m_database, m_path);
        auto run = select("text, design, seed, run, error, wall_seconds, scenario_id", "");
        while (run.executeStep())
        {
            position[run.getColumn(0)] = results.size();
            RunResult& result = results.emplace_back();
            result.key = {.scenario = TextIn(run.getColumn(1), m_path, kMostTextBytes),
                          .design = TextIn(run.getColumn(2), m_path),
                          .seed = std::bit_cast<uint64_t>(run.getColumn(3).getInt64()),
                          .run = run.getColumn(4).getUInt()};
            result.error = TextIn(run.getColumn(5), m_path, kMostErrorBytes);
            result.wallSeconds = Value(run.getColumn(6));
            const auto set = parameters.find(run.getColumn(7));
            result.parameters = set == parameters.end() ? ParameterSet{} : set->second;
        }
        const auto resultOf = [&](SQLite::Statement& row) -> RunResult&
        { return results.at(position.at(row.getColumn(0))); };
        auto metric = select("name, value, 0 AS idx", "metric");
        while (metric.executeStep())
        {
            resultOf(metric).metrics[TextIn(metric.getColumn(1), m_path)] =
                Value(metric.getColumn(2));
        }
        auto sample = select("name, value", "sample");
        while (sample.executeStep())
        {
            resultOf(sample).samples[TextIn(sample.getColumn(1), m_path)].push_back(
                Value(sample.getColumn(2)));
        }
        auto series = select("name, time, value", "series");
        while (series.executeStep())
        {
            resultOf(series).series[TextIn(series.getColumn(1), m_path)].emplace_back(
                Value(series.getColumn(2)), Value(series.getColumn(3)));
        }
        std::ranges::sort(results, {}, &RunResult::key);
        return results;
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(m_path, std::string("cannot be read as a result store: ") + error.what());
    }
}

} // namespace ns3::vnlab
