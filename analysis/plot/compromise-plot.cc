// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-curves.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plots.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace ns3::vnlab
{

namespace
{

const std::string kPrefix = "exposure.compromised.";

using Points = std::vector<std::pair<double, double>>;

/// The series of one attack in the runs of one design that went through.
std::vector<const Points*>
SeriesOf(const Comparison& comparison, const std::string& design, const std::string& attack)
{
    std::vector<const Points*> all;
    for (const RunResult* run : RunsOf(comparison, design))
    {
        const auto found = run->series.find(kPrefix + attack);
        if (found != run->series.end() && !found->second.empty())
        {
            all.push_back(&found->second);
        }
    }
    return all;
}

/// When the last point of any run of any design is: all curves end there.
double
EndOf(const Comparison& comparison, const std::string& attack)
{
    double end = 0;
    for (const std::string& design : comparison.designs)
    {
        for (const Points* points : SeriesOf(comparison, design, attack))
        {
            end = std::max(end, points->back().first);
        }
    }
    return end;
}

/// The mean at each time of a point. A run owns nothing before its first point and keeps its last
/// value until @p end.
MeanSteps
MeanOver(const std::vector<const Points*>& runs, double end)
{
    std::set<double> times{end};
    for (const Points* points : runs)
    {
        std::ranges::transform(*points,
                               std::inserter(times, times.end()),
                               [](const auto& point) { return point.first; });
    }
    MeanSteps steps;
    std::vector<size_t> passed(runs.size(), 0);
    std::vector<double> values(runs.size(), 0);
    for (const double time : times)
    {
        for (size_t run = 0; run < runs.size(); ++run)
        {
            const Points& points = *runs[run];
            for (; passed[run] < points.size() && points[passed[run]].first <= time; ++passed[run])
            {
                values[run] = points[passed[run]].second;
            }
        }
        steps.push_back({time, Mean(values)});
    }
    return steps;
}

} // namespace

std::vector<std::string>
AttacksOf(const Comparison& comparison)
{
    std::set<std::string> attacks;
    for (const RunResult& result : comparison.results)
    {
        for (const auto& [name, points] : result.series)
        {
            if (name.starts_with(kPrefix))
            {
                attacks.insert(name.substr(kPrefix.size()));
            }
        }
    }
    return {attacks.begin(), attacks.end()};
}

std::optional<Plot>
CompromisePlot(const Comparison& comparison, const std::string& attack)
{
    const double end = EndOf(comparison, attack);
    PlotBlocks blocks("time_s\tmean\tlow\thigh; a block per design");
    std::vector<std::string> bands;
    std::vector<std::string> legends;
    std::vector<std::string> lines;
    double most = 1;
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        const std::string& name = comparison.designs[design];
        const auto runs = SeriesOf(comparison, name, attack);
        if (runs.empty())
        {
            continue;
        }
        const MeanSteps steps = MeanOver(runs, end);
        const std::string index = BandBlock(name, steps, 0, end, most, blocks);
        const std::string style = " ls " + std::to_string(design + 1);
        if (runs.size() > 1)
        {
            bands.push_back(index +
                            " using 1:($3 > 0.7 ? $3 : 0.7):($4 > 0.7 ? $4 : 0.7) with "
                            "filledcurves" +
                            style + " fs transparent solid 0.2 noborder notitle");
        }
        legends.push_back(EndLegend(name, steps.back().mean, MetricUnit::kCount));
        lines.push_back(index + " using 1:2 with linespoints" + style +
                        Markers(2 * steps.size() - 1, design) + " title " +
                        GnuplotString(legends.back()));
    }
    if (lines.empty())
    {
        return std::nullopt;
    }
    constexpr size_t kAround_px = 144; // heading, title and axis
    constexpr size_t kCurves_px = 336;
    const size_t designs = lines.size();
    std::ranges::move(lines, std::back_inserter(bands));
    const PlotFrame frame{
        .stem = "compromised-vms." + attack,
        .heading = "Compromised VMs over time by design, attacker: " + attack,
        .title = comparison.title,
        .designs = comparison.designs,
        .widthPx = 1200,
        .heightPx =
            kAround_px + std::max<size_t>(kCurves_px, static_cast<size_t>(LegendHeight(designs)))};
    const double height = static_cast<double>(frame.heightPx);
    constexpr double kLongerSamples_px = 25;
    const double right = std::min(
        0.67, 1 - (LegendWidth(legends) + kLongerSamples_px) / static_cast<double>(frame.widthPx));
    const std::string settings =
        "set lmargin at screen 0.08\nset rmargin at screen " + ExactNumber(right) +
        "\nset tmargin at screen " + ExactNumber(1 - 78 / height) +
        "\nset xlabel 'time since the networks were deployed (s)'\n" +
        "set logscale y\nset format y '%.0s%c'\nset ylabel 'compromised VMs (log scale)'\n"
        "set yrange [0.7:" +
        ExactNumber(1.4 * most) +
        "]\n"
        "set key at screen " +
        ExactNumber(right + 0.025) +
        ", graph 1 left top vertical Left reverse samplen 4 spacing 1.4\n";
    return Plot{.stem = frame.stem,
                .data = blocks.Text(),
                .script = PlotScript(frame, settings, PlotCommand(bands))};
}

} // namespace ns3::vnlab
