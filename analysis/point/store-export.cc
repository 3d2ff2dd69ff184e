// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/store-export.h"

#include "analysis/point/point-match.h"
#include "analysis/result/csv-cell.h"
#include "analysis/result/csv.h"
#include "analysis/result/result-json.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kNumber = "scenario";

} // namespace

StoreExport::StoreExport(const ResultStore& store)
    : m_store(store)
{
    std::vector<StoredScenario> unordered;
    store.ForEachScenario([&unordered](const StoredScenario& scenario)
                          { unordered.push_back(scenario); });
    for (MatchedPoint& point : MatchPoints(unordered, {}))
    {
        m_scenarios.push_back(std::move(*point.before));
    }
    for (const StoredScenario& scenario : m_scenarios)
    {
        for (const auto& [name, value] : scenario.parameters)
        {
            m_parameters.insert(name);
        }
    }
    const auto sameParameters = [](const StoredScenario& left, const StoredScenario& right)
    { return left.parameters == right.parameters; };
    m_numbered = std::ranges::adjacent_find(m_scenarios, sameParameters) != m_scenarios.end();
    if (m_numbered)
    {
        m_parameters.insert(kNumber);
    }
}

const std::vector<std::string>&
StoreExport::Tables()
{
    static const std::vector<std::string> tables{
        "metrics", "samples", "series", "runs", kScenarios};
    return tables;
}

std::vector<RunResult>
StoreExport::RunsOf(size_t scenario) const
{
    std::vector<RunResult> runs;
    m_store.ForEachResult(m_scenarios[scenario],
                          [&runs](const RunResult& result) { runs.push_back(result); });
    for (RunResult& run : runs)
    {
        if (m_numbered)
        {
            const auto number = static_cast<double>(scenario + 1);
            run.parameters[kNumber] = {ExactNumber(number), number};
        }
    }
    std::ranges::sort(runs, {}, &RunResult::key);
    return runs;
}

void
StoreExport::WriteTable(const std::string& table, std::ostream& out) const
{
    if (table == "runs" || table == kScenarios)
    {
        table == "runs" ? WriteRuns(out) : WriteScenarios(out);
        return;
    }
    const auto file = std::ranges::find_if(
        kCsvFiles, [&table](const auto& known) { return known.second == table + ".csv"; });
    if (file == kCsvFiles.end())
    {
        throw std::invalid_argument("there is no table " + table);
    }
    WriteCsvHeader(file->first, m_parameters, out);
    for (size_t scenario = 0; scenario < m_scenarios.size(); ++scenario)
    {
        for (const RunResult& run : RunsOf(scenario))
        {
            WriteCsvRun(file->first, m_parameters, run, out);
        }
    }
}

void
StoreExport::WriteRuns(std::ostream& out) const
{
    std::set<std::string> parameters = m_parameters;
    parameters.erase(kNumber); // it is always here, and last
    std::vector<std::string> header{"design", "seed", "run"};
    for (const std::string& name : parameters)
    {
        header.push_back(CellOf(name));
    }
    header.insert(header.end(), {kNumber, "error", "wall_s"});
    WriteCsvRecord(header, out);
    for (size_t scenario = 0; scenario < m_scenarios.size(); ++scenario)
    {
        for (const RunResult& run : RunsOf(scenario))
        {
            std::vector<std::string> row{
                CellOf(run.key.design), std::to_string(run.key.seed), std::to_string(run.key.run)};
            for (const std::string& name : parameters)
            {
                const auto value = run.parameters.find(name);
                row.push_back(value == run.parameters.end() ? "" : CellOf(value->second.text));
            }
            row.insert(
                row.end(),
                {std::to_string(scenario + 1), CellOf(run.error), ExactNumber(run.wallSeconds)});
            WriteCsvRecord(row, out);
        }
    }
}

void
StoreExport::WriteScenarios(std::ostream& out) const
{
    WriteCsvRecord({kNumber, "text"}, out);
    for (size_t scenario = 0; scenario < m_scenarios.size(); ++scenario)
    {
        WriteCsvRecord({std::to_string(scenario + 1), CellOf(m_scenarios[scenario].text)}, out);
    }
}

void
StoreExport::WriteJson(std::ostream& out) const
{
    for (size_t scenario = 0; scenario < m_scenarios.size(); ++scenario)
    {
        for (const RunResult& run : RunsOf(scenario))
        {
            const std::string line = ToJson(run) + "\n";
            out.write(line.data(), static_cast<std::streamsize>(line.size()));
        }
    }
}

} // namespace ns3::vnlab
