// SPDX-License-Identifier: GPL-2.0-only
//
// What of a store a plot draws, and what it holds: PlotLayout::Choose.

#include "analysis/plot/plot-layout.h"
#include "model/input/input-error.h"
#include "model/input/nearest-name.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

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
