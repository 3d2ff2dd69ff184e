// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/dot-panels.h"

#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plot-tics.h"
#include "analysis/result/indicator.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr double kBetweenRows_px = 110; ///< what an axis and the heading below it take

/// One design's dot in a panel; designs without values have none.
struct Dot
{
    size_t design;
    MeanEstimate mean; ///< infinite: never, in one run at least
};

using IndicatorsByRun = std::vector<std::map<std::string, double>>;

IndicatorsByRun
IndicatorsUnder(const Comparison& comparison, const std::string& design)
{
    IndicatorsByRun runs;
    for (const RunResult* run : RunsOf(comparison, design))
    {
        runs.push_back(IndicatorsOf(*run));
    }
    return runs;
}

std::optional<Dot>
DotOf(size_t design, const IndicatorsByRun& runs, const std::string& indicator)
{
    std::vector<double> values;
    for (const auto& run : runs)
    {
        if (const auto found = run.find(indicator); found != run.end())
        {
            values.push_back(found->second);
        }
    }
    const bool counts = std::ranges::all_of(values, [](double value) { return value >= 0; });
    if (values.empty() || !counts)
    {
        return std::nullopt;
    }
    return Dot{design, Mean(values)};
}

/// From below the least dot that is not zero to where the largest leaves room for its value.
Interval
LogarithmicAxis(const std::vector<double>& means)
{
    Interval axis{1, 1};
    bool first = true;
    for (const double mean : means)
    {
        if (mean > 0)
        {
            axis.low = first ? mean : std::min(axis.low, mean);
            axis.high = first ? mean : std::max(axis.high, mean);
            first = false;
        }
    }
    axis.low = std::pow(10, std::floor(std::log10(axis.low))) / 2;
    axis.high *= std::pow(10 * axis.high / axis.low, 0.6);
    return axis;
}

/// From zero to where the largest leaves room for its value.
Interval
LinearAxis(const std::vector<double>& ends)
{
    const double most = ends.empty() ? 0 : *std::ranges::max_element(ends);
    return {0, most > 0 ? 1.55 * most : 1};
}

Interval
AxisOf(const std::vector<Dot>& dots, bool logarithmic)
{
    std::vector<double> means;
    std::vector<double> ends;
    for (const Dot& dot : dots)
    {
        if (std::isfinite(dot.mean.mean))
        {
            means.push_back(dot.mean.mean);
            ends.push_back(IntervalOf(dot.mean).high);
        }
    }
    return logarithmic ? LogarithmicAxis(means) : LinearAxis(ends);
}

bool
AreZero(const std::vector<Dot>& dots)
{
    return std::ranges::all_of(dots, [](const Dot& dot) { return dot.mean.mean == 0; });
}

/// Of an axis on which all is zero no length is said.
std::string
AxisCommands(const std::vector<Dot>& dots, const Interval& axis, MetricUnit unit, bool logarithmic)
{
    constexpr double few = 3;
    constexpr double untilNextPanel = 0.93;
    return std::string(logarithmic ? "set logscale x\n" : "unset logscale x\n") +
           (!logarithmic && AreZero(dots)
                ? "set xtics ('" + HumanNumber(0, unit) + "' 0)\n"
                : TicSettings({"x", axis, unit, logarithmic, few, untilNextPanel})) +
           "set xrange [" + ExactNumber(axis.low) + ":" + ExactNumber(axis.high) + "]\n";
}

/// Rows of a panel's block: row, mean, low, high, and the value as it is printed. Of what is never
/// reached the words alone stand at the axis' left end.
void
AddRows(const Comparison& comparison,
        const std::vector<Dot>& dots,
        const MetricPanel& panel,
        double leftEnd,
        PlotBlocks& blocks)
{
    const MetricUnit unit = DescribeIndicator(panel.metric).unit;
    for (const auto& [design, mean] : dots)
    {
        const double row = static_cast<double>(design + 1);
        blocks.Note(comparison.designs[design]);
        if (!std::isfinite(mean.mean))
        {
            const double nowhere = std::numeric_limits<double>::quiet_NaN();
            blocks.Row({row, nowhere, nowhere, leftEnd}, HumanNumber(mean.mean, unit));
            continue;
        }
        const Interval interval = IntervalOf(mean);
        blocks.Row({row,
                    std::max(mean.mean, leftEnd),
                    std::max(interval.low, leftEnd),
                    std::max(interval.high, leftEnd)},
                   HumanMean(mean, unit));
    }
}

/// Draws a block of the data; a row of the figure per design, its name in the first column.
std::string
DrawPanel(const MetricPanel& panel,
          const Comparison& comparison,
          const std::vector<Dot>& dots,
          const std::string& axis,
          const std::string& index,
          bool isFirst)
{
    std::vector<std::string> parts;
    for (const auto& [design, mean] : dots)
    {
        parts.push_back(RowMark(index, design + 1, HasInterval(mean)));
    }
    parts.push_back(index + " using 4:1:5 with labels left offset 1.6,0 boxed notitle");
    return "set label 3 '" + std::string(panel.heading) +
           "' at graph 0,1 offset 0,0.8\nset xlabel '" + panel.axis + "'\n" +
           (isFirst ? RowNames(comparison.designs) : "") + axis + PlotCommand(parts) +
           "unset label\n";
}

} // namespace

std::optional<Plot>
DrawDotPanels(const Comparison& comparison, const DotPanels& figure)
{
    std::vector<IndicatorsByRun> runs;
    for (const std::string& design : comparison.designs)
    {
        runs.push_back(IndicatorsUnder(comparison, design));
    }
    PlotBlocks blocks(figure.logarithmic
                          ? "row\tmean\tlow\thigh\tprinted; zero stands at the axis' left end"
                          : "row\tmean\tlow\thigh\tprinted");
    std::vector<std::pair<const MetricPanel*, std::vector<Dot>>> panels;
    for (const MetricPanel& panel : figure.panels)
    {
        std::vector<Dot> dots;
        for (size_t design = 0; design < runs.size(); ++design)
        {
            if (const auto dot = DotOf(design, runs[design], panel.metric))
            {
                dots.push_back(*dot);
            }
        }
        if (!dots.empty())
        {
            panels.emplace_back(&panel, std::move(dots));
        }
    }
    const bool nothing = std::ranges::all_of(
        panels, [&](const auto& panel) { return !figure.logarithmic && AreZero(panel.second); });
    if (panels.empty() || nothing)
    {
        return std::nullopt;
    }
    const size_t rows = (panels.size() + figure.columns - 1) / figure.columns;
    const size_t columns = (panels.size() + rows - 1) / rows; // four are two by two
    std::string drawing;
    for (size_t i = 0; i < panels.size(); ++i)
    {
        const auto& [panel, dots] = panels[i];
        const Interval axis = AxisOf(dots, figure.logarithmic);
        const std::string index = blocks.Begin(panel->metric);
        AddRows(comparison, dots, *panel, axis.low, blocks);
        drawing += DrawPanel(
            *panel,
            comparison,
            dots,
            AxisCommands(dots, axis, DescribeIndicator(panel->metric).unit, figure.logarithmic),
            index,
            i % columns == 0);
    }
    const size_t row_px = 26 + 34 * comparison.designs.size();
    const PlotFrame frame{.stem = figure.stem,
                          .heading = figure.heading,
                          .title = comparison.title,
                          .designs = comparison.designs,
                          .widthPx = 1100,
                          .heightPx = 154 + rows * row_px +
                                      (rows - 1) * static_cast<size_t>(kBetweenRows_px)};
    const double left =
        std::min(0.03 + 0.0075 * static_cast<double>(LongestName(comparison.designs)), 0.4);
    const double height = static_cast<double>(frame.heightPx);
    const std::string settings = "set errorbars 0.6\n"
                                 "set ytics 1 format ''\n"
                                 "set style textbox opaque noborder margins 0.2,0.2\n"
                                 "set yrange [" +
                                 std::to_string(comparison.designs.size()) + ".5:0.5]\n";
    const std::string layout = "set multiplot layout " + std::to_string(rows) + "," +
                               std::to_string(columns) + " margins " + ExactNumber(left) +
                               ",0.985," + ExactNumber(58 / height) + "," +
                               ExactNumber(1 - 96 / height) + " spacing 0.025," +
                               ExactNumber(rows > 1 ? kBetweenRows_px / height : 0) + "\n";
    return Plot{.stem = frame.stem,
                .data = blocks.Text(),
                .script = PlotScript(frame, settings, layout + drawing + "unset multiplot\n")};
}

} // namespace ns3::vnlab
