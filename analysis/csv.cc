// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/csv.h"

#include "analysis/number-text.h"

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

/// Calls @p writeRows for every run that went through, in the order of their keys, with what writes
/// a row of that run.
void
WriteTable(
    std::span<const RunResult> results,
    const Row& valueColumns,
    std::ostream& out,
    const std::function<void(const RunResult&, const std::function<void(Row)>& write)>& writeRows)
{
    const std::set<std::string> parameters = ParametersOf(results);
    const auto writeRow = [&out](Row fields, const Row& more)
    {
        fields.insert(fields.end(), more.begin(), more.end());
        WriteCsvRecord(fields, out);
    };
    Row header{"design", "seed", "run"};
    header.insert(header.end(), parameters.begin(), parameters.end());
    header.emplace_back("metric");
    writeRow(header, valueColumns);
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
        Row run{key.design, std::to_string(key.seed), std::to_string(key.run)};
        for (const std::string& name : parameters)
        {
            const auto value = result->parameters.find(name);
            run.push_back(value == result->parameters.end() ? "" : value->second.text);
        }
        writeRows(*result, [&](const Row& values) { writeRow(run, values); });
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
               [](const RunResult& result, const auto& write)
               {
                   for (const auto& [name, value] : result.metrics)
                   {
                       write({name, ExactNumber(value)});
                   }
               });
}

void
WriteSamplesCsv(std::span<const RunResult> results, std::ostream& out)
{
    const auto writeRows = [](const RunResult& result, const auto& write)
    {
        for (const auto& [name, values] : result.samples)
        {
            for (size_t index = 0; index < values.size(); ++index)
            {
                write({name, std::to_string(index), ExactNumber(values[index])});
            }
        }
    };
    WriteTable(results, {"index", "value"}, out, writeRows);
}

void
WriteSeriesCsv(std::span<const RunResult> results, std::ostream& out)
{
    const auto writeRows = [](const RunResult& result, const auto& write)
    {
        for (const auto& [name, points] : result.series)
        {
            for (const auto& [time, value] : points)
            {
                write({name, ExactNumber(time), ExactNumber(value)});
            }
        }
    };
    WriteTable(results, {"time_s", "value"}, out, writeRows);
}

} // namespace ns3::vnlab
