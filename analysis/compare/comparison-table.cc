// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/comparison-table.h"

#include "analysis/result/indicator.h"
#include "analysis/result/observation.h"
#include "analysis/result/value-text.h"
#include "analysis/statistics/statistics.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// What one design's runs have of an indicator.
struct DesignValues
{
    std::vector<double> values; ///< of the runs that have one
    double grid{0};             ///< GridOf(), the coarsest
    std::string_view absence{}; ///< WhyAbsent(), of a run that has none
    bool judged{true};          ///< IsJudged(), all of its runs
};

/// One row, by design.
struct Row
{
    Indicator indicator;
    std::vector<DesignValues> designs;
};

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

/// Whether every value is the zero that says nothing: of those metrics, or that all were reached.
bool
IsQuiet(const Row& row)
{
    const IndicatorPart part = row.indicator.part;
    const bool quiet = part == IndicatorPart::kNever ||
                       (part == IndicatorPart::kScalar && IsQuietWhenZero(row.indicator.metric));
    return quiet && std::ranges::all_of(row.designs,
                                        [](const DesignValues& design) {
                                            return std::ranges::all_of(design.values,
                                                                       [](double value)
                                                                       { return value == 0; });
                                        });
}

/// Adds how a row's values were observed.
void
AddObservation(const Comparison& comparison, Row& row)
{
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        DesignValues& values = row.designs[design];
        for (const RunResult* run : RunsOf(comparison, comparison.designs[design]))
        {
            values.grid = CoarserGrid(values.grid, GridOf(*run, row.indicator));
            values.absence = std::max(values.absence, WhyAbsent(*run, row.indicator));
            values.judged = values.judged && IsJudged(*run, row.indicator);
        }
    }
}

/// All rows that say something, in the order of the catalogue.
std::vector<Row>
RowsOf(const Comparison& comparison)
{
    std::map<std::string, std::vector<DesignValues>> values;
    for (size_t design = 0; design < comparison.designs.size(); ++design)
    {
        for (const RunResult* run : RunsOf(comparison, comparison.designs[design]))
        {
            for (const auto& [name, value] : IndicatorsOf(*run))
            {
                std::vector<DesignValues>& row = values[name];
                row.resize(comparison.designs.size());
                row[design].values.push_back(value);
            }
        }
    }
    std::vector<Row> rows;
    for (auto& [name, row] : values)
    {
        rows.push_back({DescribeIndicator(name), std::move(row)});
        AddObservation(comparison, rows.back());
    }
    std::erase_if(rows, IsQuiet);
    std::ranges::sort(
        rows,
        {},
        [](const Row& row)
        { return std::tuple(row.indicator.order, row.indicator.metric, row.indicator.part); });
    return rows;
}

std::string
Cell(const DesignValues& design, MetricUnit unit)
{
    const std::vector<double>& values = design.values;
    if (values.empty())
    {
        return design.absence.empty() ? "–" : std::string(design.absence);
    }
    if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
    {
        return "unknown";
    }
    return ValueText(Mean(values), unit, design.grid);
}

/// Which designs have the best mean; none where nothing can be judged or all are alike.
std::vector<bool>
BestOf(const Row& row)
{
    std::vector<std::pair<double, size_t>> means;
    for (size_t design = 0; design < row.designs.size(); ++design)
    {
        const std::vector<double>& values = row.designs[design].values;
        if (row.designs[design].judged && !values.empty() &&
            std::ranges::none_of(values, [](double v) { return std::isnan(v); }))
        {
            const double sign = row.indicator.better == Better::kHigher ? -1 : 1;
            means.emplace_back(sign * Mean(values).mean, design);
        }
    }
    std::vector<bool> best(row.designs.size());
    if (row.indicator.better == Better::kNeither || means.empty())
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

} // namespace

std::string
FailuresText(const Comparison& comparison)
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
            lines +=
                Paragraph(VisibleText(design) + ": " + std::to_string(errors.size()) + " of " +
                              std::to_string(runs) + " runs failed: " + VisibleText(errors.front()),
                          2);
        }
    }
    return lines;
}

std::string
ComparisonTable(const Comparison& comparison)
{
    std::vector<std::string> header{""};
    std::ranges::transform(comparison.designs, std::back_inserter(header), VisibleText);
    WrappedGrid grid(std::move(header), 2);
    std::string heading;
    for (const Row& row : RowsOf(comparison))
    {
        if (row.indicator.heading != heading)
        {
            heading = row.indicator.heading;
            grid.AddHeading("");
            grid.AddHeading(heading);
        }
        const std::vector<bool> best = BestOf(row);
        std::vector<std::string> cells{"  " + VisibleText(row.indicator.name)};
        for (size_t design = 0; design < row.designs.size(); ++design)
        {
            cells.push_back(Cell(row.designs[design], row.indicator.unit) +
                            (best[design] ? " *" : "  "));
        }
        grid.AddRow(std::move(cells));
    }
    return grid.InBlocks() + '\n' + Paragraph(CaptionOf(comparison), 2);
}

} // namespace ns3::vnlab
