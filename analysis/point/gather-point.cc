// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/gather-point.h"

#include "analysis/result/indicator.h"
#include "analysis/result/observation.h"

#include <algorithm>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

/// The entry of @p design in a list by design that is filled as designs come.
template <class T>
T&
EntryOf(std::vector<std::pair<std::string, T>>& entries, const std::string& design)
{
    const auto found = std::ranges::find(entries, design, &std::pair<std::string, T>::first);
    return found == entries.end() ? entries.emplace_back(design, T{}).second : found->second;
}

/// Puts the entries into the order of @p position.
template <class T>
void
SortByDesign(std::vector<std::pair<std::string, T>>& entries,
             const std::map<std::string, size_t>& position)
{
    std::ranges::sort(entries, {}, [&](const auto& entry) { return position.at(entry.first); });
}

/// The mean of logarithms as a geometric mean.
MeanEstimate
Exponential(MeanEstimate logarithms)
{
    logarithms.mean = std::exp(logarithms.mean);
    if (logarithms.interval)
    {
        logarithms.interval =
            Interval{std::exp(logarithms.interval->low), std::exp(logarithms.interval->high)};
    }
    return logarithms;
}

/// Smaller is better; what is unknown comes last.
double
Badness(const DesignIndicator& design, Better better)
{
    const double mean = design.mean.mean;
    return std::isnan(mean) ? mean : better == Better::kHigher ? -mean : mean;
}

/// Whether three digits hardly tell a ratio from 1.
bool
IsLevelRatio(double ratio)
{
    return std::abs(ratio - 1) < 0.005;
}

/// @param badness of the design
/// @param most badness of any
Standing
StandingOf(const PairedComparison& toBest, double badness, double most)
{
    if (toBest.IsEqual())
    {
        return Standing::kBest;
    }
    const bool judged = std::isinf(badness) || toBest.difference.n == 1 || toBest.IsSignificant();
    if (!judged)
    {
        return Standing::kNotSignificant;
    }
    if (std::isfinite(badness) && toBest.ratio && IsLevelRatio(toBest.ratio->mean))
    {
        return Standing::kLevel;
    }
    return badness == most || IsLevelRatio(badness / most) ? Standing::kWorst : Standing::kWorse;
}

/// Whether every judged design of a row has one of two standings.
bool
HasOnly(const IndicatorRow& row, Standing one, Standing other)
{
    return std::ranges::all_of(row.designs,
                               [=](const DesignIndicator& design)
                               {
                                   return design.standing == one || design.standing == other ||
                                          design.standing == Standing::kUnjudged;
                               });
}

} // namespace

bool
IsEqual(const IndicatorRow& row)
{
    return HasOnly(row, Standing::kBest, Standing::kBest);
}

bool
IsLevel(const IndicatorRow& row)
{
    return HasOnly(row, Standing::kBest, Standing::kLevel);
}

bool
PairedComparison::IsSignificant() const
{
    return difference.interval && (difference.interval->low > 0 || difference.interval->high < 0);
}

bool
PairedComparison::IsEqual() const
{
    return difference.mean == 0 &&
           (!difference.interval || difference.interval->low == difference.interval->high);
}

GatherPoint::GatherPoint(std::vector<std::string> designs)
    : m_designs(std::move(designs))
{
    for (size_t i = 0; i < m_designs.size(); ++i)
    {
        m_position[m_designs[i]] = i;
    }
}

void
GatherPoint::Add(const RunResult& run)
{
    const size_t design = m_position.at(run.key.design);
    RunKey trial = run.key;
    trial.design.clear();
    if (m_trial != trial)
    {
        EndTrial();
        m_trial = trial;
    }
    if (m_point.scenario.empty())
    {
        m_point.scenario = run.key.scenario;
        m_point.parameters = run.parameters;
    }
    RunCount& count = EntryOf(m_point.runs, run.key.design);
    if (!run.error.empty())
    {
        ++count.failed;
        if (m_point.failures.size() < kMostFailures)
        {
            m_point.failures.push_back({run.key, run.error});
        }
        return;
    }
    ++count.through;
    const size_t designs = m_designs.size();
    for (const auto& [name, value] : IndicatorsOf(run))
    {
        Sums& sums = m_sums[name];
        if (sums.means.empty())
        {
            sums = {std::vector<RunningMean>(designs),
                    std::vector<Pairs>(designs * designs),
                    std::vector<double>(designs),
                    std::vector<bool>(designs),
                    DescribeIndicator(name),
                    std::vector<double>(designs),
                    std::vector<bool>(designs)};
        }
        sums.grid[design] = CoarserGrid(sums.grid[design], GridOf(run, sums.indicator));
        sums.unjudged[design] = sums.unjudged[design] || !IsJudged(run, sums.indicator);
        sums.means[design].Add(value);
        sums.trial[design] = value;
        sums.present[design] = true;
    }
    for (const auto& [metric, why] : AbsencesOf(run))
    {
        std::string_view& said = m_absences[metric].try_emplace(run.key.design).first->second;
        said = std::max(said, why);
    }
    for (const auto& [metric, values] : run.samples)
    {
        Distribution& distribution = EntryOf(m_point.distributions[metric], run.key.design);
        std::ranges::for_each(values, [&](double value) { distribution.Add(value); });
    }
    for (const auto& [metric, points] : run.series)
    {
        EntryOf(m_point.series[metric], run.key.design).Add(points);
    }
}

void
GatherPoint::EndTrial()
{
    for (auto& [name, sums] : m_sums)
    {
        for (size_t left = 0; left < m_designs.size(); ++left)
        {
            for (size_t right = left + 1; sums.present[left] && right < m_designs.size(); ++right)
            {
                if (!sums.present[right])
                {
                    continue;
                }
                const double a = sums.trial[left];
                const double b = sums.trial[right];
                Pairs& pairs = sums.pairs[left * m_designs.size() + right];
                // Of a value that was not reached, the difference to any other one is unknown.
                const bool known = std::isfinite(a) && std::isfinite(b);
                pairs.difference.Add(known ? a - b : std::nan(""));
                pairs.hasRatio = pairs.hasRatio && known && a > 0 && b > 0;
                if (pairs.hasRatio)
                {
                    pairs.logRatio.Add(std::log(a / b));
                }
            }
        }
        std::fill(sums.present.begin(), sums.present.end(), false);
    }
}

PairedComparison
GatherPoint::Compare(const Sums& sums, size_t left, size_t right) const
{
    const bool swapped = left > right;
    const Pairs& pairs =
        sums.pairs[std::min(left, right) * m_designs.size() + std::max(left, right)];
    PairedComparison comparison{.difference = {.mean = std::nan(""), .interval = {}}, .ratio = {}};
    if (pairs.difference.Count() == 0)
    {
        return comparison;
    }
    comparison.difference = pairs.difference.Estimate();
    if (pairs.hasRatio)
    {
        comparison.ratio = Exponential(pairs.logRatio.Estimate());
    }
    if (swapped)
    {
        MeanEstimate& difference = comparison.difference;
        difference.mean = -difference.mean;
        if (difference.interval)
        {
            difference.interval = Interval{-difference.interval->high, -difference.interval->low};
        }
        if (comparison.ratio)
        {
            comparison.ratio->mean = 1 / comparison.ratio->mean;
            if (auto& interval = comparison.ratio->interval)
            {
                interval = Interval{1 / interval->high, 1 / interval->low};
            }
        }
    }
    return comparison;
}

IndicatorRow
GatherPoint::RowOf(const Sums& sums) const
{
    IndicatorRow row{sums.indicator, {}};
    const auto absences = m_absences.find(row.indicator.metric);
    for (size_t design = 0; design < m_designs.size(); ++design)
    {
        if (sums.means[design].Count() > 0)
        {
            row.designs.push_back({.design = m_designs[design],
                                   .mean = sums.means[design].Estimate(),
                                   .grid = sums.grid[design],
                                   .standing = Standing::kUnjudged,
                                   .toBest = {}});
        }
        else if (absences != m_absences.end() && absences->second.contains(m_designs[design]))
        {
            row.absent.emplace_back(m_designs[design], absences->second.at(m_designs[design]));
        }
    }
    if (row.indicator.better != Better::kNeither)
    {
        Judge(row, sums);
    }
    return row;
}

void
GatherPoint::Judge(IndicatorRow& row, const Sums& sums) const
{
    std::vector<DesignIndicator*> judged;
    for (DesignIndicator& design : row.designs)
    {
        if (!sums.unjudged[m_position.at(design.design)])
        {
            judged.push_back(&design);
        }
    }
    const auto badness = [better = row.indicator.better](const DesignIndicator* design)
    { return Badness(*design, better); };
    const bool known = std::ranges::none_of(
        judged, [&](const DesignIndicator* design) { return std::isnan(badness(design)); });
    if (judged.size() < 2 || !known)
    {
        return;
    }
    const auto [first, last] = std::ranges::minmax_element(judged, {}, badness);
    DesignIndicator* const best = *first;
    const double most = badness(*last);
    if (std::isinf(badness(best)))
    {
        return; // nobody got there
    }
    best->standing = Standing::kBest;
    for (DesignIndicator* design : judged)
    {
        if (design != best)
        {
            design->toBest =
                Compare(sums, m_position.at(design->design), m_position.at(best->design));
            design->standing = StandingOf(*design->toBest, badness(design), most);
        }
    }
}

ReportPoint
GatherPoint::Finish()
{
    EndTrial();
    for (const auto& [name, sums] : m_sums)
    {
        m_point.indicators.push_back(RowOf(sums));
    }
    std::ranges::stable_sort(
        m_point.indicators, {}, [](const IndicatorRow& row) { return row.indicator.order; });
    SortByDesign(m_point.runs, m_position);
    for (auto& [metric, distributions] : m_point.distributions)
    {
        SortByDesign(distributions, m_position);
    }
    for (auto& [metric, series] : m_point.series)
    {
        SortByDesign(series, m_position);
    }
    return std::move(m_point);
}

} // namespace ns3::vnlab
