// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plots.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

struct Panel
{
    const char* metric;
    const char* heading;
    const char* axis;
};

constexpr std::array<Panel, 3> kPanels{{
    {"config.settings", "Settings entered by hand", "settings (log scale)"},
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
AxisOf(const std::vector<Dot>& dots)
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
std::string
DataOf(const Comparison& comparison, const std::vector<Dot>& dots, double leftEnd)
{
    std::string data;
    for (const auto& [design, mean] : dots)
    {
        std::optional<double> half;
        Interval interval{mean.mean, mean.mean};
        if (mean.interval)
        {
            interval = *mean.interval;
            half = interval.high - mean.mean;
        }
        data += "# " + VisibleText(comparison.designs[design]) + '\n' + std::to_string(design + 1);
        for (const double x : {mean.mean, interval.low, interval.high})
        {
            data += '\t' + ExactNumber(std::max(x, leftEnd));
        }
        data += '\t' + HumanNumber(mean.mean, MetricUnit::kCount, half) + '\n';
    }
    return data;
}

/// Draws block @p index of the data; a row of the figure per design, its name in the first panel.
std::string
DrawPanel(const Panel& panel, const Comparison& comparison, const Interval& axis, size_t index)
{
    std::string names;
    std::string dots;
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const std::string row = std::to_string(design + 1);
        if (index == 0)
        {
            names += "set label " + GnuplotString(comparison.designs[design]) +
                     " at graph 0, first " + row + " right offset -1.5,0\n";
        }
        dots += "data index " + std::to_string(index) + " using ($1 == " + row +
                " ? $2 : NaN):1:3:4 with xerrorbars ls " + row +
                " dt solid ps 1.3 notitle, \\\n     ";
    }
    return "set label 3 '" + std::string(panel.heading) +
           "' at graph 0,1 offset 0,0.8\nset xlabel '" + panel.axis + "'\n" + names +
           "set xrange [" + ExactNumber(axis.low) + ":" + ExactNumber(axis.high) + "]\nplot " +
           dots + "data index " + std::to_string(index) +
           " using 4:1:5 with labels left offset 1.6,0 boxed notitle\nunset label\n";
}

} // namespace

std::optional<Plot>
ConfigurationPlot(const Comparison& comparison)
{
    const PlotFrame frame{.stem = "configuration-cost",
                          .heading = "Configuration cost by design",
                          .title = comparison.title,
                          .designs = comparison.designs.size(),
                          .widthPx = 1100,
                          .heightPx = 180 + 34 * comparison.designs.size()};
    std::string data = "# row\tmean\tlow\thigh\tprinted; zero stands at the axis' left end\n";
    std::string panels;
    size_t drawn = 0;
    for (const Panel& panel : kPanels)
    {
        const std::vector<Dot> dots = DotsOf(comparison, panel.metric);
        if (!dots.empty())
        {
            const Interval axis = AxisOf(dots);
            data += (drawn > 0 ? "\n\n# " : "# ") + std::string(panel.metric) + '\n' +
                    DataOf(comparison, dots, axis.low);
            panels += DrawPanel(panel, comparison, axis, drawn);
            ++drawn;
        }
    }
    if (drawn == 0)
    {
        return std::nullopt;
    }
    size_t longest = 0;
    for (const std::string& design : comparison.designs)
    {
        longest = std::max(longest, CodePoints(VisibleText(design)));
    }
    const double left = std::min(0.03 + 0.0075 * static_cast<double>(longest), 0.4);
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
                .data = data,
                .script = PlotScript(frame, settings, layout + panels + "unset multiplot\n")};
}

} // namespace ns3::vnlab
