// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/dot-panels.h"

#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-parts.h"
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

/// @return a step of 1, 2 or 5 times a power of ten that makes three tics or so
double
TicStep(const Interval& axis)
{
    const double least = (axis.high - axis.low) / 3;
    const double decade = std::pow(10, std::floor(std::log10(least)));
    const double digit = least / decade;
    return decade * (digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

/// Tics of counts have k and M, those of quantities their unit.
std::string
AxisCommands(const Interval& axis, MetricUnit unit, bool logarithmic)
{
    const bool hasPrefix = unit == MetricUnit::kSeconds || unit == MetricUnit::kBytes ||
                           unit == MetricUnit::kBitsPerSecond;
    const std::string format = hasPrefix   ? "%.0s %c" + std::string(ToString(unit))
                             : logarithmic ? "%.0s%c"
                                           : "%g";
    return (logarithmic ? "set logscale x\nset xtics autofreq\n"
                        : "unset logscale x\nset xtics 0," + ExactNumber(TicStep(axis)) + "\n") +
           "set format x '" + format + "'\nset xrange [" + ExactNumber(axis.low) + ":" +
           ExactNumber(axis.high) + "]\n";
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
          const std::string& axis,
          const std::string& index,
          bool isFirst)
{
    std::vector<std::string> parts;
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const std::string row = std::to_string(design + 1);
        parts.push_back(index + " using ($1 == " + row + " ? $2 : NaN):1:3:4 with xerrorbars ls " +
                        row + " dt solid ps 1.3 notitle");
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
    std::string panels;
    size_t drawn = 0;
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
            const Interval axis = AxisOf(dots, figure.logarithmic);
            const std::string index = blocks.Begin(panel.metric);
            AddRows(comparison, dots, panel, axis.low, blocks);
            panels += DrawPanel(
                panel,
                comparison,
                AxisCommands(axis, DescribeIndicator(panel.metric).unit, figure.logarithmic),
                index,
                drawn % figure.columns == 0);
            ++drawn;
        }
    }
    if (drawn == 0)
    {
        return std::nullopt;
    }
    const size_t columns = std::min(drawn, figure.columns);
    const size_t rows = (drawn + columns - 1) / columns;
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
                .script = PlotScript(frame, settings, layout + panels + "unset multiplot\n")};
}

} // namespace ns3::vnlab
