// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/calibration-text.h"

#include "analysis/style/number-text.h"
#include "analysis/style/text-grid.h"
#include "analysis/style/visible-text.h"
#include "model/key/cost-table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace ns3::vnlab
{

namespace
{

std::string
TimeText(const MeanEstimate& time)
{
    const std::optional<double> half =
        time.interval ? std::optional((time.interval->high - time.interval->low) / 2)
                      : std::nullopt;
    return HumanNumber(time.mean, MetricUnit::kSeconds, half);
}

/// @return a measured time in four digits, for TOML
std::string
MeasuredNumber(double seconds)
{
    constexpr int kDecimals = 3;
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.begin(), text.end(), seconds, std::chars_format::scientific, kDecimals);
    return {text.begin(), end.ptr};
}

const CostEntry&
EntryOf(const std::string& cost)
{
    const std::vector<const CostEntry*> all = AllCosts();
    return **std::ranges::find(all, cost, &CostEntry::name);
}

/// @return the cells on an entry of the cost table, beside a measurement
std::vector<std::string>
CostCells(const Measurement& measurement, const std::string& cost)
{
    const CostEntry& entry = EntryOf(cost);
    return {cost,
            HumanNumber(entry.standard, entry.unit),
            measurement.Usable()
                ? HumanNumber(measurement.time_s->mean / entry.standard, MetricUnit::kCount)
                : ""};
}

} // namespace

std::string
CalibrationTable(std::span<const Measurement> measurements)
{
    TextGrid grid;
    grid.Add({"operation", "measured", "n", "cost", "default", "ratio"});
    for (const Measurement& measurement : measurements)
    {
        const auto& time = measurement.time_s;
        std::vector<std::string> row{measurement.name,
                                     time ? TimeText(*time) : "not measured",
                                     time ? std::to_string(time->n) : ""};
        for (const std::string& cost : measurement.costs)
        {
            row.resize(3);
            std::ranges::move(CostCells(measurement, cost), std::back_inserter(row));
            grid.Add(row);
            row.assign(3, "");
        }
        if (measurement.costs.empty())
        {
            grid.Add(row);
        }
    }
    return grid.ToString();
}

std::string
CostFileText(std::span<const Measurement> measurements, const std::string& origin)
{
    std::string text = "# Costs of operations in seconds; vnlab calibrate, " + VisibleText(origin) +
                       "\n# A scenario names this file before its first table: costs = \"FILE\"\n";
    for (const CostEntry* entry : AllCosts())
    {
        const auto measured = std::ranges::find_if(
            measurements,
            [&](const Measurement& measurement)
            { return measurement.Usable() && std::ranges::count(measurement.costs, entry->name); });
        const bool found = measured != measurements.end();
        text += entry->name + " = " +
                (found ? MeasuredNumber(measured->time_s->mean) : ExactNumber(entry->standard)) +
                " # " +
                (found ? "measured: " + measured->name + ", " + TimeText(*measured->time_s) +
                             ", n = " + std::to_string(measured->time_s->n)
                       : "default: " + entry->source) +
                "\n";
    }
    return text;
}

} // namespace ns3::vnlab
