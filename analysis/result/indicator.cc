// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/indicator.h"

#include "analysis/metric/metric-catalogue.h"
#include "analysis/statistics/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// How the name of a part of a distribution ends, and its definition begins.
struct PartText
{
    IndicatorPart part;
    std::string_view suffix;
    std::string_view definition;
};

constexpr std::array<PartText, 4> kParts{
    {{IndicatorPart::kP50, " p50", "median of the run's values: "},
     {IndicatorPart::kP99, " p99", "99th percentile of the run's values: "},
     {IndicatorPart::kMax, " max", "largest of the run's values: "},
     {IndicatorPart::kNever, " never", "share of the values that were never reached: "}}};

/// Adds the four numbers of a distribution.
void
AddParts(const std::string& metric,
         std::vector<double> values,
         std::map<std::string, double>& indicators)
{
    if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
    {
        throw std::invalid_argument("a sample of " + metric + " is not a number");
    }
    std::ranges::sort(values);
    const auto never = std::ranges::count(values, std::numeric_limits<double>::infinity());
    indicators[metric + " p50"] = QuantileOfSorted(values, 0.5);
    indicators[metric + " p99"] = QuantileOfSorted(values, 0.99);
    indicators[metric + " max"] = values.back();
    indicators[metric + " never"] = static_cast<double>(never) / static_cast<double>(values.size());
}

} // namespace

std::vector<Indicator>
Indicators()
{
    std::vector<Indicator> all;
    for (const Metric& metric : Metrics())
    {
        if (metric.shape == Shape::kScalar)
        {
            all.push_back(DescribeIndicator(metric.name));
        }
        if (metric.shape == Shape::kSamples)
        {
            for (const PartText& part : kParts)
            {
                all.push_back(DescribeIndicator(metric.name + std::string(part.suffix)));
            }
        }
    }
    return all;
}

Indicator
DescribeIndicator(const std::string& name)
{
    Indicator indicator{.name = name,
                        .metric = name,
                        .part = IndicatorPart::kScalar,
                        .order = Metrics().size(),
                        .heading = "other",
                        .unit = MetricUnit::kCount,
                        .better = Better::kNeither,
                        .definition = ""};
    const auto part = std::ranges::find_if(
        kParts, [&name](const PartText& candidate) { return name.ends_with(candidate.suffix); });
    if (part != kParts.end())
    {
        indicator.metric = name.substr(0, name.size() - part->suffix.size());
        indicator.part = part->part;
        indicator.definition = part->definition;
    }
    if (const Metric* known = FindMetric(indicator.metric))
    {
        indicator.order = static_cast<size_t>(known - Metrics().data());
        indicator.heading = ToString(known->question);
        indicator.unit = known->unit;
        indicator.better = known->better;
        indicator.definition += known->definition;
    }
    if (indicator.part == IndicatorPart::kNever)
    {
        indicator.unit = MetricUnit::kFraction;
    }
    return indicator;
}

std::map<std::string, double>
IndicatorsOf(const RunResult& result)
{
    std::map<std::string, double> indicators = result.metrics;
    for (const auto& [metric, values] : result.samples)
    {
        if (!values.empty())
        {
            AddParts(metric, values, indicators);
        }
    }
    return indicators;
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
