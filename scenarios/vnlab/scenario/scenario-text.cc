// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <array>
#include <charconv>
#include <limits>
#include <sstream>
#include <toml++/toml.h>

namespace ns3::vnlab
{

std::string
QuoteText(std::string_view text)
{
    const toml::value<std::string> value{text};
    std::ostringstream out;
    out << toml::toml_formatter{value, toml::format_flags::allow_unicode_strings};
    return out.str();
}

std::string
QuoteShort(std::string_view text)
{
    const std::string_view first = FirstCharacters(text, kMostQuoted);
    return QuoteText(first) + (first.size() == text.size() ? "" : "…");
}

std::string
NumberText(double value)
{
    std::array<char, 32> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end};
}

std::string
ListText(const std::vector<std::string>& values)
{
    std::string list;
    for (const std::string& value : values)
    {
        list += (list.empty() ? "" : ", ") + QuoteText(value);
    }
    return "[" + list + "]";
}

std::string
RangeText(Range range)
{
    return std::to_string(range.least) + " to " + std::to_string(range.most);
}

std::string
RangeText(Bounds<double> range)
{
    const bool bounded = range.most < std::numeric_limits<double>::max();
    return NumberText(range.least) + (bounded ? " to " + NumberText(range.most) : " or more");
}

std::string
RangeText(Range range, const UnitFamily& units)
{
    return FormatQuantity(range.least, units) + " to " + FormatQuantity(range.most, units);
}

} // namespace ns3::vnlab
