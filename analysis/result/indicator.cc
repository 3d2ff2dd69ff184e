// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/indicator.h"

#include "analysis/statistics/statistics.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<std::string_view, 4> kParts{" p50", " p99", " max", " never"};

MetricUnit
UnitOf(const Metric& metric, std::string_view part)
{
    return part == " never" ? MetricUnit::kFraction : metric.unit;
}

/// A name of an indicator: the metric, and which part of it, if any.
struct Parts
{
    std::string_view metric;
    std::string_view part;
};

Parts
Split(std::string_view name)
{
    const auto part = std::ranges::find_if(
        kParts, [name](std::string_view candidate) { return name.ends_with(candidate); });
    return part == kParts.end() ? Parts{name, ""}
                                : Parts{name.substr(0, name.size() - part->size()), *part};
}

} // namespace

const std::vector<Indicator>&
Indicators()
{
    static const std::vector<Indicator> indicators = []
    {
        std::vector<Indicator> all;
        for (const Metric& metric : Metrics())
        {
            if (metric.shape == Shape::kScalar)
            {
                all.push_back({std::string(metric.name), metric.unit, metric.better});
            }
            if (metric.shape == Shape::kSamples)
            {
                for (const std::string_view part : kParts)
                {
                    all.push_back({std::string(metric.name) + std::string(part),
                                   UnitOf(metric, part),
                                   metric.better});
                }
            }
        }
        return all;
    }();
    return indicators;
}

Indicator
DescribeIndicator(const std::string& name)
{
    const Parts parts = Split(name);
    const Metric* metric = FindMetric(parts.metric);
    return metric ? Indicator{name, UnitOf(*metric, parts.part), metric->better} : Indicator{name};
}

size_t
OrderOf(const Indicator& indicator)
{
    const Metric* metric = FindMetric(Split(indicator.name).metric);
    return metric ? static_cast<size_t>(metric - Metrics().data()) : Metrics().size();
}

std::map<std::string, double>
IndicatorsOf(const RunResult& result)
{
    std::map<std::string, double> values = result.metrics;
    for (const auto& [name, samples] : result.samples)
    {
        if (!samples.empty())
        {
            const QuantileEstimate median = Quantile(samples, 0.5);
            values[name + " p50"] = median.value;
            values[name + " p99"] = Quantile(samples, 0.99).value;
            values[name + " max"] = std::ranges::max(samples);
            values[name + " never"] =
                static_cast<double>(median.censored) / static_cast<double>(median.n);
        }
    }
    return values;
}

bool
PatternsMeet(std::string_view left, std::string_view right)
{
    if (left == "*" || right == "*" || left == right)
    {
        return true;
    }
    // meets[j]: whether what remains of left, and of right from j on, meet; from the ends backwards.
    std::vector<bool> meets(right.size() + 1);
    for (size_t i = left.size() + 1; i-- > 0;)
    {
        const std::vector<bool> after = meets; // the same for left from i + 1 on
        for (size_t j = right.size() + 1; j-- > 0;)
        {
            const bool leftEnds = i == left.size();
            const bool rightEnds = j == right.size();
            if (leftEnds && rightEnds)
            {
                meets[j] = true;
            }
            else if (!leftEnds && left[i] == '*')
            {
                meets[j] = after[j] || (!rightEnds && meets[j + 1]);
            }
            else if (!rightEnds && right[j] == '*')
            {
                meets[j] = meets[j + 1] || (!leftEnds && after[j]);
            }
            else
            {
                meets[j] = !leftEnds && !rightEnds && left[i] == right[j] && after[j + 1];
            }
        }
    }
    return meets[0];
}

} // namespace ns3::vnlab
