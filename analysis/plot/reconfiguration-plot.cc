// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-curves.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plots.h"
#include "analysis/result/observation.h"
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

std::string
LatencyLegend(const std::string& design, const std::vector<double>& times)
{
    const QuantileEstimate median = Quantile(times, 0.5);
    std::string legend = design;
    if (std::isfinite(median.value))
    {
        legend += ": half by " + HumanNumber(median.value, MetricUnit::kSeconds);
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
    std::vector<std::pair<double, double>> points{{std::max(onset, axis.low), 0}};
    for (size_t i = 0; i < times.size() && std::isfinite(times[i]); ++i)
    {
        const double x = std::max(times[i], axis.low);
        const double fraction = static_cast<double>(i + 1) / static_cast<double>(times.size());
        if (points.back().first == x)
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
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const std::string& name = comparison.designs[design];
        const std::vector<double> times = SamplesOf(comparison, name, metric);
        if (!times.empty())
        {
            curves.push_back({design, LatencyLegend(name, times), StepsOf(times, axis)});
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
    std::string panels;
    size_t drawn = 0;
    for (const MetricPanel& panel : kReconfigurationPanels)
    {
        const std::vector<Curve> curves = CurvesOf(comparison, panel.metric, *axis);
        std::vector<std::string> parts;
        for (const Curve& curve : curves)
        {
            const std::string style = " with linespoints ls " + std::to_string(curve.design + 1);
            if (curve.points.empty()) // it is in the legend only
            {
                parts.push_back("NaN" + style + " title " + GnuplotString(curve.legend));
                continue;
            }
            const std::string index =
                blocks.Begin(std::string(panel.metric) + ' ' + comparison.designs[curve.design]);
            for (const auto& [time, fraction] : curve.points)
            {
                blocks.Row({time, fraction});
            }
            parts.push_back(index + " using 1:(100 * $2)" + style +
                            Markers(curve.points.size(), curve.design) + " title " +
                            GnuplotString(curve.legend));
        }
        if (!curves.empty())
        {
            panels += "set label 3 '" + std::string(panel.heading) +
                      "' at graph 0,1 offset 0,0.8\nset ylabel '" + panel.axis + "'\n" +
                      PlotCommand(parts) + "unset label\n";
            ++drawn;
        }
    }
    const PlotFrame frame{.stem = "reconfiguration-latency",
                          .heading = "Reconfiguration latency by design",
                          .title = comparison.title,
                          .designs = comparison.designs,
                          .widthPx = 1200,
                          .heightPx = 110 + 270 * drawn};
    const double height = static_cast<double>(frame.heightPx);
    const std::string settings = "set logscale x\n"
                                 "set format x '%.0s %cs'\n"
                                 "set format y '%.0f %%'\n"
                                 "set xlabel 'time since the change was submitted (log scale)'\n"
                                 "set xrange [" +
                                 ExactNumber(axis->low) + ":" + ExactNumber(axis->high) +
                                 "]\nset yrange [-2:103]\n"
                                 "set ytics 0,20,100\n"
                                 "set key at screen 0.605, graph 1 left top vertical Left reverse "
                                 "samplen 4 spacing 1.4\n";
    const std::string layout = "set multiplot layout " + std::to_string(drawn) +
                               ",1 margins 0.075," + "0.59," + ExactNumber(58 / height) + "," +
                               ExactNumber(1 - 100 / height) + " spacing 0," +
                               ExactNumber(100 / height) + "\n";
    return Plot{.stem = frame.stem,
                .data = blocks.Text(),
                .script = PlotScript(frame, settings, layout + panels + "unset multiplot\n")};
}

} // namespace ns3::vnlab
