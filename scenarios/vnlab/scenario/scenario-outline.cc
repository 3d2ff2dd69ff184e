// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-outline.h"

#include "model/key/cost-table.h"
#include "scenarios/vnlab/scenario/parameter-value.h"
#include "scenarios/vnlab/scenario/price-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <sstream>

namespace ns3::vnlab
{

namespace
{

/// Puts every value below @p node into @p values, by its key.
void
AddValues(const toml::node& node, const std::string& key, std::map<std::string, Parameter>& values)
{
    if (const toml::table* table = node.as_table())
    {
        for (const auto& [name, child] : *table)
        {
            const std::string part{name.str()};
            AddValues(child, key.empty() ? part : key + '.' + part, values);
        }
    }
    else if (const toml::array* array = node.as_array())
    {
        for (size_t i = 0; i < array->size(); ++i)
        {
            AddValues((*array)[i], key + '[' + std::to_string(i) + ']', values);
        }
    }
    else
    {
        values[key] = ParameterOf(node);
    }
}

/// @return what operations cost, as far as this version knows them
CostTable
CostsOf(const toml::table& scenario)
{
    CostTable costs;
    for (const CostEntry* cost : AllCosts())
    {
        if (const std::optional<double> value = scenario["costs"][cost->name].value<double>())
        {
            costs.Set(cost->name, *value);
        }
    }
    return costs;
}

} // namespace

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
        return {.title = "",
                .designs = {},
                .sameAs = text,
                .values = {{"scenario", {text, std::nullopt}}}};
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
    scenario.erase("title");
    if (toml::table* designs = scenario["designs"].as_table())
    {
        designs->erase("use");
    }
    AddValues(scenario, "", outline.values);
    outline.switchPrices = SwitchPriceText(CostsOf(scenario));
    return outline;
}

} // namespace ns3::vnlab
