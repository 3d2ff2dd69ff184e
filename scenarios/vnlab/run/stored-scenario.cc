// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/stored-scenario.h"

#include "analysis/result/result-json.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <filesystem>

namespace ns3::vnlab
{

Scenario
ReadStoredScenario(const std::string& text,
                   const std::vector<std::string>& designs,
                   const RunInputs& inputs,
                   const std::string& folder)
{
    const std::string name = "the stored scenario"; // in no folder: files are called as it does
    toml::table document = ParseDocument(text, name);
    toml::array use;
    for (const std::string& design : designs)
    {
        use.push_back(design);
    }
    toml::node& table = document.insert("designs", toml::table{}).first->second;
    if (table.is_table())
    {
        table.as_table()->insert_or_assign("use", std::move(use));
    }
    const FileReader readFile = [&](const std::string& path)
    {
        const auto stored = inputs.find(path);
        return stored != inputs.end()
                 ? stored->second
                 : ReadInputFile((std::filesystem::path(folder) / path).string());
    };
    return ScenarioOf(document, name, GatherKnownNames(), readFile);
}

bool
IsSameRun(const RunResult& stored, RunResult again)
{
    again.wallSeconds = stored.wallSeconds;
    again.parameters = stored.parameters;
    return ToJson(stored) == ToJson(again);
}

} // namespace ns3::vnlab
