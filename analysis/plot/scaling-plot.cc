// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-kinds.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/statistics/regression.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace ns3::vnlab
{

namespace
{

/// The power law of one group's runs; none where a value is not above zero, or there is one x.
std::optional<PowerLawFit>
FitOf(const PlotValues& values, const PlotValues::Place& place)
{
    const auto runs = values.runs.find(place);
    if (runs == values.runs.end())
    {
        return std::nullopt;
    }
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& [size, value] : runs->second)
    {
        if (!(size > 0) || !(value > 0) || !std::isfinite(value))
        {
            return std::nullopt;
        }
        x.push_back(size);
        y.push_back(value);
    }
    const auto [least, most] = std::ranges::minmax(x);
    return least < most ? std::optional(FitPowerLaw(x, y)) : std::nullopt;
}

std::string
Fixed(double value)
{
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.begin(), text.end(), value, std::chars_format::fixed, 2).ptr;
    const std::string fixed(text.begin(), end);
    return fixed == "-0.00" ? "0.00" : fixed;
}

/// What a line needs: beyond that, digits depend on the machine's mathematical library.
double
SixDigits(double value)
{
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.begin(), text.end(), value, std::chars_format::general, 6).ptr;
    double rounded = value;
    std::from_chars(text.begin(), end, rounded);
    return rounded;
}

/// "linkwire: grows as n^1.02 [0.99, 1.05]"; of a group that is 0 everywhere, this.
std::string
GrowthLegend(const std::string& group,
             const std::optional<PowerLawFit>& fit,
             const std::map<size_t, RunningMean>& means)
{
    if (fit)
    {
        const auto& interval = fit->exponentInterval;
        const bool isPoint = !interval || Fixed(interval->low) == Fixed(interval->high);
        return group + ": n^" + Fixed(fit->exponent) +
               (isPoint ? "" : " [" + Fixed(interval->low) + ", " + Fixed(interval->high) + "]");
    }
    const bool zero =
        std::ranges::all_of(means, [](const auto& at) { return at.second.Estimate().mean == 0; });
    return group + (zero ? ": 0 everywhere" : "");
}

/// Everything that an axis must hold, above zero or not.
std::vector<double>
Extent(const PlotValues& values)
{
    std::vector<double> all;
    for (const auto& [place, means] : values.means)
    {
        for (const auto& [x, mean] : means)
        {
            const MeanEstimate estimate = mean.Estimate();
            all.push_back(estimate.mean);
            all.push_back(IntervalOf(estimate).high);
        }
    }
    std::erase_if(all, [](double value) { return !std::isfinite(value); });
    return all;
}

/// The swept values as tics, as they stand in the scenario where they are short.
std::string
Tics(const std::vector<Parameter>& xs)
{
    constexpr size_t most = 8;
    if (xs.size() > most)
    {
        return "set xtics autofreq\n";
    }
    std::string tics;
    for (const Parameter& x : xs)
    {
        const bool plain =
            x.text.size() <= 10 &&
            std::ranges::all_of(x.text,
                                [](char c)
                                {
                                    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                           (c >= 'A' && c <= 'Z') || c == '.' || c == ' ';
                                });
        tics += (tics.empty() ? "set xtics ('" : ", '") +
                (plain ? x.text : ExactNumber(*x.number)) + "' " + ExactNumber(*x.number);
    }
    return tics + ")\n";
}

/// Both axes of all panels, and where zero and below are drawn.
struct Axes
{
    std::string settings;
    bool logX;
    bool logY;
    double bottom;
};

Axes
AxesOf(const PlotData& data, const std::string& metric, const std::vector<double>& extent)
{
    const double first = *data.xs.front().number;
    const double last = *data.xs.back().number;
    const bool logX = first > 0;
    const double room = first < last ? 0.06 * (last - first) : 1;
    const std::optional<Interval> decades = Decades(extent);
    const Interval y = decades.value_or(Interval{-1, 1});
    return {AxisSettings("x",
                         logX ? first / 1.15 : first - room,
                         logX ? last * 1.15 : last + room,
                         logX,
                         KeyAxis(*data.keys.x, data.xs)) +
                Tics(data.xs) +
                AxisSettings("y", y.low, y.high, decades.has_value(), MetricAxis(metric)),
            logX,
            decades.has_value(),
            y.low};
}

/// Rows of one group, and the legend's text; @return what draws it.
std::vector<std::string>
DrawGroup(const PlotData& data,
          const PlotValues& values,
          const PlotValues::Place& place,
          const Axes& axes,
          PlotBlocks& blocks,
          std::vector<std::string>& legends)
{
    const auto& [facet, group] = place;
    const std::string style = " ls " + std::to_string(group + 1);
    const std::optional<PowerLawFit> fit = FitOf(values, place);
    const auto& means = values.means.at(place);
    const std::string name = data.groups[group] + ' ' + data.FacetHeading(facet);
    const std::string index = blocks.Begin(name);
    for (const auto& [x, mean] : means)
    {
        const MeanEstimate estimate = mean.Estimate();
        if (std::isfinite(estimate.mean) && (estimate.mean > 0 || !axes.logY))
        {
            const Interval interval = IntervalOf(estimate);
            blocks.Row({*data.xs[x].number,
                        estimate.mean,
                        axes.logY ? std::max(interval.low, axes.bottom) : interval.low,
                        interval.high});
        }
    }
    const double aside =
        static_cast<double>(group) - static_cast<double>(data.groups.size() - 1) / 2;
    const std::string x = axes.logX ? "($1 * " + ExactNumber(1 + 0.008 * aside) + ")" : "1";
    std::vector<std::string> parts{index + " using " + x + ":2:3:4 with yerrorbars" + style +
                                   " dt solid ps 1.2 notitle"};
    if (fit)
    {
        const std::string line = blocks.Begin(name + " fit");
        for (const double at : {*data.xs.front().number, *data.xs.back().number})
        {
            blocks.Row({at, SixDigits(Predict(*fit, at).value)});
        }
        parts.push_back(line + " using 1:2 with lines" + style + " notitle");
    }
    else
    {
        parts.push_back(index + " using " + x + ":2 with lines" + style + " notitle");
    }
    legends.push_back(GrowthLegend(data.groups[group], fit, means));
    parts.push_back(LegendEntry("linespoints" + style, legends.back()));
    return parts;
}

} // namespace

std::optional<Plot>
ScalingPlot(const PlotData& data, const std::string& metric)
{
    const auto found = data.values.find(metric);
    if (found == data.values.end() || !data.numericX)
    {
        return std::nullopt;
    }
    const PlotValues& values = found->second;
    const std::vector<double> extent = Extent(values);
    if (extent.empty())
    {
        return std::nullopt;
    }
    const Axes axes = AxesOf(data, metric, extent);
    PlotBlocks blocks("x\tmean\tlow\thigh (95 % interval), and a block with x, value of its fit");
    PanelFigure figure{.frame =
                           MetricFrame(data,
                                       "scaling",
                                       metric,
                                       false,
                                       "n^a [95 % interval of a]: growth with n = " + *data.keys.x),
                       .settings = axes.settings,
                       .panels = {}};
    std::vector<std::string> legends;
    for (size_t facet = 0; facet < data.facets.size(); ++facet)
    {
        std::vector<std::string> parts;
        for (size_t group = 0; group < data.groups.size(); ++group)
        {
            if (values.means.contains({facet, group}))
            {
                std::ranges::move(DrawGroup(data, values, {facet, group}, axes, blocks, legends),
                                  std::back_inserter(parts));
            }
        }
        if (!parts.empty())
        {
            figure.panels.push_back({data.FacetHeading(facet), PlotCommand(parts)});
        }
    }
    figure.legendPx = LegendWidth(legends);
    return DrawPanels(figure, blocks);
}

} // namespace ns3::vnlab
