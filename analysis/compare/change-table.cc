// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/change-table.h"

#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ns3::vnlab
{

namespace
{

std::string
Signed(double value, MetricUnit unit)
{
    return (value > 0 ? "+" : "") + HumanNumber(value, unit);
}

std::string
DifferenceText(const IndicatorChange& change)
{
    if (std::isnan(change.difference))
    {
        return "unknown";
    }
    const double part = RelativeMove(change);
    // The shift is no difference of means, of which the percentage would be.
    const bool ofMeans = change.pairs > 0 && std::isfinite(part);
    const std::string percent = ofMeans ? " (" + Signed(part, MetricUnit::kFraction) + ")" : "";
    return Signed(change.difference, change.indicator.unit) + percent;
}

std::string
IntervalText(const IndicatorChange& change)
{
    const MetricUnit unit = change.indicator.unit;
    return change.interval ? "[" + Signed(change.interval->low, unit) + ", " +
                                 Signed(change.interval->high, unit) + "]"
                           : "–";
}

std::string
CountText(const IndicatorChange& change)
{
    return change.pairs > 0
             ? std::to_string(change.pairs)
             : std::to_string(change.oldRuns) + " / " + std::to_string(change.newRuns) + " ~";
}

std::string
VerdictText(const IndicatorChange& change)
{
    const int worsening = Worsening(change);
    const std::string word = worsening > 0 ? "worse" : worsening < 0 ? "better" : "moved";
    return !change.interval   ? word + ", no interval"
         : change.significant ? word
                              : word + ", not significant";
}

/// A row for each change; where names leave no room beside them, each has a line of its own.
std::string
ChangeRows(std::span<const IndicatorChange> changes)
{
    WrappedGrid beside(ChangeHeadings());
    WrappedGrid below(ChangeHeadings());
    for (const IndicatorChange& change : changes)
    {
        std::vector<std::string> cells = ChangeCells(change);
        beside.AddRow(cells);
        std::string name = Paragraph(cells.front(), 2);
        name.pop_back(); // the newline, which a heading has anyway
        below.AddHeading(std::move(name));
        cells.front().clear();
        below.AddRow(std::move(cells));
    }
    return beside.NaturalWidth() <= kTerminalWidth ? beside.Narrowed() : below.Narrowed();
}

} // namespace

std::string
NameOf(const IndicatorChange& change)
{
    return VisibleText(change.indicator.name + " of " + change.design +
                       (change.where.empty() ? "" : " at " + change.where));
}

double
RelativeMove(const IndicatorChange& change)
{
    const double part = (change.newMean - change.oldMean) / std::abs(change.oldMean);
    return std::isfinite(part) ? part : std::numeric_limits<double>::infinity();
}

std::vector<std::string>
ChangeHeadings()
{
    return {"", "old", "new", "new - old", "95 % interval", "n", ""};
}

std::vector<std::string>
ChangeCells(const IndicatorChange& change)
{
    const MetricUnit unit = change.indicator.unit;
    return {NameOf(change),
            HumanNumber(change.oldMean, unit),
            HumanNumber(change.newMean, unit),
            DifferenceText(change),
            IntervalText(change),
            CountText(change),
            VerdictText(change)};
}

std::string
ChangeTable(std::span<const IndicatorChange> changes)
{
    if (changes.empty())
    {
        return "";
    }
    const bool independent = std::ranges::any_of(
        changes, [](const IndicatorChange& change) { return change.pairs == 0; });
    return ChangeRows(changes) + '\n' +
           Paragraph("means; n pairs of runs on the same seed, their difference with its Student-t "
                     "interval",
                     2) +
           (independent ? Paragraph("~ no seed in common: old / new runs, the shift between them "
                                    "with its Mann-Whitney interval",
                                    2)
                        : "");
}

} // namespace ns3::vnlab
