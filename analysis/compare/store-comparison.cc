// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/store-comparison.h"

#include "analysis/statistics/mann-whitney.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

using SeedAndRun = std::pair<uint64_t, uint32_t>;
using RunsOfDesign = std::map<SeedAndRun, const ComparedRun*>;

/// The values of an indicator, before and after.
struct Values
{
    std::vector<double> before;
    std::vector<double> after;
};

std::map<std::string, RunsOfDesign>
ByDesign(std::span<const ComparedRun> runs)
{
    std::map<std::string, RunsOfDesign> designs;
    for (const ComparedRun& run : runs)
    {
        designs[run.design][{run.seed, run.run}] = &run;
    }
    return designs;
}

bool
IsNaN(double value)
{
    return std::isnan(value);
}

bool
IsSame(double left, double right)
{
    return left == right || (std::isnan(left) && std::isnan(right));
}

double
MeanOf(const std::vector<double>& values)
{
    return values.empty() || std::ranges::any_of(values, IsNaN) ? kUnknown : Mean(values).mean;
}

void
ComparePairs(const Values& values, IndicatorChange& change)
{
    change.pairs = values.before.size();
    change.equal = std::ranges::equal(values.before, values.after, IsSame);
    if (change.equal)
    {
        return;
    }
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (!std::ranges::all_of(values.before, isFinite) ||
        !std::ranges::all_of(values.after, isFinite))
    {
        change.difference = kUnknown;
        return;
    }
    const MeanEstimate difference = PairedDifference(values.after, values.before);
    change.difference = difference.mean;
    change.interval = difference.interval;
}

void
CompareIndependent(const Values& values, IndicatorChange& change)
{
    const auto isFirst = [&](double value) { return IsSame(value, values.before.front()); };
    change.equal =
        std::ranges::all_of(values.before, isFirst) && std::ranges::all_of(values.after, isFirst);
    if (change.equal)
    {
        return;
    }
    if (std::ranges::any_of(values.before, IsNaN) || std::ranges::any_of(values.after, IsNaN))
    {
        change.difference = kUnknown;
        return;
    }
    const RankComparison ranks = MannWhitney(values.after, values.before);
    change.difference = ranks.shift;
    change.interval = ranks.shiftInterval;
}

/// @return the value of an indicator in a run that went through
std::optional<double>
ValueIn(const RunsOfDesign& runs, const SeedAndRun& run, const std::string& indicator)
{
    const auto found = runs.find(run);
    if (found == runs.end() || found->second->failed)
    {
        return std::nullopt;
    }
    const auto value = found->second->values.find(indicator);
    return value == found->second->values.end() ? std::nullopt : std::optional(value->second);
}

IndicatorChange
CompareIndicator(const std::string& name, const RunsOfDesign& before, const RunsOfDesign& after)
{
    Values all;
    Values pairs;
    for (const auto& [run, result] : before)
    {
        if (const auto value = ValueIn(before, run, name))
        {
            all.before.push_back(*value);
            if (const auto now = ValueIn(after, run, name))
            {
                pairs.before.push_back(*value);
                pairs.after.push_back(*now);
            }
        }
    }
    for (const auto& [run, result] : after)
    {
        if (const auto value = ValueIn(after, run, name))
        {
            all.after.push_back(*value);
        }
    }
    IndicatorChange change;
    change.indicator = DescribeIndicator(name);
    change.oldRuns = all.before.size();
    change.newRuns = all.after.size();
    const bool paired = !pairs.before.empty();
    change.oldMean = MeanOf(paired ? pairs.before : all.before);
    change.newMean = MeanOf(paired ? pairs.after : all.after);
    if (paired)
    {
        ComparePairs(pairs, change);
    }
    else if (change.oldRuns > 0 && change.newRuns > 0)
    {
        CompareIndependent(all, change);
    }
    else
    {
        change.difference = kUnknown;
    }
    change.significant = change.interval && (change.interval->low > 0 || change.interval->high < 0);
    return change;
}

void
CountRuns(const RunsOfDesign& before, const RunsOfDesign& after, DesignChange& change)
{
    for (const auto& [key, run] : before)
    {
        const auto now = after.find(key);
        change.onlyOld += now == after.end() ? 1 : 0;
        if (now != after.end())
        {
            change.nowFailed += !run->failed && now->second->failed ? 1 : 0;
            change.nowFine += run->failed && !now->second->failed ? 1 : 0;
        }
    }
    for (const auto& [key, run] : after)
    {
        change.onlyNew += before.contains(key) ? 0 : 1;
        change.failed += run->failed ? 1 : 0;
    }
}

DesignChange
CompareDesign(const RunsOfDesign& before, const RunsOfDesign& after)
{
    DesignChange change;
    CountRuns(before, after, change);
    std::set<std::pair<size_t, std::string>> names;
    for (const RunsOfDesign* runs : {&before, &after})
    {
        for (const auto& [key, run] : *runs)
        {
            for (const auto& [name, value] : run->values)
            {
                names.emplace(DescribeIndicator(name).order, name);
            }
        }
    }
    for (const auto& [order, name] : names)
    {
        change.indicators.push_back(CompareIndicator(name, before, after));
    }
    return change;
}

} // namespace

ComparedRun
ToComparedRun(const RunResult& result)
{
    const bool failed = !result.error.empty();
    return {.design = result.key.design,
            .seed = result.key.seed,
            .run = result.key.run,
            .failed = failed,
            .values = failed ? std::map<std::string, double>{} : IndicatorsOf(result)};
}

int
Worsening(const IndicatorChange& change)
{
    if (change.equal || change.indicator.better == Better::kNeither || change.difference == 0 ||
        std::isnan(change.difference))
    {
        return 0;
    }
    return (change.difference > 0) == (change.indicator.better == Better::kLower) ? 1 : -1;
}

std::vector<DesignChange>
ComparePoint(const std::string& where,
             std::span<const ComparedRun> oldRuns,
             std::span<const ComparedRun> newRuns)
{
    const auto before = ByDesign(oldRuns);
    const auto after = ByDesign(newRuns);
    std::set<std::string> designs;
    for (const auto* side : {&before, &after})
    {
        for (const auto& [design, runs] : *side)
        {
            designs.insert(design);
        }
    }
    const RunsOfDesign none;
    const auto runsOf = [&none](const auto& side, const std::string& design) -> const RunsOfDesign&
    {
        const auto found = side.find(design);
        return found == side.end() ? none : found->second;
    };
    std::vector<DesignChange> changes;
    for (const std::string& design : designs)
    {
        DesignChange& change =
            changes.emplace_back(CompareDesign(runsOf(before, design), runsOf(after, design)));
        change.where = where;
        change.design = design;
        for (IndicatorChange& indicator : change.indicators)
        {
            indicator.where = where;
            indicator.design = design;
        }
    }
    return changes;
}

} // namespace ns3::vnlab
