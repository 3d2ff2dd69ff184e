// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-kinds.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kDropsPrefix = "drops.";

/// Paul Tol's muted colours (https://personal.sron.nl/~pault/), none of them a design's.
constexpr std::array<const char*, 8> kColours{
    "#332288", "#DDCC77", "#117733", "#CC6677", "#88CCEE", "#882255", "#44AA99", "#999933"};

/// gnuplot's patterns, filled and hatched in turn, so that neighbours differ in grey.
constexpr std::array<int, 8> kPatterns{3, 1, 2, 4, 5, 6, 7, 0};

/// Reasons, those with most packets first; beyond the last colour they are one.
struct Reasons
{
    std::vector<std::string> names;
    std::map<std::string, size_t> places;
};

Reasons
ReasonsOf(const PlotData& data)
{
    std::map<std::string, double> sums;
    for (const auto& [metric, values] : data.values)
    {
        if (!metric.starts_with(kDropsPrefix))
        {
            continue;
        }
        for (const auto& [place, means] : values.means)
        {
            if (const auto mean = LastMean(data, metric, place); mean && mean->mean > 0)
            {
                sums[metric] += mean->mean;
            }
        }
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [metric, sum] : sums)
    {
        order.emplace_back(-sum, metric);
    }
    std::ranges::sort(order);
    Reasons reasons;
    for (const auto& [sum, metric] : order)
    {
        const bool own =
            reasons.names.size() + 1 < kColours.size() || order.size() <= kColours.size();
        if (own)
        {
            reasons.places[metric] = reasons.names.size();
            reasons.names.push_back(metric.substr(kDropsPrefix.size()));
        }
        else
        {
            reasons.places[metric] = kColours.size() - 1;
            reasons.names.resize(kColours.size());
            reasons.names.back() = "other reasons";
        }
    }
    return reasons;
}

} // namespace

std::optional<Plot>
DropsPlot(const PlotData& data)
{
    const Reasons reasons = ReasonsOf(data);
    if (reasons.names.empty())
    {
        return std::nullopt;
    }
    PlotBlocks blocks(
        "row\tfrom\tto (packets a run); the last block of a panel: row, sum, low, high");
    PanelFigure figure{.frame = FrameOf(data,
                                        StemOf("drops", ""),
                                        "Dropped packets by reason",
                                        true,
                                        "bars: 95 % interval of the sum"),
                       .settings = "",
                       .panels = {},
                       .panelHeightPx = std::max(34.0 * static_cast<double>(data.groups.size()),
                                                 32.0 * static_cast<double>(reasons.names.size())),
                       .leftPx = NameWidth(data.groups),
                       .legendPx = LegendWidth(reasons.names)};
    double most = 0;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::vector<std::vector<std::vector<double>>> rows(reasons.names.size());
        std::vector<std::vector<double>> sums;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            const double row = static_cast<double>(group + 1);
            std::vector<double> sizes(reasons.names.size(), 0);
            for (const auto& [metric, place] : reasons.places)
            {
                const auto mean = LastMean(data, metric, {facet, group});
                sizes[place] += mean ? mean->mean : 0;
            }
            double from = 0;
            for (size_t reason = 0; reason < sizes.size(); ++reason)
            {
                if (sizes[reason] > 0)
                {
                    rows[reason].push_back({row, from, from + sizes[reason]});
                }
                from += sizes[reason];
            }
            if (const auto sum = LastMean(data, "drops", {facet, group}))
            {
                const Interval interval = IntervalOf(*sum);
                sums.push_back({row, sum->mean, std::max(interval.low, 0.0), interval.high});
                most = std::max(most, interval.high);
            }
        }
        std::vector<std::string> parts;
        std::vector<std::string> legend;
        for (size_t reason = 0; reason < rows.size(); ++reason)
        {
            if (rows[reason].empty())
            {
                continue;
            }
            const std::string index = blocks.Begin(reasons.names[reason]);
            for (const auto& row : rows[reason])
            {
                blocks.Row(row);
            }
            const std::string look = "lc rgb '" + std::string(kColours[reason]) + "' fs pattern " +
                                     std::to_string(kPatterns[reason]) + " border lc rgb '#333333'";
            parts.push_back(index + " using 2:1:2:3:($1 - 0.34):($1 + 0.34) with boxxyerror " +
                            look + " notitle");
            legend.push_back(LegendEntry("boxes " + look, reasons.names[reason]));
        }
        const std::string index = blocks.Begin("sums");
        for (const auto& row : sums)
        {
            blocks.Row(row);
        }
        parts.push_back(index + " using 2:1:3:4 with xerrorbars lc rgb 'black' lw 1.5 pt 2 ps 0.6 "
                                "notitle");
        std::ranges::move(legend, std::back_inserter(parts));
        figure.panels.push_back(
            {data.FacetHeading(facet), RowNames(data.groups) + PlotCommand(parts)});
    }
    figure.settings =
        AxisSettings("x", 0, 1.05 * most, false, {"packets dropped in a run", MetricUnit::kCount}) +
        "set ytics 1 format ''\nset yrange [" + std::to_string(data.groups.size()) +
        ".5:0.5]\nset errorbars 0.8\n";
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
