// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/comparison-table.h"

#include "analysis/metric/metric-catalogue.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"
#include "analysis/style/text-grid.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// One row: for each design the value of each of its runs.
struct Row
{
    std::string label;
    MetricUnit unit{MetricUnit::kCount};
    Better better{Better::kNeither};
    std::vector<std::vector<double>> values;
};

/// Rows by heading, headings in the order of the catalogue.
using Sections = std::vector<std::pair<std::string, std::vector<Row>>>;

/// What the catalogue says of a metric; one that it does not know judges nothing and comes last.
struct Place
{
    size_t order;
    std::string heading;
    MetricUnit unit;
    Better better;
};

Place
PlaceOf(const std::string& metric)
{
    const Metric* known = FindMetric(metric);
    if (known == nullptr)
    {
        return {Metrics().size(), "other", MetricUnit::kCount, Better::kNeither};
    }
    return {static_cast<size_t>(known - Metrics().data()),
            std::string(ToString(known->question)),
            known->unit,
            known->better};
}

/// The names of the metrics that some run has, in the order of the catalogue.
std::vector<std::string>
MetricNames(const Comparison& comparison)
{
    std::set<std::pair<size_t, std::string>> names;
    for (const RunResult& result : comparison.results)
    {
        for (const auto& [name, value] : result.metrics)
        {
            names.emplace(PlaceOf(name).order, name);
        }
        for (const auto& [name, values] : result.samples)
        {
            names.emplace(PlaceOf(name).order, name);
        }
    }
    std::vector<std::string> ordered;
    for (const auto& [order, name] : names)
    {
        ordered.push_back(name);
    }
    return ordered;
}

/// Rows of a distribution: quantiles of each run, and the part of it that is +infinity.
std::vector<Row>
SampleRows(const Comparison& comparison, const std::string& metric)
{
    const Place place = PlaceOf(metric);
    std::vector<Row> rows{{metric + " p50", place.unit, place.better, {}},
                          {metric + " p99", place.unit, place.better, {}},
                          {metric + " max", place.unit, place.better, {}},
                          {metric + " never", MetricUnit::kFraction, place.better, {}}};
    bool someNever = false;
    bool some = false;
    for (const std::string& design : comparison.designs)
    {
        for (Row& row : rows)
        {
            row.values.emplace_back();
        }
        for (const RunResult* run : RunsOf(comparison, design))
        {
            const auto found = run->samples.find(metric);
            if (found == run->samples.end() || found->second.empty())
            {
                continue;
            }
            some = true;
            const QuantileEstimate median = Quantile(found->second, 0.5);
            const double never =
                static_cast<double>(median.censored) / static_cast<double>(median.n);
            someNever = someNever || never > 0;
            rows[0].values.back().push_back(median.value);
            rows[1].values.back().push_back(Quantile(found->second, 0.99).value);
            rows[2].values.back().push_back(std::ranges::max(found->second));
            rows[3].values.back().push_back(never);
        }
    }
    rows.resize(!some ? 0 : someNever ? 4 : 3);
    return rows;
}

/// Metrics of places, reasons and events that a comparison may have none of: a row of zeros says
/// nothing there. Elsewhere zero is an answer.
constexpr std::array<std::string_view, 5> kQuietWhenZero{
    "config.rules_", "config.refused", "config.learned", "drops.", "cpu."};

bool
IsQuietWhenZero(std::string_view metric)
{
    return std::ranges::any_of(
        kQuietWhenZero, [metric](std::string_view prefix) { return metric.starts_with(prefix); });
}

std::vector<Row>
ScalarRows(const Comparison& comparison, const std::string& metric)
{
    const Place place = PlaceOf(metric);
    Row row{metric, place.unit, place.better, {}};
    for (const std::string& design : comparison.designs)
    {
        row.values.push_back(MetricOf(comparison, design, metric));
    }
    const bool quiet = IsQuietWhenZero(metric);
    const bool some =
        std::ranges::any_of(row.values,
                            [quiet](const auto& runs) {
                                return std::ranges::any_of(
                                    runs, [quiet](double value) { return value != 0 || !quiet; });
                            });
    return some ? std::vector<Row>{std::move(row)} : std::vector<Row>{};
}

Sections
SectionsOf(const Comparison& comparison)
{
    Sections sections;
    for (const std::string& metric : MetricNames(comparison))
    {
        const std::string heading = PlaceOf(metric).heading;
        if (sections.empty() || sections.back().first != heading)
        {
            sections.emplace_back(heading, std::vector<Row>{});
        }
        for (auto make : {ScalarRows, SampleRows})
        {
            std::ranges::move(make(comparison, metric), std::back_inserter(sections.back().second));
        }
    }
    return sections;
}

std::string
Cell(const std::vector<double>& values, MetricUnit unit)
{
    if (values.empty())
    {
        return "–";
    }
    if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
    {
        return "unknown";
    }
    const MeanEstimate mean = Mean(values);
    if (mean.censored > 0 && mean.censored < mean.n)
    {
        return "never in " + std::to_string(mean.censored) + " of " + std::to_string(mean.n);
    }
    std::optional<double> half;
    if (mean.interval)
    {
        half = mean.interval->high - mean.mean;
    }
    return HumanNumber(mean.mean, unit, half);
}

/// Which designs have the best mean; none where nothing can be judged or all are alike.
std::vector<bool>
BestOf(const Row& row)
{
    std::vector<std::pair<double, size_t>> means;
    for (size_t design = 0; design < row.values.size(); ++design)
    {
        const auto& values = row.values[design];
        if (!values.empty() && std::ranges::none_of(values, [](double v) { return std::isnan(v); }))
        {
            const double sign = row.better == Better::kHigher ? -1 : 1;
            means.emplace_back(sign * Mean(values).mean, design);
        }
    }
    std::vector<bool> best(row.values.size());
    if (row.better == Better::kNeither || means.empty())
    {
        return best;
    }
    const double least = std::ranges::min(means).first;
    if (std::ranges::max(means).first == least)
    {
        return best;
    }
    for (const auto& [mean, design] : means)
    {
        best[design] = mean == least;
    }
    return best;
}

std::string
CaptionOf(const Comparison& comparison)
{
    std::set<size_t> counts;
    std::string each;
    for (const std::string& design : comparison.designs)
    {
        const size_t runs = RunsOf(comparison, design).size();
        counts.insert(runs);
        each += (each.empty() ? "" : ", ") + std::to_string(runs) + " for " + VisibleText(design);
    }
    const bool several = !counts.empty() && *counts.rbegin() > 1;
    const std::string n = counts.size() == 1 ? std::to_string(*counts.begin()) : each;
    return "* best of its row; n = " + n +
           (several ? "; mean ± half-width of the 95 % interval (Student t), without ± where all "
                      "runs agree"
                    : ": single runs, so there are no intervals");
}

std::string
FailuresOf(const Comparison& comparison)
{
    std::string lines;
    for (const std::string& design : comparison.designs)
    {
        size_t runs = 0;
        std::vector<std::string> errors;
        for (const RunResult& result : comparison.results)
        {
            runs += result.key.design == design ? 1 : 0;
            if (result.key.design == design && !result.error.empty())
            {
                errors.push_back(result.error);
            }
        }
        if (!errors.empty())
        {
            lines += VisibleText(design) + ": " + std::to_string(errors.size()) + " of " +
                     std::to_string(runs) + " runs failed: " + VisibleText(errors.front()) + '\n';
        }
    }
    return lines;
}

} // namespace

std::string
ComparisonTable(const Comparison& comparison)
{
    TextGrid grid;
    std::vector<std::string> header{""};
    for (const std::string& design : comparison.designs)
    {
        header.push_back(VisibleText(design) + "  ");
    }
    grid.Add(header);
    for (const auto& [heading, rows] : SectionsOf(comparison))
    {
        if (!rows.empty())
        {
            grid.Add({""});
            grid.Add({heading});
        }
        for (const Row& row : rows)
        {
            const std::vector<bool> best = BestOf(row);
            std::vector<std::string> cells{"  " + VisibleText(row.label)};
            for (size_t design = 0; design < row.values.size(); ++design)
            {
                cells.push_back(Cell(row.values[design], row.unit) + (best[design] ? " *" : "  "));
            }
            grid.Add(cells);
        }
    }
    return VisibleText(comparison.title) + "\n\n" + grid.ToString() + '\n' + CaptionOf(comparison) +
           '\n' + FailuresOf(comparison);
}

} // namespace ns3::vnlab
