// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-layout.h"

#include "model/input/input-error.h"
#include "model/input/nearest-name.h"

#include <algorithm>
#include <limits>

namespace ns3::vnlab
{

namespace
{

std::pair<double, std::string>
OrderOf(const Parameter& parameter)
{
    return {parameter.number.value_or(std::numeric_limits<double>::infinity()), parameter.text};
}

void
Refuse(const std::string& option,
       const std::string& found,
       const std::string& what,
       const std::vector<std::string>& known)
{
    std::string list;
    for (const std::string& name : known)
    {
        list += (list.empty() ? "" : ", ") + name;
    }
    throw InputError({{.file = option,
                       .message = "'" + found + "' is no " + what + DidYouMean(found, known) +
                                  "; the store has " + list}});
}

} // namespace

PlotLayout::PlotLayout(const ResultStore& store, const ReadOutline& outline)
{
    std::vector<std::string> unplaced = store.Designs();
    const auto place = [&](const std::string& design)
    {
        if (std::erase(unplaced, design) > 0)
        {
            m_designs.push_back(design);
        }
    };
    const StoreCaption caption = store.Caption();
    m_title = caption.title;
    std::ranges::for_each(caption.designs, place);
    store.ForEachScenario(
        [&](const StoredScenario& scenario)
        {
            const ScenarioOutline read = outline(scenario.text);
            m_title = m_title.empty() ? read.title : m_title;
            std::ranges::for_each(read.designs, place);
            for (const auto& [key, parameter] : scenario.parameters)
            {
                std::vector<Parameter>& values = m_values[key];
                if (std::ranges::find(values, parameter) == values.end())
                {
                    values.push_back(parameter);
                }
            }
            m_scenarios.push_back(scenario);
        });
    m_designs.insert(m_designs.end(), unplaced.begin(), unplaced.end());
    for (auto& [key, values] : m_values)
    {
        std::ranges::sort(values, {}, OrderOf);
    }
}

PlotKeys
PlotLayout::Choose(const PlotKeys& keys) const
{
    Require("--by", keys.by);
    Require("--x", keys.x.value_or(""));
    Require("--facet", keys.facet.value_or(""));
    PlotKeys chosen = keys;
    chosen.x = keys.x.value_or(ChooseX(keys));
    chosen.facet = keys.facet.value_or(ChooseFacet(chosen));
    if (!chosen.baseline)
    {
        chosen.baseline = m_designs.empty() ? "" : m_designs.front();
    }
    else if (std::ranges::count(m_designs, *chosen.baseline) == 0)
    {
        Refuse("--baseline", *chosen.baseline, "design of it", m_designs);
    }
    return chosen;
}

std::vector<Parameter>
PlotLayout::ValuesOf(const std::string& key) const
{
    if (key.empty())
    {
        return {Parameter{}};
    }
    if (key != kDesignKey)
    {
        return m_values.at(key);
    }
    std::vector<Parameter> designs;
    for (const std::string& design : m_designs)
    {
        designs.push_back({design, std::nullopt});
    }
    return designs;
}

bool
PlotLayout::IsNumeric(const std::string& key) const
{
    return std::ranges::all_of(ValuesOf(key),
                               [](const Parameter& value) { return value.number.has_value(); });
}

const std::string&
PlotLayout::Title() const
{
    return m_title;
}

const std::vector<StoredScenario>&
PlotLayout::Scenarios() const
{
    return m_scenarios;
}

void
PlotLayout::Require(const std::string& option, const std::string& key) const
{
    if (!key.empty() && key != kDesignKey && !m_values.contains(key))
    {
        std::vector<std::string> known{kDesignKey};
        for (const auto& [name, values] : m_values)
        {
            known.push_back(name);
        }
        Refuse(option, key, "key of its sweep", known);
    }
}

bool
PlotLayout::Varies(const std::string& key) const
{
    return ValuesOf(key).size() > 1;
}

/// Whether scenarios with the same value of @p key have the same of @p other, as in a zipped group.
bool
PlotLayout::Settles(const std::string& key, const std::string& other) const
{
    std::map<std::string, std::string> seen;
    return std::ranges::all_of(
        m_scenarios,
        [&](const StoredScenario& scenario)
        {
            const auto at = scenario.parameters.find(key);
            const auto of = scenario.parameters.find(other);
            const auto end = scenario.parameters.end();
            return at != end && of != end &&
                   seen.try_emplace(at->second.text, of->second.text).first->second ==
                       of->second.text;
        });
}

std::string
PlotLayout::ChooseX(const PlotKeys& keys) const
{
    std::string first;
    for (const auto& [key, values] : m_values)
    {
        if (key != keys.by && key != keys.facet.value_or("") && Varies(key) && IsNumeric(key))
        {
            if (key.ends_with("vms"))
            {
                return key;
            }
            first = first.empty() ? key : first;
        }
    }
    return first;
}

std::string
PlotLayout::ChooseFacet(const PlotKeys& keys) const
{
    if (keys.by != kDesignKey && keys.x != kDesignKey)
    {
        return m_designs.size() > 1 ? kDesignKey : "";
    }
    std::vector<std::string> others;
    for (const auto& [key, values] : m_values)
    {
        if (key != keys.by && key != *keys.x && Varies(key) && !Settles(*keys.x, key) &&
            !Settles(keys.by, key))
        {
            others.push_back(key);
        }
    }
    return others.size() == 1 ? others.front() : "";
}

} // namespace ns3::vnlab
