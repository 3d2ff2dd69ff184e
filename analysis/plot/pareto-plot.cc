// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-kinds.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/result/indicator.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

/// The means of one group: cost, exposure, latency.
struct GroupMeans
{
    size_t group;
    std::array<MeanEstimate, 3> means;
};

std::vector<GroupMeans>
GroupsOf(const PlotData& data, const ParetoMetrics& metrics, size_t facet)
{
    std::vector<GroupMeans> all;
    for (size_t group = 0; group < data.groups.size(); ++group)
    {
        const auto cost = LastMean(data, metrics.cost, {facet, group});
        const auto exposure = LastMean(data, metrics.exposure, {facet, group});
        const auto latency = LastMean(data, metrics.latency, {facet, group});
        if (cost && exposure && latency)
        {
            all.push_back({group, {*cost, *exposure, *latency}});
        }
    }
    return all;
}

/// Whether @p one is nowhere worse than @p other, and somewhere better.
bool
Dominates(const GroupMeans& one, const GroupMeans& other)
{
    bool better = false;
    for (size_t i = 0; i < one.means.size(); ++i)
    {
        if (one.means[i].mean > other.means[i].mean)
        {
            return false;
        }
        better = better || one.means[i].mean < other.means[i].mean;
    }
    return better;
}

} // namespace

std::optional<Plot>
ParetoPlot(const PlotData& data, const ParetoMetrics& metrics)
{
    std::vector<std::vector<GroupMeans>> facets;
    Interval cost{0, 0};
    double exposure = 0;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        facets.push_back(GroupsOf(data, metrics, facet));
        for (const GroupMeans& one : facets.back())
        {
            cost.high = std::max(cost.high, IntervalOf(one.means[0]).high);
            exposure = std::max(exposure, IntervalOf(one.means[1]).high);
        }
    }
    if (std::ranges::all_of(facets, [](const auto& all) { return all.size() < 2; }))
    {
        return std::nullopt;
    }
    cost.high = cost.high > 0 ? cost.high : 1;
    exposure = exposure > 0 ? exposure : 1;
    PlotBlocks blocks("cost\texposure\tcost low\tcost high\texposure low\texposure high\tlatency; "
                      "a block per group");
    PanelFigure figure{
        .frame = FrameOf(data,
                         StemOf("pareto", metrics.exposure),
                         "Cost, exposure and latency: which designs are dominated",
                         true,
                         "in the legend: " + metrics.latency + "; less is better in each"),
        .settings =
            AxisSettings(
                "x", -0.04 * cost.high, 1.06 * cost.high, false, MetricAxis(metrics.cost)) +
            AxisSettings(
                "y", -0.05 * exposure, 1.08 * exposure, false, MetricAxis(metrics.exposure)),
        .panels = {},
        .panelHeightPx = 380,
        .legendPx = 440};
    for (size_t facet = 0; facet < facets.size(); ++facet)
    {
        std::vector<std::string> parts;
        for (const GroupMeans& one : facets[facet])
        {
            const std::string& name = data.groups[one.group];
            const auto& [costs, exposed, latency] = one.means;
            const std::string index = blocks.Begin(name + ' ' + data.FacetHeading(facet));
            blocks.Row({costs.mean,
                        exposed.mean,
                        IntervalOf(costs).low,
                        IntervalOf(costs).high,
                        IntervalOf(exposed).low,
                        IntervalOf(exposed).high,
                        latency.mean});
            const std::string style = " ls " + std::to_string(one.group + 1);
            parts.push_back(index + " using 1:2:3:4:5:6 with xyerrorbars" + style +
                            " dt solid ps 1.6 notitle");
            parts.push_back(LegendEntry(
                "points" + style + " ps 1.6",
                name + ": " + HumanMean(latency, DescribeIndicator(metrics.latency).unit)));
            const auto by = std::ranges::find_if(
                facets[facet], [&](const GroupMeans& other) { return Dominates(other, one); });
            parts.push_back(LegendEntry("lines lc rgb 'white'",
                                        by == facets[facet].end()
                                            ? "not dominated"
                                            : "dominated by " + data.groups[by->group]));
        }
        for (size_t group = 0; !parts.empty() && group < data.groups.size(); ++group)
        {
            const std::string why = AbsenceOf(data, metrics.latency, {facet, group});
            if (!why.empty() && !LastMean(data, metrics.latency, {facet, group}))
            {
                parts.push_back(LegendEntry("points ls " + std::to_string(group + 1) + " ps 1.6",
                                            data.groups[group] + ": " + why + ", so not compared"));
            }
        }
        if (!parts.empty())
        {
            figure.panels.push_back({data.FacetHeading(facet), PlotCommand(parts)});
        }
    }
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
