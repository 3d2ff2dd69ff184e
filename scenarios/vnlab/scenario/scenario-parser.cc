// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include "model/change/change-kind.h"
#include "scenarios/vnlab/scenario/scenario-checks.h"
#include "scenarios/vnlab/scenario/scenario-design-checks.h"
#include "scenarios/vnlab/scenario/scenario-reader.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <cstdint>
#include <filesystem>

namespace ns3::vnlab
{

namespace
{

/// Fills in the defaults that depend on other values.
void
FillIn(Scenario& scenario, const std::string& fileName)
{
    if (scenario.title.empty())
    {
        scenario.title = std::filesystem::path(fileName).filename().string();
    }
    for (Scenario::Change& change : scenario.changes)
    {
        const ChangeKind* kind = FindChangeKind(change.kind);
        const bool isOfTenant = !kind || kind->Of(change.keys.Of(change.kind)) == ChangeOf::kTenant;
        if (isOfTenant && change.tenant.empty() && !scenario.tenants.empty())
        {
            change.tenant = scenario.tenants.front().name;
        }
    }
    for (Scenario::Middlebox& middlebox : scenario.middleboxes)
    {
        if (middlebox.tenant.empty() && !scenario.tenants.empty())
        {
            middlebox.tenant = scenario.tenants.front().name;
        }
    }
}

} // namespace

Scenario
ScenarioOf(const toml::table& document,
           const std::string& fileName,
           const KnownNames& known,
           const FileReader& readFile)
{
    ScenarioProblems problems(fileName);
    Scenario scenario = ReadKeys(document, known, problems);
    FillIn(scenario, fileName);
    ReadFiles(scenario, known, fileName, readFile, problems);
    CheckDesigns(scenario, known, problems);
    CheckScenario(scenario, problems);
    problems.ThrowIfAny();
    return scenario;
}

Scenario
ParseScenario(std::string_view text,
              const std::string& fileName,
              const KnownNames& known,
              const FileReader& readFile)
{
    toml::table document = ParseDocument(text, fileName);
    const bool sweeps = document.erase("sweep") > 0;
    Scenario scenario = ScenarioOf(document, fileName, known, readFile);
    if (sweeps)
    {
        scenario.warnings.push_back(fileName + ": [sweep] is left out; use `vnlab sweep`");
    }
    return scenario;
}

Scenario
LoadScenario(const std::string& path, const KnownNames& known)
{
    return ParseScenario(ReadInputFile(path), path, known, ReadInputFile);
}

} // namespace ns3::vnlab
