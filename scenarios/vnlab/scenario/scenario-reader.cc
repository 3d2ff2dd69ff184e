// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-reader.h"

#include "scenarios/vnlab/scenario/toml-reader.h"

namespace ns3::vnlab
{

Scenario
ReadKeys(const toml::table& document, const KnownNames& known, ScenarioProblems& problems)
{
    Scenario scenario;
    TomlReader reader(document, known, problems);
    reader.Read(scenario);
    return scenario;
}

std::map<std::string, double>
ReadCosts(const toml::table& document, const KnownNames& known, ScenarioProblems& problems)
{
    std::map<std::string, double> costs;
    TomlReader(document, known, problems).ReadNumbers(costs, known.costs);
    return costs;
}

} // namespace ns3::vnlab
