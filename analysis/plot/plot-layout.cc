// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-layout.h"

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
    StoreScenarios told = ReadScenarios(store, outline);
    for (ToldScenario& scenario : told.scenarios)
    {
        m_title = m_title.empty() ? scenario.outline.title : m_title;
        std::ranges::for_each(scenario.outline.designs, place);
        m_sameAs[scenario.stored.text] = std::move(scenario.outline.sameAs);
        m_scenarios.push_back(std::move(scenario.stored));
    }
    m_designs.insert(m_designs.end(), unplaced.begin(), unplaced.end());
    m_edited = std::move(told.edited);
    ReadValues();
}

void
PlotLayout::ReadValues()
{
    m_values.clear();
    for (const StoredScenario& scenario : m_scenarios)
    {
        for (const auto& [key, parameter] : scenario.parameters)
        {
            std::vector<Parameter>& values = m_values[key];
            if (std::ranges::find(values, parameter) == values.end())
            {
                values.push_back(parameter);
            }
        }
    }
    for (auto& [key, values] : m_values)
    {
        std::ranges::sort(values, {}, OrderOf);
    }
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
        const auto values = m_values.find(key);
        return values == m_values.end() ? std::vector<Parameter>{} : values->second;
    }
    std::vector<Parameter> designs;
    for (const std::string& design : m_designs)
    {
        designs.push_back({design, std::nullopt});
    }
    return designs;
}

std::vector<std::vector<std::string>>
PlotLayout::CombinationsOf(const std::vector<std::string>& keys) const
{
    std::vector<std::map<std::string, size_t>> places;
    for (const std::string& key : keys)
    {
        std::map<std::string, size_t>& of = places.emplace_back();
        for (const Parameter& value : ValuesOf(key))
        {
            of.emplace(value.text, of.size());
        }
    }
    std::map<std::vector<size_t>, std::vector<std::string>> combinations;
    for (const StoredScenario& scenario : m_scenarios)
    {
        for (const std::string& design : m_designs)
        {
            std::vector<size_t> order;
            std::vector<std::string> texts;
            for (size_t i = 0; i < keys.size(); ++i)
            {
                texts.push_back(keys[i] == kDesignKey ? design
                                                      : scenario.parameters.at(keys[i]).text);
                order.push_back(places[i].at(texts.back()));
            }
            combinations.emplace(std::move(order), std::move(texts));
        }
    }
    std::vector<std::vector<std::string>> all;
    for (auto& [order, texts] : combinations)
    {
        all.push_back(std::move(texts));
    }
    return all;
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

std::map<PlotLayout::Parameters, std::vector<StoredScenario>>
PlotLayout::Points() const
{
    std::map<Parameters, std::vector<StoredScenario>> points;
    for (const StoredScenario& scenario : m_scenarios)
    {
        Parameters texts;
        for (const auto& [key, value] : scenario.parameters)
        {
            texts[key] = value.text;
        }
        points[std::move(texts)].push_back(scenario);
    }
    return points;
}

bool
PlotLayout::Draws(const std::string& design) const
{
    return std::ranges::find(m_designs, design) != m_designs.end();
}

const std::vector<std::string>&
PlotLayout::Held() const
{
    return m_held;
}

bool
PlotLayout::Varies(const std::string& key) const
{
    return ValuesOf(key).size() > 1;
}

/// Whether scenarios that differ in @p key may be the same but for seed and number of runs.
bool
PlotLayout::OnlyDrawsDice(const std::string& key) const
{
    std::map<std::string, std::string> seen;
    return std::ranges::any_of(m_scenarios,
                               [&](const StoredScenario& scenario)
                               {
                                   const std::string& text = scenario.parameters.at(key).text;
                                   const std::string& same = m_sameAs.at(scenario.text);
                                   return seen.try_emplace(same, text).first->second != text;
                               });
}

/// Whether scenarios with the same values of @p keys have the same of @p other, as in a zipped
/// group. Of an edited key only edited ones tell: what was swept had other values by chance.
bool
PlotLayout::Determine(const std::vector<std::string>& keys, const std::string& other) const
{
    std::map<std::vector<std::string>, std::string> seen;
    return std::ranges::all_of(m_scenarios,
                               [&](const StoredScenario& scenario)
                               {
                                   std::vector<std::string> at;
                                   for (const std::string& key : keys)
                                   {
                                       const auto found = scenario.parameters.find(key);
                                       if (found != scenario.parameters.end() &&
                                           (!m_edited.contains(other) || m_edited.contains(key)))
                                       {
                                           at.push_back(found->second.text);
                                       }
                                   }
                                   const std::string& text = scenario.parameters.at(other).text;
                                   return seen.try_emplace(std::move(at), text).first->second ==
                                          text;
                               });
}

} // namespace ns3::vnlab
