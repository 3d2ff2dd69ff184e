// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/scenario-document.h"

#include "model/spec/input-error.h"
#include "scenarios/scenario-checks.h"
#include "scenarios/scenario-reader.h"
#include "scenarios/scenario-text.h"

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
        if (change.tenant.empty() && !scenario.tenants.empty())
        {
            change.tenant = scenario.tenants.front().name;
        }
    }
}

} // namespace

toml::table
ParseDocument(std::string_view text, const std::string& fileName)
{
    try
    {
        return toml::parse(text);
    }
    catch (const toml::parse_error& error)
    {
        throw InputError({MakeDiagnostic(
            fileName, PlaceOf(error.source()), "not TOML: " + std::string(error.description()))});
    }
}

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
    CheckScenario(scenario, problems);
    problems.ThrowIfAny();
    return scenario;
}

Place
PlaceOf(const toml::source_region& region)
{
    return {region.begin.line, region.begin.column};
}

std::string
Found(const toml::node& node)
{
    switch (node.type())
    {
    case toml::node_type::string:
        return QuoteShort(**node.as_string());
    case toml::node_type::integer:
        return std::to_string(**node.as_integer());
    case toml::node_type::floating_point:
        return NumberText(**node.as_floating_point());
    case toml::node_type::boolean:
        return **node.as_boolean() ? "true" : "false";
    case toml::node_type::array:
        return node.is_array_of_tables() ? "an array of tables" : "a list";
    case toml::node_type::table:
        return "a table";
    default:
        return "a date or time";
    }
}

} // namespace ns3::vnlab
