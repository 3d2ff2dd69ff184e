// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/comparison-report.h"

#include "analysis/compare/change-table.h"
#include "analysis/result/headline.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

bool
IsHeadline(const IndicatorChange& change)
{
    return FindHeadline(change.indicator.name) != nullptr;
}

} // namespace

void
ComparisonReport::Add(const DesignChange& change)
{
    m_failures += change.nowFailed;
    AddLeftovers(change);
    const auto inBoth = [](const IndicatorChange& indicator)
    { return indicator.oldRuns > 0 && indicator.newRuns > 0; };
    const bool designInBoth = std::ranges::any_of(change.indicators, inBoth);
    for (const IndicatorChange& indicator : change.indicators)
    {
        if (inBoth(indicator))
        {
            ++compared;
            if (!indicator.equal)
            {
                moved.push_back(indicator);
            }
        }
        else if (designInBoth)
        {
            leftovers.push_back("only in " + std::string(indicator.oldRuns > 0 ? "OLD" : "NEW") +
                                ": " + NameOf(indicator));
        }
    }
}

void
ComparisonReport::AddLeftovers(const DesignChange& change)
{
    const std::string design =
        VisibleText(change.design + (change.where.empty() ? "" : " at " + change.where));
    const auto add = [&](size_t runs, const std::string& what)
    {
        if (runs > 0)
        {
            leftovers.push_back(what + ": " + std::to_string(runs) +
                                (runs == 1 ? " run" : " runs") + " of " + design);
        }
    };
    add(change.onlyOld, "only in OLD");
    add(change.onlyNew, "only in NEW");
    add(change.nowFailed, "fine in OLD, failed in NEW");
    add(change.nowFine, "failed in OLD, fine in NEW");
}

bool
ComparisonReport::HasSome() const
{
    return compared > 0 || m_failures > 0;
}

size_t
ComparisonReport::MovedHeadlines() const
{
    return static_cast<size_t>(std::ranges::count_if(moved, IsHeadline));
}

std::vector<IndicatorChange>
ComparisonReport::Shown(const ShownRows& wanted) const
{
    std::vector<IndicatorChange> shown;
    std::ranges::copy_if(moved,
                         std::back_inserter(shown),
                         [&wanted](const IndicatorChange& change)
                         { return wanted.all || IsHeadline(change); });
    if (shown.size() > wanted.most)
    {
        std::ranges::stable_sort(shown,
                                 std::greater{},
                                 [](const IndicatorChange& change)
                                 { return std::abs(RelativeMove(change)); });
        shown.resize(wanted.most);
    }
    return shown;
}

size_t
ComparisonReport::BrokenGates() const
{
    return static_cast<size_t>(std::ranges::count(gates, true, &GateVerdict::broken));
}

} // namespace ns3::vnlab
