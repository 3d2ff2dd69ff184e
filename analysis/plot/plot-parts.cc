// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-parts.h"

#include "analysis/plot/gnuplot.h"
#include "analysis/result/indicator.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-text.h"

#include <algorithm>
#include <cmath>

namespace ns3::vnlab
{

AxisLabel
MetricAxis(const std::string& metric)
{
    return {metric, DescribeIndicator(metric).unit};
}

AxisLabel
KeyAxis(const std::string& key, const std::vector<Parameter>& values)
{
    const std::string text = values.empty() ? "" : values.back().text;
    const size_t digits = text.find_last_of("0123456789.");
    const std::string unit = digits == std::string::npos ? "" : text.substr(digits + 1);
    if (unit.ends_with("bps"))
    {
        return {key, MetricUnit::kBitsPerSecond};
    }
    if (unit.ends_with('B'))
    {
        return {key, MetricUnit::kBytes};
    }
    return {key, unit.ends_with('s') ? MetricUnit::kSeconds : MetricUnit::kCount};
}

std::string
StemOf(const std::string& kind, const std::string& metric)
{
    std::string stem = kind + (metric.empty() ? "" : "." + metric);
    for (char& c : stem)
    {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-';
        c = plain ? c : '_';
    }
    constexpr size_t longest = 120;
    return stem.substr(0, longest);
}

namespace
{

constexpr size_t kLongestLine = 140; ///< code points of a line below the title

/// @return "at KEY = VALUE; …", broken into lines that fit; a longer item is cut
std::vector<std::string>
HeldLines(const std::vector<std::string>& items)
{
    std::vector<std::string> lines;
    for (const std::string& item : items)
    {
        const std::string text = FirstCodePoints(VisibleText(item), kLongestLine);
        if (!lines.empty() && CodePoints(lines.back()) + CodePoints(text) + 2 <= kLongestLine)
        {
            lines.back() += "; " + text;
        }
        else
        {
            lines.push_back((lines.empty() ? "at " : "") + text);
        }
    }
    return lines;
}

} // namespace

PlotFrame
FrameOf(const PlotData& data,
        const std::string& stem,
        const std::string& heading,
        bool lastX,
        const std::string& notes)
{
    std::vector<std::string> held = data.held;
    const std::string last = lastX ? data.LastX() : "";
    if (!last.empty() && std::ranges::count(held, last) == 0)
    {
        held.insert(held.begin(), last);
    }
    return {.stem = stem,
            .heading = heading,
            .title = data.title + (data.title.empty() || notes.empty() ? "" : "; ") + notes,
            .designs = data.groups,
            .widthPx = 1200,
            .formats = data.formats,
            .held = HeldLines(held)};
}

PlotFrame
WithDefinition(PlotFrame frame, const std::string& metric)
{
    std::string definition = DescribeIndicator(metric).definition;
    std::erase(definition, '`'); // Markdown, for the manual
    if (!definition.empty())
    {
        const std::vector<std::string> lines = WrapCell(VisibleText(definition), kLongestLine);
        frame.held.insert(frame.held.begin(), lines.begin(), lines.end());
    }
    return frame;
}

PlotFrame
MetricFrame(const PlotData& data,
            const std::string& kind,
            const std::string& metric,
            bool lastX,
            const std::string& notes)
{
    constexpr size_t longest = 88;
    const std::string definition = DescribeIndicator(metric).definition;
    const bool isShort = metric.size() + definition.size() <= longest;
    PlotFrame frame = FrameOf(data,
                              StemOf(kind, metric),
                              isShort && !definition.empty() ? metric + ": " + definition : metric,
                              lastX,
                              notes);
    return isShort ? frame : WithDefinition(std::move(frame), metric);
}

std::string
AbsenceOf(const PlotData& data, const std::string& indicator, const PlotValues::Place& place)
{
    const auto absences = data.absences.find(DescribeIndicator(indicator).metric);
    if (absences == data.absences.end() || !absences->second.contains(place))
    {
        return "";
    }
    return std::string(absences->second.at(place));
}

bool
HasInterval(const MeanEstimate& mean)
{
    return mean.interval && mean.interval->low < mean.interval->high;
}

Interval
IntervalOf(const MeanEstimate& mean)
{
    return mean.interval.value_or(Interval{mean.mean, mean.mean});
}

std::string
HumanMean(const MeanEstimate& mean, MetricUnit unit)
{
    return HumanNumber(mean.mean,
                       unit,
                       mean.interval ? std::optional(mean.interval->high - mean.mean)
                                     : std::nullopt);
}

std::optional<MeanEstimate>
LastMean(const PlotData& data, const std::string& metric, const PlotValues::Place& place)
{
    const auto values = data.values.find(metric);
    if (values == data.values.end())
    {
        return std::nullopt;
    }
    const auto means = values->second.means.find(place);
    if (means == values->second.means.end())
    {
        return std::nullopt;
    }
    const auto last = means->second.find(data.xs.size() - 1);
    if (last == means->second.end())
    {
        return std::nullopt;
    }
    const MeanEstimate mean = last->second.Estimate();
    return std::isfinite(mean.mean) ? std::optional(mean) : std::nullopt;
}

std::optional<Interval>
Decades(const std::vector<double>& values)
{
    std::optional<Interval> range;
    for (const double value : values)
    {
        if (value > 0 && std::isfinite(value))
        {
            range = range ? Interval{std::min(range->low, value), std::max(range->high, value)}
                          : Interval{value, value};
        }
    }
    if (range)
    {
        const double low = std::floor(std::log10(range->low));
        const double high = std::ceil(std::log10(range->high));
        range = Interval{std::pow(10, low), std::pow(10, std::max(high, low + 1))};
    }
    return range;
}

std::string
RowNames(const std::vector<std::string>& groups)
{
    std::string names;
    for (size_t group = 0; group < groups.size(); ++group)
    {
        names += "set label " + GnuplotString(groups[group]) + " at graph 0, first " +
                 std::to_string(group + 1) + " right offset -1.5,0\n";
    }
    return names;
}

double
LegendHeight(size_t entries)
{
    constexpr double entry_px = 27; // in the plots' font, at a spacing of 1.4
    return static_cast<double>(entries) * entry_px + 14;
}

double
LegendWidth(const std::vector<std::string>& entries)
{
    constexpr double sample_px = 70;
    return sample_px + NameWidth(entries);
}

double
NameWidth(const std::vector<std::string>& names)
{
    constexpr double letter_px = 8.3;
    return std::min(34 + letter_px * static_cast<double>(LongestName(names)), 480.0);
}

size_t
LongestName(const std::vector<std::string>& names)
{
    size_t longest = 0;
    for (const std::string& name : names)
    {
        longest = std::max(longest, CodePoints(VisibleText(name)));
    }
    return longest;
}

} // namespace ns3::vnlab
