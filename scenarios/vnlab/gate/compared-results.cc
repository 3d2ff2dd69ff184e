// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/compared-results.h"

#include "analysis/file/input-file.h"
#include "analysis/result/csv-results.h"
#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <filesystem>
#include <set>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

std::string
RunsText(size_t runs)
{
    return std::to_string(runs) + (runs == 1 ? " run" : " runs");
}

class StoreResults : public ComparedResults
{
  public:
    explicit StoreResults(const std::string& path)
        : m_path(path),
          m_store(ResultStore::OpenReadOnly(path))
    {
    }

    std::vector<StoredScenario> Scenarios() const override
    {
        std::vector<StoredScenario> scenarios;
        m_store.ForEachScenario([&](const StoredScenario& scenario)
                                { scenarios.push_back(scenario); });
        return scenarios;
    }

    std::vector<ComparedRun> RunsOf(const StoredScenario& scenario) const override
    {
        std::vector<ComparedRun> runs;
        m_store.ForEachResult(
            scenario, [&](const RunResult& result) { runs.push_back(ToComparedRun(result)); });
        return runs;
    }

    std::vector<std::string> Designs() const override
    {
        return m_store.Designs();
    }

    std::string Describe() const override
    {
        std::string text = VisibleText(m_path) + ":";
        for (const auto& [versions, runs] : m_store.RunsByVersions())
        {
            text += " " + RunsText(runs) + " of vnlab " + VisibleText(versions.vnlab) +
                    " with ns-3 " + VisibleText(versions.ns3);
        }
        return text;
    }

  private:
    std::string m_path;
    ResultStore m_store;
};

/// Tables in a folder: without runs that failed, scenarios and versions.
class TableResults : public ComparedResults
{
  public:
    explicit TableResults(const fs::path& folder)
        : m_path(folder.string())
    {
        for (const auto& [table, name] : kCsvFiles)
        {
            const std::string file = (folder / name).string();
            if (table != CsvTable::kSeries && IsThere(file))
            {
                m_results.Add(table, ReadInputFile(file), file);
            }
        }
    }

    std::vector<StoredScenario> Scenarios() const override
    {
        std::vector<StoredScenario> scenarios;
        for (const auto& [key, run] : m_results.Runs()) // those of one scenario follow each other
        {
            if (scenarios.empty() || scenarios.back().parameters != run.parameters)
            {
                scenarios.push_back({.text = {}, .parameters = run.parameters});
            }
        }
        return scenarios;
    }

    std::vector<ComparedRun> RunsOf(const StoredScenario& scenario) const override
    {
        const std::string text = CsvResults::ScenarioOf(scenario.parameters);
        const auto& all = m_results.Runs();
        std::vector<ComparedRun> runs;
        for (auto run = all.lower_bound({.scenario = text, .design = {}});
             run != all.end() && run->first.scenario == text;
             ++run)
        {
            runs.push_back(ToComparedRun(run->second));
        }
        return runs;
    }

    std::vector<std::string> Designs() const override
    {
        std::set<std::string> designs;
        for (const auto& [key, run] : m_results.Runs())
        {
            designs.insert(key.design);
        }
        return {designs.begin(), designs.end()};
    }

    std::string Describe() const override
    {
        return VisibleText(m_path) + ": " + RunsText(m_results.Runs().size()) + " in CSV files";
    }

  private:
    std::string m_path;
    CsvResults m_results;
};

} // namespace

std::unique_ptr<ComparedResults>
ComparedResults::Open(const std::string& path)
{
    if (!IsFolder(path))
    {
        return std::make_unique<StoreResults>(path);
    }
    const fs::path folder = path;
    if (!IsThere((folder / kStoreFile).string()) && IsThere((folder / "metrics.csv").string()))
    {
        return std::make_unique<TableResults>(folder);
    }
    return std::make_unique<StoreResults>((folder / kStoreFile).string());
}

} // namespace ns3::vnlab
