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
    constexpr size_t most = 60;
    if (text.size() <= most)
    {
        return QuoteText(text);
    }
    size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) // inside UTF-8
    {
        --end;
    }
    return QuoteText(text.substr(0, end)) + "...";
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
Join(const std::vector<std::string>& names)
{
    std::string joined;
    for (const std::string& name : names)
    {
        joined += (joined.empty() ? "" : ", ") + name;
    }
    return joined;
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
