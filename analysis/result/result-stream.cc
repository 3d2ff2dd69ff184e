// SPDX-License-Identifier: GPL-2.0-only
//
// The reads of a ResultStore that hold one run at a time.

#include "analysis/result/result-store.h"
#include "analysis/result/store-file.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>
#include <bit>
#include <limits>

namespace ns3::vnlab
{

namespace
{

/// SQLite has no NaN: it is stored as NULL.
double
NumberIn(const SQLite::Column& column)
{
    return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

/// Calls @p read, and turns what SQLite says into the refusal of the store.
template <class Read>
void
OrRefuse(const std::string& path, const Read& read)
{
    try
    {
        read();
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(path, std::string("cannot be read as a result store: ") + error.what());
    }
}

/// Reads everything that one run left, with statements that are prepared once.
class RowReader
{
  public:
    RowReader(SQLite::Database& database, const std::string& path)
        : m_path(path),
          m_metric(database, "SELECT name, value FROM metric WHERE run_id = ?"),
          m_sample(database, "SELECT name, value FROM sample WHERE run_id = ? ORDER BY name, idx"),
          m_series(database,
                   "SELECT name, time, value FROM series WHERE run_id = ? ORDER BY name, idx")
    {
    }

    void Read(int64_t run, RunResult& result)
    {
        const auto forEachRow = [this, run](SQLite::Statement& rows, const auto& visit)
        {
            rows.reset();
            SQLite::bind(rows, run);
            while (rows.executeStep())
            {
                visit(TextIn(rows.getColumn(0), m_path));
            }
        };
        forEachRow(m_metric,
                   [&](const std::string& name)
                   { result.metrics[name] = NumberIn(m_metric.getColumn(1)); });
        forEachRow(m_sample,
                   [&](const std::string& name)
                   { result.samples[name].push_back(NumberIn(m_sample.getColumn(1))); });
        forEachRow(m_series,
                   [&](const std::string& name)
                   {
                       result.series[name].emplace_back(NumberIn(m_series.getColumn(1)),
                                                        NumberIn(m_series.getColumn(2)));
                   });
    }

  private:
    const std::string& m_path;
    SQLite::Statement m_metric;
    SQLite::Statement m_sample;
    SQLite::Statement m_series;
};

} // namespace

void
ResultStore::ForEachScenario(const std::function<void(const StoredScenario&)>& visit) const
{
    OrRefuse(
        m_path,
        [&]
        {
            const bool swept = m_database.tableExists("parameter"); // since schema 2
            SQLite::Statement scenario(m_database,
                                       "SELECT id, text FROM scenario WHERE EXISTS (SELECT 1 "
                                       "FROM run WHERE scenario_id = scenario.id) ORDER BY "
                                       "text");
            SQLite::Statement parameter(
                m_database,
                swept ? "SELECT name, text, number FROM parameter WHERE scenario_id = ?"
                      : "SELECT '', '', NULL WHERE ? IS NULL");
            while (scenario.executeStep())
            {
                StoredScenario stored{TextIn(scenario.getColumn(1), m_path, kMostTextBytes), {}};
                parameter.reset();
                SQLite::bind(parameter, scenario.getColumn(0).getInt64());
                while (parameter.executeStep())
                {
                    const SQLite::Column number = parameter.getColumn(2);
                    stored.parameters[TextIn(parameter.getColumn(0), m_path)] = {
                        TextIn(parameter.getColumn(1), m_path),
                        number.isNull() ? std::nullopt : std::optional(number.getDouble())};
                }
                visit(stored);
            }
        });
}

void
ResultStore::ForEachResult(const StoredScenario& scenario,
                           const std::function<void(const RunResult&)>& visit) const
{
    OrRefuse(m_path,
             [&]
             {
                 SQLite::Statement run(
                     m_database,
                     "SELECT id, design, seed, run, error, wall_seconds FROM run WHERE scenario_id "
                     "= (SELECT id FROM scenario WHERE text = ?) "
                     "ORDER BY seed < 0, seed, run, design");
                 SQLite::bind(run, scenario.text);
                 RowReader rows(m_database, m_path);
                 while (run.executeStep())
                 {
                     RunResult result{
                         .key = {.scenario = scenario.text,
                                 .design = TextIn(run.getColumn(1), m_path),
                                 .seed = std::bit_cast<uint64_t>(run.getColumn(2).getInt64()),
                                 .run = run.getColumn(3).getUInt()},
                         .parameters = scenario.parameters,
                         .error = TextIn(run.getColumn(4), m_path, kMostErrorBytes),
                         .wallSeconds = NumberIn(run.getColumn(5))};
                     rows.Read(run.getColumn(0).getInt64(), result);
                     visit(result);
                 }
             });
}

std::vector<std::string>
ResultStore::Designs() const
{
    std::vector<std::string> designs;
    OrRefuse(m_path,
             [&]
             {
                 SQLite::Statement row(m_database,
                                       "SELECT DISTINCT design FROM run ORDER BY design");
                 while (row.executeStep())
                 {
                     designs.push_back(TextIn(row.getColumn(0), m_path));
                 }
             });
    return designs;
}

std::map<Versions, size_t>
ResultStore::RunsByVersions() const
{
    std::map<Versions, size_t> runs;
    OrRefuse(m_path,
             [&]
             {
                 SQLite::Statement row(m_database,
                                       "SELECT vnlab_version, ns3_version, count(*) FROM run "
                                       "GROUP BY vnlab_version, ns3_version");
                 while (row.executeStep())
                 {
                     runs[{TextIn(row.getColumn(0), m_path), TextIn(row.getColumn(1), m_path)}] =
                         static_cast<size_t>(row.getColumn(2).getInt64());
                 }
             });
    return runs;
}

} // namespace ns3::vnlab
