// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plots.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<MetricPanel, 3> kConfigurationPanels{{
    {"config.settings_intent", "Settings that people state", "settings (log scale)"},
    {"config.rules", "Rules that devices hold", "rules (log scale)"},
    {"config.messages", "Control messages to deploy", "messages (log scale)"},
}};

/// One design's dot in a panel; designs without the metric have none.
struct Dot
{
    size_t design;
    MeanEstimate mean;
};

std::vector<Dot>
DotsOf(const Comparison& comparison, const char* metric)
{
    std::vector<Dot> dots;
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const auto values = MetricOf(comparison, comparison.designs[design], metric);
        const bool counts = std::ranges::all_of(
            values, [](double value) { return value >= 0 && std::isfinite(value); });
        if (!values.empty() && counts)
        {
            dots.push_back({design, Mean(values)});
        }
    }
    return dots;
}

/// From below the least dot that is not zero to where the largest leaves room for its value.
Interval
DotAxis(const std::vector<Dot>& dots)
{
    Interval axis{1, 1};
    bool first = true;
    for (const Dot& dot : dots)
    {
        if (const double mean = dot.mean.mean; mean > 0)
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

/// Rows of a panel's block: row, mean, low, high, and the value as it is printed.
void
AddRows(const Comparison& comparison,
        const std::vector<Dot>& dots,
        double leftEnd,
        PlotBlocks& blocks)
{
    for (const auto& [design, mean] : dots)
    {
        const Interval interval = IntervalOf(mean);
        blocks.Note(comparison.designs[design]);
        blocks.Row({static_cast<double>(design + 1),
                    std::max(mean.mean, leftEnd),
                    std::max(interval.low, leftEnd),
                    std::max(interval.high, leftEnd)},
                   HumanMean(mean, MetricUnit::kCount));
    }
}

/// Draws a block of the data; a row of the figure per design, its name in the first panel.
std::string
DrawPanel(const MetricPanel& panel,
          const Comparison& comparison,
          const Interval& axis,
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
           (isFirst ? RowNames(comparison.designs) : "") + "set xrange [" + ExactNumber(axis.low) +
           ":" + ExactNumber(axis.high) + "]\n" + PlotCommand(parts) + "unset label\n";
}

} // namespace

std::optional<Plot>
ConfigurationPlot(const Comparison& comparison)
{
    const PlotFrame frame{.stem = "configuration-cost",
                          .heading = "Configuration cost by design",
                          .title = comparison.title,
                          .designs = comparison.designs,
                          .widthPx = 1100,
                          .heightPx = 180 + 34 * comparison.designs.size()};
    PlotBlocks blocks("row\tmean\tlow\thigh\tprinted; zero stands at the axis' left end");
    std::string panels;
    size_t drawn = 0;
    for (const MetricPanel& panel : kConfigurationPanels)
    {
        const std::vector<Dot> dots = DotsOf(comparison, panel.metric);
        if (!dots.empty())
        {
            const Interval axis = DotAxis(dots);
            const std::string index = blocks.Begin(panel.metric);
            AddRows(comparison, dots, axis.low, blocks);
            panels += DrawPanel(panel, comparison, axis, index, drawn == 0);
            ++drawn;
        }
    }
    if (drawn == 0)
    {
        return std::nullopt;
    }
    const double left =
        std::min(0.03 + 0.0075 * static_cast<double>(LongestName(comparison.designs)), 0.4);
    const double height = static_cast<double>(frame.heightPx);
    const std::string settings = "set logscale x\n"
                                 "set format x '%.0s%c'\n"
                                 "set errorbars 0.6\n"
                                 "set ytics 1 format ''\n"
                                 "set style textbox opaque noborder margins 0.2,0.2\n"
                                 "set yrange [" +
                                 std::to_string(comparison.designs.size()) + ".5:0.5]\n";
    const std::string layout = "set multiplot layout 1," + std::to_string(drawn) + " margins " +
                               ExactNumber(left) + ",0.985," + ExactNumber(58 / height) + "," +
                               ExactNumber(1 - 96 / height) + " spacing 0.025,0\n";
    return Plot{.stem = frame.stem,
                .data = blocks.Text(),
                .script = PlotScript(frame, settings, layout + panels + "unset multiplot\n")};
}

} // namespace ns3::vnlab
