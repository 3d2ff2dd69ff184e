// SPDX-License-Identifier: GPL-2.0-only
//
// Distributions, and functions of time.

#include "analysis/plot/plot-curves.h"
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

/// An axis for values above zero: decades, or where all are alike, what is around them.
struct ValueAxis
{
    Interval range;
    bool logarithmic;
};

std::optional<ValueAxis>
AxisOver(const std::vector<double>& values)
{
    const std::optional<Interval> decades = Decades(values);
    if (!decades)
    {
        return std::nullopt;
    }
    std::vector<double> positive = values;
    std::erase_if(positive, [](double value) { return !(value > 0) || !std::isfinite(value); });
    const auto [low, high] = std::ranges::minmax(positive);
    if (high >= 3 * low || positive.size() < values.size())
    {
        return ValueAxis{*decades, true};
    }
    const double room = high > low ? high - low : high;
    return ValueAxis{{std::max(low - 0.1 * room, 0.0), high + 0.2 * room}, false};
}

std::string
DistributionLegend(const std::string& group, const Distribution& samples)
{
    return samples.Never() == 0 ? group
                                : group + ": " + std::to_string(samples.Never()) + " of " +
                                      std::to_string(samples.Count()) + " never";
}

/// The curve between the ends of the axis.
std::vector<std::pair<double, double>>
CurveOf(const Distribution& samples, const Interval& axis)
{
    std::vector<std::pair<double, double>> points{{axis.low, 0}};
    for (const auto& [value, part] : samples.Curve())
    {
        points.emplace_back(std::max(value, axis.low), part);
    }
    points.emplace_back(axis.high, points.back().second);
    return Staircase(points);
}

/// p50 and p99 over runs, with their intervals, on the curve's heights.
std::string
QuantileBars(const PlotData& data,
             const std::string& metric,
             const PlotValues::Place& place,
             const Interval& axis,
             PlotBlocks& blocks)
{
    std::string index;
    for (const auto& [suffix, height] : {std::pair{" p50", 0.5}, {" p99", 0.99}})
    {
        const auto mean = LastMean(data, metric + suffix, place);
        if (mean && mean->mean >= axis.low)
        {
            if (index.empty())
            {
                index = blocks.Begin(data.groups[place.second] + " p50 and p99 of a run");
            }
            const Interval interval = IntervalOf(*mean);
            blocks.Row({mean->mean, height, std::max(interval.low, axis.low), interval.high});
        }
    }
    return index;
}

} // namespace

std::optional<Plot>
EcdfPlot(const PlotData& data, const std::string& metric)
{
    const auto found = data.values.find(metric);
    if (found == data.values.end())
    {
        return std::nullopt;
    }
    std::vector<double> all;
    for (const auto& [place, samples] : found->second.samples)
    {
        for (const auto& [value, part] : samples.Curve())
        {
            all.push_back(value);
        }
    }
    const std::optional<ValueAxis> valueAxis = AxisOver(all);
    if (!valueAxis)
    {
        return std::nullopt;
    }
    const Interval& axis = valueAxis->range;
    PlotBlocks blocks("x\tpart of samples; of bars: x, part, low, high (95 % interval)");
    PanelFigure figure{
        .frame =
            MetricFrame(data, "ecdf", metric, true, "bars: p50 and p99 of a run, 95 % interval"),
        .settings =
            AxisSettings("x", axis.low, axis.high, valueAxis->logarithmic, MetricAxis(metric)) +
            "set format y '%.0f %%'\nset ylabel 'part of all samples (%)'\n"
            "set yrange [-2:103]\nset ytics 0,20,100\n",
        .panels = {}};
    std::vector<std::string> legends;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::vector<std::string> parts;
        std::vector<std::string> absent;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            const auto samples = found->second.samples.find({facet, group});
            const std::string style = " ls " + std::to_string(group + 1);
            if (samples == found->second.samples.end())
            {
                const std::string why = AbsenceOf(data, metric, {facet, group});
                if (!why.empty())
                {
                    legends.push_back(data.groups[group] + ": " + why);
                    absent.push_back(LegendEntry("linespoints" + style, legends.back()));
                }
                continue;
            }
            const auto curve = CurveOf(samples->second, axis);
            const std::string index =
                blocks.Begin(data.groups[group] + ' ' + data.FacetHeading(facet));
            for (const auto& [value, part] : curve)
            {
                blocks.Row({value, part});
            }
            parts.push_back(index + " using 1:(100 * $2) with linespoints" + style +
                            Markers(curve.size(), group) + " notitle");
            const std::string bars = QuantileBars(data, metric, {facet, group}, axis, blocks);
            if (!bars.empty())
            {
                parts.push_back(bars + " using 1:(100 * $2):3:4 with xerrorbars" + style +
                                " dt solid ps 1.4 notitle");
            }
            legends.push_back(DistributionLegend(data.groups[group], samples->second));
            parts.push_back(LegendEntry("linespoints" + style, legends.back()));
        }
        if (!parts.empty())
        {
            std::ranges::move(absent, std::back_inserter(parts));
            figure.panels.push_back({data.FacetHeading(facet), PlotCommand(parts)});
        }
    }
    figure.legendPx = LegendWidth(legends);
    return DrawPanels(figure, blocks);
}

std::optional<Plot>
SeriesPlot(const PlotData& data, const std::string& metric)
{
    const auto found = data.values.find(metric);
    if (found == data.values.end() || found->second.series.empty())
    {
        return std::nullopt;
    }
    const MetricUnit unit = DescribeIndicator(metric).unit;
    PlotBlocks blocks("time_s\tmean\tlow\thigh (95 % interval); a block per curve");
    PanelFigure figure{
        .frame = MetricFrame(data, "series", metric, true), .settings = "", .panels = {}};
    double most = 0;
    double end = 0;
    for (const auto& [place, series] : found->second.series)
    {
        const auto steps = series.Estimate();
        end = steps.empty() ? end : std::max(end, steps.back().time);
    }
    std::vector<std::string> legends;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::vector<std::string> bands;
        std::vector<std::string> lines;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            const auto series = found->second.series.find({facet, group});
            if (series == found->second.series.end())
            {
                continue;
            }
            const auto steps = series->second.Estimate();
            const std::string index = BandBlock(
                data.groups[group] + ' ' + data.FacetHeading(facet), steps, 0, end, most, blocks);
            const std::string style = " ls " + std::to_string(group + 1);
            bands.push_back(index + " using 1:3:4 with filledcurves" + style +
                            " fs transparent solid 0.2 noborder notitle");
            lines.push_back(index + " using 1:2 with linespoints" + style +
                            Markers(2 * steps.size(), group) + " notitle");
            const MeanEstimate last = steps.empty() ? MeanEstimate{} : steps.back().mean;
            legends.push_back(EndLegend(data.groups[group], last, unit));
            lines.push_back(LegendEntry("linespoints" + style, legends.back()));
        }
        std::ranges::move(lines, std::back_inserter(bands));
        if (!bands.empty())
        {
            figure.panels.push_back({data.FacetHeading(facet), PlotCommand(bands)});
        }
    }
    figure.settings =
        "set xlabel 'time since the networks were deployed (s)'\n" +
        AxisSettings(
            "y", 0, most > 0 && std::isfinite(most) ? 1.05 * most : 1, false, MetricAxis(metric));
    figure.legendPx = LegendWidth(legends);
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
