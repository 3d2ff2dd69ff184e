// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot-groups.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace ns3::vnlab
{

namespace
{

/// What @p key is in one run; nullptr where no sweep set it.
const Parameter*
ParameterOf(const RunResult& run, const std::string& key)
{
    const auto found = run.parameters.find(key);
    return found == run.parameters.end() ? nullptr : &found->second;
}

/// The value of @p key in one run as text; "" where it has none.
std::string
ValueOf(const RunResult& run, const std::string& key)
{
    if (key == kDesignKey)
    {
        return run.key.design;
    }
    const Parameter* parameter = ParameterOf(run, key);
    return parameter == nullptr ? "" : parameter->text;
}

} // namespace

std::vector<std::string>
VaryingKeys(const Comparison& comparison)
{
    std::map<std::string, std::set<std::string>> values;
    for (const RunResult& run : comparison.results)
    {
        for (const auto& [key, parameter] : run.parameters)
        {
            values[key].insert(parameter.text);
        }
    }
    std::vector<std::string> keys;
    for (const auto& [key, texts] : values)
    {
        if (texts.size() > 1)
        {
            keys.push_back(key);
        }
    }
    return keys;
}

bool
IsNumeric(const Comparison& comparison, const std::string& key)
{
    bool any = false;
    for (const RunResult& run : comparison.results)
    {
        if (const Parameter* parameter = ParameterOf(run, key))
        {
            if (!parameter->number)
            {
                return false;
            }
            any = true;
        }
    }
    return any;
}

std::vector<std::string>
ValuesOf(const Comparison& comparison, const std::string& key)
{
    if (key == kDesignKey)
    {
        return comparison.designs;
    }
    std::set<std::pair<double, std::string>> sorted;
    for (const RunResult& run : comparison.results)
    {
        if (const Parameter* parameter = ParameterOf(run, key))
        {
            sorted.emplace(parameter->number.value_or(std::numeric_limits<double>::infinity()),
                           parameter->text);
        }
    }
    std::vector<std::string> values;
    for (const auto& [number, text] : sorted)
    {
        values.push_back(text);
    }
    return values;
}

Comparison
GroupedBy(const Comparison& comparison, const std::string& key)
{
    if (key == kDesignKey)
    {
        return comparison;
    }
    Comparison grouped{.title = comparison.title, .designs = {}, .results = comparison.results};
    const std::string prefix = key + " = ";
    for (const std::string& value : ValuesOf(comparison, key))
    {
        grouped.designs.push_back(prefix + value);
    }
    for (RunResult& run : grouped.results)
    {
        run.key.design = prefix + ValueOf(run, key);
    }
    return grouped;
}

std::vector<Facet>
FacetsBy(const Comparison& comparison, const std::string& key)
{
    if (key.empty())
    {
        return {{"", comparison}};
    }
    std::vector<Facet> facets;
    std::map<std::string, size_t> places;
    for (const std::string& value : ValuesOf(comparison, key))
    {
        places[value] = facets.size();
        facets.push_back({key + " = " + value,
                          {.title = comparison.title, .designs = comparison.designs, .results = {}}});
    }
    for (const RunResult& run : comparison.results)
    {
        if (const auto place = places.find(ValueOf(run, key)); place != places.end())
        {
            facets[place->second].comparison.results.push_back(run);
        }
    }
    return facets;
}

std::string
AxisLabel(const Comparison& comparison, const std::string& key)
{
    const std::vector<std::string> values = ValuesOf(comparison, key);
    const std::string text = values.empty() ? "" : values.back();
    const size_t digits = text.find_last_of("0123456789.");
    const std::string unit = digits == std::string::npos ? "" : text.substr(digits + 1);
    if (unit.ends_with("bps"))
    {
        return key + " (bit/s)";
    }
    if (unit.ends_with('B'))
    {
        return key + " (bytes)";
    }
    return key + (unit.ends_with('s') ? " (s)" : " (number)");
}

} // namespace ns3::vnlab
