// SPDX-License-Identifier: GPL-2.0-only
//
// Means, or differences of means, as rows with their intervals and values.

#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-kinds.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/result/indicator.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

using Rows = std::map<PlotValues::Place, MeanEstimate>;

/// Says in the baseline's row why it is empty.
std::string
BaselineLabel(const PlotData& data)
{
    const auto base = std::ranges::find(data.groups, *data.keys.baseline);
    return base == data.groups.end()
             ? ""
             : "set label 'the baseline' at first 0, first " +
                   std::to_string(base - data.groups.begin() + 1) + " left offset 1.6,0\n";
}

/// From left of zero and every interval to where the values have room.
Interval
RowAxis(const Rows& rows)
{
    Interval axis{0, 0};
    for (const auto& [place, mean] : rows)
    {
        axis.low = std::min(axis.low, IntervalOf(mean).low);
        axis.high = std::max(axis.high, IntervalOf(mean).high);
    }
    const double width = axis.high > axis.low ? axis.high - axis.low : 1;
    return {axis.low - 0.04 * width, axis.high + 0.3 * width};
}

std::optional<Plot>
DrawRows(const PlotData& data,
         PanelFigure figure,
         const Rows& rows,
         const std::string& labels,
         MetricUnit unit,
         const AxisLabel& axisLabel)
{
    if (rows.empty())
    {
        return std::nullopt;
    }
    const Interval axis = RowAxis(rows);
    const bool isZero = std::ranges::all_of(
        rows, [](const auto& row) { return row.second.mean == 0 && !HasInterval(row.second); });
    figure.settings =
        AxisSettings("x", axis.low, axis.high, false, axisLabel) +
        (isZero ? "set xtics ('0' 0)\n" : "") + "set ytics 1 format ''\nset yrange [" +
        std::to_string(data.groups.size()) +
        ".5:0.5]\nset errorbars 0.6\nset xzeroaxis\n"
        "set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead lc rgb 'black'\n"
        "set style textbox opaque noborder margins 0.2,0.2\n";
    figure.panelHeightPx = 20 + 34 * static_cast<double>(data.groups.size());
    figure.leftPx = NameWidth(data.groups);
    figure.legendPx = 30;
    PlotBlocks blocks("row\tmean\tlow\thigh (95 % interval)\tprinted; a block per panel");
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::vector<std::string> parts;
        std::string index;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            const auto row = rows.find({facet, group});
            if (row == rows.end())
            {
                continue;
            }
            if (index.empty())
            {
                index = blocks.Begin(data.FacetHeading(facet));
            }
            const Interval interval = IntervalOf(row->second);
            const double place = static_cast<double>(group + 1);
            blocks.Row({place, row->second.mean, interval.low, interval.high},
                       HumanMean(row->second, unit));
            parts.push_back(RowMark(index, group + 1, HasInterval(row->second)));
        }
        if (!parts.empty())
        {
            parts.push_back(index + " using 4:1:5 with labels left offset 1.6,0 boxed notitle");
            figure.panels.push_back(
                {data.FacetHeading(facet), RowNames(data.groups) + labels + PlotCommand(parts)});
        }
    }
    return DrawPanels(figure, blocks);
}

} // namespace

std::optional<Plot>
DotsPlot(const PlotData& data, const std::string& metric)
{
    Rows rows;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            if (const auto mean = LastMean(data, metric, {facet, group}))
            {
                rows[{facet, group}] = *mean;
            }
        }
    }
    return DrawRows(
        data,
        {.frame = MetricFrame(data, "dots", metric, true), .settings = "", .panels = {}},
        rows,
        "",
        DescribeIndicator(metric).unit,
        MetricAxis(metric));
}

std::optional<Plot>
ForestPlot(const PlotData& data, const std::string& metric)
{
    Rows rows;
    if (const auto found = data.values.find(metric); found != data.values.end())
    {
        for (const auto& [place, difference] : found->second.differences)
        {
            const MeanEstimate mean = difference.Estimate();
            if (std::isfinite(mean.mean))
            {
                rows[place] = mean;
            }
        }
    }
    AxisLabel difference = MetricAxis(metric);
    difference.name = "difference of " + difference.name;
    return DrawRows(
        data,
        {.frame = WithDefinition(FrameOf(data,
                                         StemOf("paired-difference", metric),
                                         metric + ": each design minus " + *data.keys.baseline +
                                             ", paired on the same random numbers",
                                         true),
                                 metric),
         .settings = "",
         .panels = {}},
        rows,
        BaselineLabel(data),
        DescribeIndicator(metric).unit,
        difference);
}

} // namespace ns3::vnlab
