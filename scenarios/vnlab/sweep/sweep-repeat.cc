// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-repeat.h"

#include <charconv>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kFewestUntil = 10;
constexpr uint32_t kMostUntil = 100;

/// @return 0.05 of "±5%", "+-5 %" or "5%"
std::optional<double>
PercentOf(std::string_view text)
{
    for (const std::string_view sign : {"±", "+-"})
    {
        text.remove_prefix(text.starts_with(sign) ? sign.size() : 0);
    }
    if (!text.ends_with('%'))
    {
        return std::nullopt;
    }
    text.remove_suffix(1);
    text.remove_suffix(text.ends_with(' ') ? 1 : 0);
    double percent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const bool valid =
        error == std::errc() && end == text.data() + text.size() && percent > 0 && percent < 100;
    return valid ? std::optional(percent / 100) : std::nullopt;
}

std::optional<uint32_t>
RunsOf(const toml::table& table, std::string_view key, uint32_t fallback)
{
    if (!table.contains(key))
    {
        return fallback;
    }
    const auto runs = table[key].value_exact<int64_t>();
    return runs && *runs >= 1 && *runs <= static_cast<int64_t>(kMostRuns)
             ? std::optional(static_cast<uint32_t>(*runs))
             : std::nullopt;
}

std::optional<SweepRepeat>
ReadUntil(const toml::table& table)
{
    for (const auto& [key, node] : table)
    {
        if (key != "until" && key != "metric" && key != "min" && key != "max")
        {
            return std::nullopt;
        }
    }
    const auto part = PercentOf(table["until"].value_or(std::string()));
    const auto least = RunsOf(table, "min", kFewestUntil);
    const auto most = RunsOf(table, "max", kMostUntil);
    const bool badMetric = table.contains("metric") && !table["metric"].is_string();
    if (!part || !least || !most || *least < 2 || *least > *most || badMetric)
    {
        return std::nullopt;
    }
    return SweepRepeat{*least, *most, *part, table["metric"].value_or(std::string())};
}

} // namespace

std::optional<SweepRepeat>
ReadRepeat(const toml::node& node)
{
    if (const auto runs = node.value_exact<int64_t>())
    {
        const auto count = RunsOf(toml::table{{"repeat", *runs}}, "repeat", 1);
        return count ? std::optional(SweepRepeat{*count, *count}) : std::nullopt;
    }
    if (const auto text = node.value_exact<std::string>())
    {
        constexpr std::string_view until = "until ";
        const auto part = text->starts_with(until)
                            ? PercentOf(std::string_view(*text).substr(until.size()))
                            : std::nullopt;
        return part ? std::optional(SweepRepeat{kFewestUntil, kMostUntil, *part}) : std::nullopt;
    }
    return node.is_table() ? ReadUntil(*node.as_table()) : std::nullopt;
}

} // namespace ns3::vnlab
