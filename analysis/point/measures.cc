// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/measures.h"

#include "analysis/statistics/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

struct Part
{
    std::string_view suffix;
    std::string_view definition;
};

constexpr std::array<Part, 4> kParts{{{" p50", "median over the run's links: "},
                                      {" p99", "99th percentile over the run's links: "},
                                      {" max", "largest of the run's links: "},
                                      {" never", "part of the links that never got there: "}}};

} // namespace

std::map<std::string, double>
MeasuresOf(const RunResult& run)
{
    std::map<std::string, double> measures = run.metrics;
    for (const auto& [metric, values] : run.samples)
    {
        if (!values.empty())
        {
            if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
            {
                throw std::invalid_argument("a sample of " + metric + " is not a number");
            }
            std::vector<double> sorted = values;
            std::ranges::sort(sorted);
            const auto never = std::ranges::count(sorted, std::numeric_limits<double>::infinity());
            measures[metric + " p50"] = QuantileOfSorted(sorted, 0.5);
            measures[metric + " p99"] = QuantileOfSorted(sorted, 0.99);
            measures[metric + " max"] = sorted.back();
            measures[metric + " never"] =
                static_cast<double>(never) / static_cast<double>(sorted.size());
        }
    }
    return measures;
}

Measure
DescribeMeasure(const std::string& name)
{
    Measure measure{.name = name,
                    .metric = name,
                    .order = Metrics().size(),
                    .heading = "other",
                    .unit = MetricUnit::kCount,
                    .better = Better::kNeither,
                    .definition = ""};
    const auto part = std::ranges::find_if(
        kParts, [&name](const Part& candidate) { return name.ends_with(candidate.suffix); });
    if (part != kParts.end())
    {
        measure.metric = name.substr(0, name.size() - part->suffix.size());
        measure.definition = part->definition;
    }
    if (const Metric* known = FindMetric(measure.metric))
    {
        measure.order = static_cast<size_t>(known - Metrics().data());
        measure.heading = ToString(known->question);
        measure.unit = known->unit;
        measure.better = known->better;
        measure.definition += known->definition;
    }
    if (part == std::prev(kParts.end()))
    {
        measure.unit = MetricUnit::kFraction;
    }
    return measure;
}

} // namespace ns3::vnlab
