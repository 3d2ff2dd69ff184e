// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-curves.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plots.h"
#include "analysis/result/observation.h"
#include "analysis/result/value-text.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<MetricPanel, 2> kReconfigurationPanels{{
    {"reconfig.effective", "Added links: time until packets pass", "links that pass"},
    {"reconfig.leak", "Removed links: time until none passes", "links that are cut"},
}};

/// A design's curve in a panel, from the axis' left end to its right end.
struct Curve
{
    size_t design;
    std::string legend;
    std::vector<std::pair<double, double>> points; ///< none where the legend says why
};

/// Whole decades around every time that is neither zero nor infinite; none if there is none.
std::optional<Interval>
TimeAxis(const Comparison& comparison)
{
    std::vector<double> times;
    for (const MetricPanel& panel : kReconfigurationPanels)
    {
        for (const std::string& design : comparison.designs)
        {
            std::ranges::move(SamplesOf(comparison, design, panel.metric),
                              std::back_inserter(times));
        }
    }
    return Decades(times);
}

/// The time between two probes, under any design.
double
CoarsestGrid(const Comparison& comparison, const char* metric)
{
    double grid = 0;
    for (const RunResult& run : comparison.results)
    {
        grid = CoarserGrid(grid, GridOf(run, DescribeIndicator(metric)));
    }
    return grid;
}

std::string
LatencyLegend(const std::string& design, const std::vector<double>& times, double grid)
{
    const QuantileEstimate median = Quantile(times, 0.5);
    std::string legend = design;
    if (std::isfinite(median.value))
    {
        legend += ": half by " + ValueText({.n = median.n, .mean = median.value, .interval = {}},
                                           MetricUnit::kSeconds,
                                           grid);
    }
    if (median.censored > 0)
    {
        legend += std::isfinite(median.value) ? ", " : ": ";
        legend += std::to_string(median.censored) + " of " + std::to_string(median.n) + " never";
    }
    return legend;
}

/// The empirical distribution of @p times, which ascend, as it is seen between the axis' ends.
std::vector<std::pair<double, double>>
StepsOf(const std::vector<double>& times, const Interval& axis)
{
    const double onset = std::isfinite(times.front()) ? times.front() : axis.low;
    std::vector<std::pair<double, double>> points{
        {std::max(onset, axis.low), 0}}; // it rises from 0
    for (size_t i = 0; i < times.size() && std::isfinite(times[i]); ++i)
    {
        const double x = std::max(times[i], axis.low);
        const double fraction = static_cast<double>(i + 1) / static_cast<double>(times.size());
        if (points.size() > 1 && points.back().first == x)
        {
            points.back().second = fraction;
        }
        else
        {
            points.emplace_back(x, fraction);
        }
    }
    points.emplace_back(axis.high, points.back().second);
    return Staircase(points);
}

/// Why a design has no times, such as "always open", or "".
std::string
AbsenceOf(const Comparison& comparison, const std::string& design, const char* metric)
{
    std::string_view why;
    for (const RunResult* run : RunsOf(comparison, design))
    {
        why = std::max(why, WhyAbsent(*run, DescribeIndicator(metric)));
    }
    return std::string(why);
}

std::vector<Curve>
CurvesOf(const Comparison& comparison, const char* metric, const Interval& axis)
{
    std::vector<Curve> curves;
    const double grid = CoarsestGrid(comparison, metric);
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const std::string& name = comparison.designs[design];
        const std::vector<double> times = SamplesOf(comparison, name, metric);
        if (!times.empty())
        {
            curves.push_back({design, LatencyLegend(name, times, grid), StepsOf(times, axis)});
        }
        else if (const std::string why = AbsenceOf(comparison, name, metric); !why.empty())
        {
            curves.push_back({design, name + ": " + why, {}});
        }
    }
    return curves;
}

} // namespace

std::optional<Plot>
ReconfigurationPlot(const Comparison& comparison)
{
    const std::optional<Interval> axis = TimeAxis(comparison);
    if (!axis)
    {
        return std::nullopt;
    }
    PlotBlocks blocks("time_s\tfraction of links; a block per curve");
    PanelFigure figure{
        .frame = {.stem = "reconfiguration-latency",
                  .heading = "Reconfiguration latency by design",
                  .title = comparison.title,
                  .designs = comparison.designs,
                  .widthPx = 1200},
        .settings = "set format y '%.0f %%'\nset yrange [-2:103]\n"
                    "set ytics 0,20,100\n" +
                    AxisSettings("x",
                                 axis->low,
                                 axis->high,
                                 true,
                                 {"time since the change was submitted", MetricUnit::kSeconds}),
        .panels = {},
        .panelHeightPx = 190};
    double grid = 0;
    std::vector<std::string> legends;
    for (const MetricPanel& panel : kReconfigurationPanels)
    {
        grid = std::max(grid, CoarsestGrid(comparison, panel.metric));
        std::vector<std::string> parts;
        std::vector<std::string> entries;
        for (const Curve& curve : CurvesOf(comparison, panel.metric, *axis))
        {
            const std::string style = "linespoints ls " + std::to_string(curve.design + 1);
            entries.push_back(LegendEntry(style, curve.legend));
            legends.push_back(curve.legend);
            if (curve.points.empty()) // it is in the legend only
            {
                continue;
            }
            const std::string index =
                blocks.Begin(std::string(panel.metric) + ' ' + comparison.designs[curve.design]);
            for (const auto& [time, fraction] : curve.points)
            {
                blocks.Row({time, fraction});
            }
            parts.push_back(index + " using 1:(100 * $2) with " + style +
                            Markers(curve.points.size(), curve.design) + " notitle");
        }
        if (!parts.empty())
        {
            std::ranges::move(entries, std::back_inserter(parts));
            figure.panels.push_back(
                {panel.heading,
                 "set ylabel '" + std::string(panel.axis) + "'\n" + PlotCommand(parts)});
        }
    }
    if (grid > 0)
    {
        figure.frame.held.push_back("seen by probes, one each " +
                                    HumanNumber(grid, MetricUnit::kSeconds) +
                                    ": a time may be less by so much");
    }
    figure.legendPx = LegendWidth(legends);
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
