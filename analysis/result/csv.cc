// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv.h"

#include "analysis/result/csv-cell.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <functional>
#include <set>

namespace ns3::vnlab
{

namespace
{

std::string
Field(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted.append(c == '"' ? 2 : 1, c);
    }
    quoted += '"';
    return quoted;
}

using Row = std::vector<std::string>;

/// @return the parameters that some run has
std::set<std::string>
ParametersOf(std::span<const RunResult> results)
{
    std::set<std::string> names;
    for (const RunResult& result : results)
    {
        for (const auto& [name, value] : result.parameters)
        {
            names.insert(name);
        }
    }
    return names;
}

/// Tells @p add the last columns of all rows of a run.
void
AddRows(CsvTable table, const RunResult& result, const std::function<void(const Row&)>& add)
{
    switch (table)
    {
    case CsvTable::kMetrics:
        for (const auto& [name, value] : result.metrics)
        {
            add({CellOf(name), ExactNumber(value)});
        }
        break;
    case CsvTable::kSamples:
        for (const auto& [name, values] : result.samples)
        {
            for (size_t index = 0; index < values.size(); ++index)
            {
                add({CellOf(name), std::to_string(index), ExactNumber(values[index])});
            }
        }
        break;
    case CsvTable::kSeries:
        for (const auto& [name, points] : result.series)
        {
            for (const auto& [time, value] : points)
            {
                add({CellOf(name), ExactNumber(time), ExactNumber(value)});
            }
        }
        break;
    }
}

} // namespace

void
WriteCsvRecord(const std::vector<std::string>& fields, std::ostream& out)
{
    std::string record;
    for (const std::string& field : fields)
    {
        if (&field != &fields.front())
        {
            record += ',';
        }
        record += Field(field);
    }
    record += "\r\n";
    out.write(record.data(), static_cast<std::streamsize>(record.size()));
}

void
WriteCsvHeader(CsvTable table, const std::set<std::string>& parameters, std::ostream& out)
{
    Row header{"design", "seed", "run"};
    for (const std::string& name : parameters)
    {
        header.push_back(CellOf(name));
    }
    header.emplace_back("metric");
    switch (table)
    {
    case CsvTable::kMetrics:
        break;
    case CsvTable::kSamples:
        header.emplace_back("index");
        break;
    case CsvTable::kSeries:
        header.emplace_back("time_s");
        break;
    }
    header.emplace_back("value");
    WriteCsvRecord(header, out);
}

void
WriteCsvRun(CsvTable table,
            const std::set<std::string>& parameters,
            const RunResult& result,
            std::ostream& out)
{
    if (!result.error.empty())
    {
        return;
    }
    const RunKey& key = result.key;
    Row run{CellOf(key.design), std::to_string(key.seed), std::to_string(key.run)};
    for (const std::string& name : parameters)
    {
        const auto value = result.parameters.find(name);
        run.push_back(value == result.parameters.end() ? "" : CellOf(value->second.text));
    }
    AddRows(table,
            result,
            [&](const Row& columns)
            {
                Row row = run;
                row.insert(row.end(), columns.begin(), columns.end());
                WriteCsvRecord(row, out);
            });
}

void
WriteCsv(CsvTable table, std::span<const RunResult> results, std::ostream& out)
{
    const std::set<std::string> parameters = ParametersOf(results);
    std::vector<const RunResult*> sorted;
    for (const RunResult& result : results)
    {
        sorted.push_back(&result);
    }
    std::ranges::sort(
        sorted, {}, [](const RunResult* result) -> const RunKey& { return result->key; });
    WriteCsvHeader(table, parameters, out);
    for (const RunResult* result : sorted)
    {
        WriteCsvRun(table, parameters, *result, out);
    }
}

} // namespace ns3::vnlab
