// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace ns3::vnlab
{

namespace
{

/// What a number is divided by before it is shown, and the name that then follows it.
struct Scale
{
    double size;
    const char* name;
};

constexpr std::array<Scale, 4> kSeconds{{{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}, {1e-9, " ns"}}};
constexpr std::array<Scale, 4> kBytes{{{1e9, " GB"}, {1e6, " MB"}, {1e3, " kB"}, {1, " B"}}};
constexpr std::array<Scale, 4> kRates{
    {{1e9, " Gbit/s"}, {1e6, " Mbit/s"}, {1e3, " kbit/s"}, {1, " bit/s"}}};
constexpr std::array<Scale, 1> kPercent{{{0.01, " %"}}};
constexpr std::array<Scale, 1> kPlain{{{1, ""}}};

std::span<const Scale>
ScalesOf(MetricUnit unit)
{
    switch (unit)
    {
    case MetricUnit::kSeconds:
        return kSeconds;
    case MetricUnit::kBytes:
        return kBytes;
    case MetricUnit::kFraction:
        return kPercent;
    case MetricUnit::kBitsPerSecond:
        return kRates;
    case MetricUnit::kCount:
        break;
    }
    return kPlain;
}

/// The largest scale in which @p value is at least 1 as shown with three digits, else the smallest;
/// zero takes the plain unit.
Scale
ScaleFor(double value, MetricUnit unit)
{
    const std::span<const Scale> scales = ScalesOf(unit);
    if (value == 0)
    {
        return *std::ranges::find(scales, unit == MetricUnit::kFraction ? 0.01 : 1.0, &Scale::size);
    }
    const auto fits = [&](const Scale& scale) { return std::abs(value) >= 0.9995 * scale.size; };
    const auto found = std::ranges::find_if(scales, fits);
    return found == scales.end() ? scales.back() : *found;
}

/// How many digits after the point show that many significant digits; none for whole numbers.
int
DecimalsFor(double value, int significant)
{
    if (value == std::round(value))
    {
        return 0;
    }
    const int leading = static_cast<int>(std::floor(std::log10(std::abs(value))));
    return std::clamp(significant - 1 - leading, 0, 9);
}

std::string
Fixed(double value, int decimals)
{
    std::array<char, 400> buffer{}; // the largest double has 309 digits before its point
    const auto end =
        std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed, decimals).ptr;
    std::string text(buffer.begin(), end);
    const size_t whole = std::min(text.find('.'), text.size());
    const size_t first = text.starts_with('-') ? 1 : 0;
    for (size_t at = whole; at > first + 3;)
    {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

} // namespace

std::string
ExactNumber(double value)
{
    if (std::isnan(value))
    {
        return "nan"; // without a sign
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.begin(), buffer.end(), value).ptr;
    return {buffer.begin(), end};
}

std::string
HumanNumber(double value, MetricUnit unit, std::optional<double> halfWidth)
{
    if (std::isnan(value))
    {
        return "unknown";
    }
    if (std::isinf(value))
    {
        return value > 0 ? "never" : "-never";
    }
    const double larger = std::max(std::abs(value), halfWidth.value_or(0));
    const Scale scale = ScaleFor(larger, unit);
    const double divided = value / scale.size; // 4.999999999999999 of 5e-6
    const double whole = std::round(divided);
    const double shown = std::abs(divided - whole) <= 1e-9 * std::abs(divided) ? whole : divided;
    if (halfWidth.value_or(0) == 0)
    {
        return Fixed(shown, DecimalsFor(shown, 3)) + scale.name;
    }
    const double width = *halfWidth / scale.size;
    const int decimals = DecimalsFor(width, 2);
    return Fixed(shown, decimals) + " ± " + Fixed(width, decimals) + scale.name;
}

} // namespace ns3::vnlab
