// SPDX-License-Identifier: GPL-2.0-only
//
// The rows of metrics of a ResultStore.

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/result-store.h"
#include "analysis/result/store-file.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>
#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr std::array kQuestions{Question::kConfiguration,
                                Question::kReconfiguration,
                                Question::kExposure,
                                Question::kDataPlane};
constexpr std::array kShapes{Shape::kScalar, Shape::kSamples, Shape::kSeries};
constexpr std::array kUnits{MetricUnit::kCount,
                            MetricUnit::kBytes,
                            MetricUnit::kSeconds,
                            MetricUnit::kFraction,
                            MetricUnit::kBitsPerSecond};
constexpr std::array kBetters{Better::kLower, Better::kHigher, Better::kNeither};

/// @return the value whose ToString() is in the column @throws InputError where there is none
template <class Values>
auto
ParseColumn(const Values& values, const SQLite::Column& column, const std::string& path)
{
    const std::string text = TextIn(column, path);
    const auto value = std::ranges::find_if(
        values, [&text](auto candidate) { return ToString(candidate) == text; });
    if (value == values.end())
    {
        RefuseStore(path,
                    "is damaged: its table metric_row has \"" + text + "\" as " + column.getName());
    }
    return *value;
}

/// Adds the names that a result has values of.
template <class Values>
void
AddRowNames(const std::map<std::string, Values>& values, std::set<std::string>& names)
{
    for (const auto& [name, value] : values)
    {
        names.insert(name);
    }
}

} // namespace

std::vector<Metric>
ResultStore::StoredMetrics() const
{
    std::vector<Metric> rows;
    if (!m_database.tableExists("metric_row")) // since schema 4
    {
        return rows;
    }
    SQLite::Statement row(m_database,
                          "SELECT name, question, place, shape, unit, better, definition "
                          "FROM metric_row ORDER BY name");
    while (row.executeStep())
    {
        rows.push_back({.name = TextIn(row.getColumn(0), m_path),
                        .question = ParseColumn(kQuestions, row.getColumn(1), m_path),
                        .place = row.getColumn(2).getUInt(),
                        .shape = ParseColumn(kShapes, row.getColumn(3), m_path),
                        .unit = ParseColumn(kUnits, row.getColumn(4), m_path),
                        .better = ParseColumn(kBetters, row.getColumn(5), m_path),
                        .definition = TextIn(row.getColumn(6), m_path)});
    }
    return rows;
}

void
ResultStore::WriteMetricRows(std::span<const RunResult> results)
{
    std::set<std::string> names;
    for (const RunResult& result : results)
    {
        AddRowNames(result.metrics, names);
        AddRowNames(result.samples, names);
        AddRowNames(result.series, names);
    }
    std::set<const Metric*> metrics;
    for (const std::string& name : names)
    {
        metrics.insert(FindMetric(name));
    }
    metrics.erase(nullptr); // of an older store, whose metric nobody here knows
    SQLite::Statement row(m_database, "INSERT OR REPLACE INTO metric_row VALUES(?,?,?,?,?,?,?)");
    for (const Metric* metric : metrics)
    {
        row.reset();
        SQLite::bind(row,
                     metric->name,
                     std::string(ToString(metric->question)),
                     metric->place,
                     std::string(ToString(metric->shape)),
                     std::string(ToString(metric->unit)),
                     std::string(ToString(metric->better)),
                     metric->definition);
        row.exec();
    }
}

} // namespace ns3::vnlab
