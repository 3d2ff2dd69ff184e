// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/csv.h"

#include "analysis/number-text.h"

#include <algorithm>
#include <functional>

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

/// Calls @p writeRows for every run that went through, in the order of their keys.
void
WriteTable(std::span<const RunResult> results,
           const std::vector<std::string>& valueColumns,
           std::ostream& out,
           const std::function<void(const RunResult&, std::vector<std::string>)>& writeRows)
{
    std::vector<std::string> header{"design", "seed", "run", "metric"};
    header.insert(header.end(), valueColumns.begin(), valueColumns.end());
    WriteCsvRecord(header, out);
    std::vector<const RunResult*> sorted;
    for (const RunResult& result : results)
    {
        if (result.error.empty())
        {
            sorted.push_back(&result);
        }
    }
    std::ranges::sort(
        sorted, {}, [](const RunResult* result) -> const RunKey& { return result->key; });
    for (const RunResult* result : sorted)
    {
        const RunKey& key = result->key;
        writeRows(*result, {key.design, std::to_string(key.seed), std::to_string(key.run)});
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
WriteMetricsCsv(std::span<const RunResult> results, std::ostream& out)
{
    WriteTable(results,
               {"value"},
               out,
               [&](const RunResult& result, std::vector<std::string> row)
               {
                   row.resize(5);
                   for (const auto& [name, value] : result.metrics)
                   {
                       row[3] = name;
                       row[4] = ExactNumber(value);
                       WriteCsvRecord(row, out);
                   }
               });
}

void
WriteSamplesCsv(std::span<const RunResult> results, std::ostream& out)
{
    const auto writeRows = [&](const RunResult& result, std::vector<std::string> row)
    {
        row.resize(6);
        for (const auto& [name, values] : result.samples)
        {
            row[3] = name;
            for (size_t index = 0; index < values.size(); ++index)
            {
                row[4] = std::to_string(index);
                row[5] = ExactNumber(values[index]);
                WriteCsvRecord(row, out);
            }
        }
    };
    WriteTable(results, {"index", "value"}, out, writeRows);
}

void
WriteSeriesCsv(std::span<const RunResult> results, std::ostream& out)
{
    const auto writeRows = [&](const RunResult& result, std::vector<std::string> row)
    {
        row.resize(6);
        for (const auto& [name, points] : result.series)
        {
            row[3] = name;
            for (const auto& [time, value] : points)
            {
                row[4] = ExactNumber(time);
                row[5] = ExactNumber(value);
                WriteCsvRecord(row, out);
            }
        }
    };
    WriteTable(results, {"time_s", "value"}, out, writeRows);
}

} // namespace ns3::vnlab
