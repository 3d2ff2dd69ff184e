// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-layout.h"

#include "model/input/input-error.h"
#include "model/input/nearest-name.h"

#include <algorithm>
#include <charconv>
#include <iterator>
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

/// More panels make a figure that nobody looks through.
constexpr size_t kMostChosenPanels = 12;

std::string
ListOf(const std::vector<std::string>& names)
{
    constexpr size_t most = 30;
    std::string list;
    for (size_t i = 0; i < std::min(most, names.size()); ++i)
    {
        list += (list.empty() ? "" : ", ") + names[i];
    }
    return list +
           (names.size() > most ? " and " + std::to_string(names.size() - most) + " more" : "");
}

void
Refuse(const std::string& option,
       const std::string& found,
       const std::string& what,
       const std::vector<std::string>& known)
{
    throw InputError({{.file = option,
                       .message = "'" + found + "' is no " + what + DidYouMean(found, known) +
                                  "; the store has " + ListOf(known)}});
}

/// The keys that tell where something is drawn.
std::vector<std::string>
DrawnKeys(const PlotKeys& keys)
{
    std::vector<std::string> drawn{keys.x.value_or(""), keys.by};
    const auto facets = keys.facets.value_or(std::vector<std::string>{});
    drawn.insert(drawn.end(), facets.begin(), facets.end());
    return drawn;
}

bool
Has(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::count(names, name) > 0;
}

/// Whether a user means @p value by @p text: "2" and "2.0" are the same.
bool
Means(const std::string& text, const Parameter& value)
{
    double number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return value.text == text ||
           (value.number == number && parsed.ec == std::errc() && parsed.ptr == end);
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

PlotKeys
PlotLayout::Choose(const PlotKeys& keys)
{
    Require("--by", keys.by);
    Require("--x", keys.x.value_or(""));
    PlotKeys chosen = keys;
    if (chosen.facets)
    {
        std::erase(*chosen.facets, "");
        std::ranges::for_each(*chosen.facets,
                              [this](const std::string& key) { Require("--facet", key); });
    }
    for (const auto& [key, value] : keys.at)
    {
        HoldWanted(key, value);
    }
    chosen.x = keys.x.value_or(ChooseX(chosen));
    chosen.facets = chosen.facets.value_or(ChooseFacets(chosen));
    HoldRest(chosen);
    if (!chosen.baseline)
    {
        chosen.baseline = m_designs.empty() ? "" : m_designs.front();
    }
    else if (!Draws(*chosen.baseline))
    {
        Refuse("--baseline", *chosen.baseline, "design of it", m_designs);
    }
    return chosen;
}

void
PlotLayout::HoldWanted(const std::string& key, const std::string& value)
{
    Require("--at", key);
    const std::vector<Parameter> values = ValuesOf(key);
    const auto found = std::ranges::find_if(
        values, [&value](const Parameter& known) { return Means(value, known); });
    if (found == values.end())
    {
        std::vector<std::string> known;
        std::ranges::transform(values, std::back_inserter(known), &Parameter::text);
        throw InputError({{.file = "--at",
                           .message = "'" + value + "' is no value of " + key +
                                      (m_held.empty() ? "" : " at " + ListOf(m_held)) +
                                      "; accepted are " + ListOf(known)}});
    }
    Hold(key, *found);
}

void
PlotLayout::HoldRest(const PlotKeys& keys)
{
    const std::vector<std::string> drawn = DrawnKeys(keys);
    if (!Has(drawn, kDesignKey) && Varies(kDesignKey))
    {
        Hold(kDesignKey, ValuesOf(kDesignKey).front());
    }
    for (auto loose = LooseKeys(drawn); !loose.empty(); loose = LooseKeys(drawn))
    {
        Hold(loose.front(), m_values.at(loose.front()).front());
    }
    for (const auto& [key, others] : m_edited)
    {
        if (Varies(key) && !others.empty())
        {
            m_held.push_back("with " + key + " differ " + ListOf(others));
        }
    }
}

void
PlotLayout::Hold(const std::string& key, Parameter value)
{
    if (key == kDesignKey)
    {
        std::erase_if(m_designs, [&value](const auto& design) { return design != value.text; });
    }
    else
    {
        std::erase_if(m_scenarios,
                      [&](const StoredScenario& scenario)
                      { return scenario.parameters.at(key) != value; });
        ReadValues();
    }
    m_held.push_back(key + " = " + value.text);
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
    return Has(m_designs, design);
}

const std::vector<std::string>&
PlotLayout::Held() const
{
    return m_held;
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
        Refuse(option, key, "key of its scenarios", known);
    }
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

/// What a place where something is drawn leaves open.
std::vector<std::string>
PlotLayout::LooseKeys(const std::vector<std::string>& drawn) const
{
    std::vector<std::string> loose;
    for (const auto& [key, values] : m_values)
    {
        if (!Has(drawn, key) && Varies(key) && !OnlyDrawsDice(key) && !Determine(drawn, key))
        {
            loose.push_back(key);
        }
    }
    return loose;
}

std::string
PlotLayout::ChooseX(const PlotKeys& keys) const
{
    const std::vector<std::string> drawn = DrawnKeys(keys);
    std::string first;
    for (const auto& [key, values] : m_values)
    {
        if (!Has(drawn, key) && !m_edited.contains(key) && Varies(key) && IsNumeric(key) &&
            !OnlyDrawsDice(key))
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

std::vector<std::string>
PlotLayout::ChooseFacets(const PlotKeys& keys) const
{
    std::vector<std::string> drawn = DrawnKeys(keys);
    if (!Has(drawn, kDesignKey))
    {
        return Varies(kDesignKey) ? std::vector<std::string>{kDesignKey}
                                  : std::vector<std::string>{};
    }
    for (const std::string& key : LooseKeys(drawn))
    {
        drawn.push_back(key);
        if (LooseKeys(drawn).empty())
        {
            return ValuesOf(key).size() <= kMostChosenPanels ? std::vector<std::string>{key}
                                                             : std::vector<std::string>{};
        }
        drawn.pop_back();
    }
    return {};
}

} // namespace ns3::vnlab
