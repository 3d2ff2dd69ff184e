// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/comparison-report.h"

#include "analysis/compare/change-table.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace ns3::vnlab
{

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

std::vector<IndicatorChange>
ComparisonReport::Largest(size_t rows) const
{
    std::vector<IndicatorChange> largest = moved;
    if (largest.size() > rows)
    {
        std::ranges::stable_sort(largest,
                                 std::greater{},
                                 [](const IndicatorChange& change)
                                 { return std::abs(RelativeMove(change)); });
        largest.resize(rows);
    }
    return largest;
}

size_t
ComparisonReport::BrokenGates() const
{
    return static_cast<size_t>(std::ranges::count(gates, true, &GateVerdict::broken));
}

} // namespace ns3::vnlab
