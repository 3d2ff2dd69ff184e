// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-kinds.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plot-tics.h"
#include "analysis/result/indicator.h"
#include "analysis/style/number-text.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// What stands after the family's name, ascending: the columns.
std::vector<std::string>
ColumnsOf(const PlotData& data, const std::string& prefix)
{
    std::vector<std::string> columns;
    for (auto at = data.values.lower_bound(prefix);
         at != data.values.end() && at->first.starts_with(prefix);
         ++at)
    {
        if (!at->second.means.empty())
        {
            columns.push_back(at->first.substr(prefix.size()));
        }
    }
    return columns;
}

} // namespace

std::optional<Plot>
HeatPlot(const PlotData& data, const std::string& family)
{
    const std::string prefix = family + ".";
    const std::vector<std::string> columns = ColumnsOf(data, prefix);
    if (columns.empty())
    {
        return std::nullopt;
    }
    const Indicator indicator = DescribeIndicator(prefix + columns.front());
    PlotBlocks blocks("column\trow\tmean\tprinted with 95 % interval; a block per panel");
    PanelFigure figure{
        .frame = WithDefinition(
            FrameOf(data, StemOf("heat", family), family + " by design and attacker", true),
            indicator.name),
        .settings = "",
        .panels = {},
        .panelHeightPx = 44 * static_cast<double>(data.groups.size()),
        .leftPx = NameWidth(data.groups),
        .legendPx = 170};
    std::string names;
    for (size_t column = 0; column < columns.size(); ++column)
    {
        names += "set label " + GnuplotString(columns[column]) + " at first " +
                 std::to_string(column + 1) + ", graph 0 center offset 0,-1\n";
    }
    double most = indicator.unit == MetricUnit::kFraction ? 1 : 0;
    std::vector<std::pair<size_t, std::string>> panels;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::string index;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            for (size_t column = 0; column < columns.size(); ++column)
            {
                const auto mean = LastMean(data, prefix + columns[column], {facet, group});
                if (mean)
                {
                    index = index.empty() ? blocks.Begin(data.FacetHeading(facet)) : index;
                    blocks.Row({static_cast<double>(column + 1),
                                static_cast<double>(group + 1),
                                mean->mean},
                               HumanMean(*mean, indicator.unit));
                    most = std::max(most, mean->mean);
                }
            }
        }
        if (!index.empty())
        {
            panels.emplace_back(facet, index);
        }
    }
    if (panels.empty())
    {
        return std::nullopt;
    }
    for (const auto& [facet, index] : panels)
    {
        // A cell is dark where much is exposed, in grey too; its text is then white.
        const std::string half = ExactNumber(0.55 * (most > 0 ? most : 1));
        figure.panels.push_back(
            {data.FacetHeading(facet),
             RowNames(data.groups) + names +
                 PlotCommand({index + " using 1:2:(0.49):(0.48):3 with boxxyerror fs solid 1 "
                                      "noborder lc palette notitle",
                              index + " using 1:2:4:($3 <= " + half +
                                  " ? 0 : 0xffffff) with labels textcolor rgb variable notitle"})});
    }
    figure.settings =
        "unset grid\nset border 0\nset tics scale 0\nset xrange [0.5:" +
        std::to_string(columns.size()) + ".5]\nset yrange [" + std::to_string(data.groups.size()) +
        ".5:0.5]\nset xtics 1 format ''\nset ytics 1 format ''\n"
        "set xlabel 'attacker' offset 0,-1\n"
        "set palette defined (0 '#f4f4f4', 0.5 '#7fa6cc', 1 '#08306b')\n"
        "set cbrange [0:" +
        ExactNumber(most > 0 ? most : 1) + "]\nset cblabel 'mean' offset 1,0\n" +
        TicSettings({"cb", {0, most > 0 ? most : 1}, indicator.unit}) + "set colorbox\n";
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
