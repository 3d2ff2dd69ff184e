// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-outline.h"

#include "scenarios/vnlab/scenario/toml-document.h"

#include <sstream>

namespace ns3::vnlab
{

ScenarioOutline
OutlineOf(const std::string& text)
{
    toml::table scenario;
    try
    {
        scenario = ParseDocument(text, "");
    }
    catch (const InputError&)
    {
        return {.title = "", .designs = {}, .sameAs = text};
    }
    ScenarioOutline outline;
    outline.title = scenario["title"].value_or(std::string());
    if (const toml::array* designs = scenario["designs"]["use"].as_array())
    {
        for (const toml::node& design : *designs)
        {
            outline.designs.push_back(design.value_or(std::string()));
        }
    }
    if (toml::table* run = scenario["run"].as_table())
    {
        run->erase("seed");
        run->erase("repeat");
    }
    outline.moves = scenario.contains("attacks") || scenario.contains("changes");
    std::ostringstream same;
    same << scenario;
    outline.sameAs = same.str();
    return outline;
}

} // namespace ns3::vnlab
