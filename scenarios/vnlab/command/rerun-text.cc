// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/rerun-text.h"

#include "analysis/point/parameters-text.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/run/stored-scenario.h"

#include <algorithm>
#include <set>
#include <type_traits>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return what a side has of a name: a number, or how many
template <class Values>
std::string
SideText(const std::map<std::string, Values>& side, const std::string& name)
{
    const auto found = side.find(name);
    if (found == side.end())
    {
        return "nothing";
    }
    if constexpr (std::is_same_v<Values, double>)
    {
        return ExactNumber(found->second);
    }
    else
    {
        return std::to_string(found->second.size()) + " values";
    }
}

/// Adds a line for each name whose values differ.
template <class Values>
void
AddDifferences(const std::map<std::string, Values>& stored,
               const std::map<std::string, Values>& again,
               std::vector<std::string>& lines)
{
    std::set<std::string> names;
    for (const auto* side : {&stored, &again})
    {
        for (const auto& [name, value] : *side)
        {
            names.insert(name);
        }
    }
    for (const std::string& name : names)
    {
        const auto before = stored.find(name);
        const auto after = again.find(name);
        if (before == stored.end() || after == again.end() || before->second != after->second)
        {
            lines.push_back(VisibleText(name) + ": " + SideText(stored, name) + " stored, " +
                            SideText(again, name) + " again");
        }
    }
}

/// @return "1 curve", "2 curves"
std::string
Counted(size_t count, const std::string& what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string
DifferencesText(const RunResult& stored, const RunResult& again)
{
    constexpr size_t most = 20;
    std::vector<std::string> lines;
    AddDifferences(stored.metrics, again.metrics, lines);
    AddDifferences(stored.samples, again.samples, lines);
    AddDifferences(stored.series, again.series, lines);
    std::string text = "differs from what is stored:\n";
    for (size_t i = 0; i < std::min(most, lines.size()); ++i)
    {
        text += "  " + lines[i] + "\n";
    }
    return lines.size() > most ? text + "  and " + std::to_string(lines.size() - most) + " more\n"
                               : text;
}

} // namespace

std::string
NameOfRun(const RunResult& run)
{
    const std::string where = ParametersText(run.parameters);
    return run.key.design + ", seed " + std::to_string(run.key.seed) + ", run " +
           std::to_string(run.key.run) + (where.empty() ? "" : ", " + where);
}

std::string
VersionsText(const Versions& versions)
{
    return "vnlab " + versions.vnlab + " with ns-3 " + versions.ns3;
}

std::string
OutcomeText(const RunResult& stored, const RunResult& again)
{
    if (!again.error.empty())
    {
        return (stored.error.empty() ? "went through when it was stored, and fails now: "
                                     : "failed when it was stored, and fails again: ") +
               VisibleText(again.error) + "\n";
    }
    if (!stored.error.empty())
    {
        return "failed when it was stored, and goes through now\n";
    }
    return IsSameRun(stored, again) ? "the same bytes: " + Counted(again.metrics.size(), "number") +
                                          ", " + Counted(again.samples.size(), "distribution") +
                                          ", " + Counted(again.series.size(), "curve") + "\n"
                                    : DifferencesText(stored, again);
}

} // namespace ns3::vnlab
