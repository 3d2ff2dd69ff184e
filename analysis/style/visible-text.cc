// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace ns3::vnlab
{

namespace
{

/// One decoded character; length 0 where the bytes are not UTF-8 (RFC 3629).
struct CodePoint
{
    uint32_t value{0};
    size_t length{0};
};

CodePoint
Decode(std::string_view text)
{
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
    const uint8_t first = byte(0);
    if (first < 0x80)
    {
        return {first, 1};
    }
    const size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
    {
        return {};
    }
    uint32_t value = first & (0xffU >> (length + 1));
    for (size_t i = 1; i < length; ++i)
    {
        if ((byte(i) & 0xc0) != 0x80)
        {
            return {};
        }
        value = value << 6 | (byte(i) & 0x3fU);
    }
    constexpr std::array<uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    return value < kLeast[length] || value > 0x10ffff || surrogate ? CodePoint{}
                                                                   : CodePoint{value, length};
}

bool
Acts(uint32_t character)
{
    const auto between = [&](uint32_t low, uint32_t high)
    { return character >= low && character <= high; };
    return character < 0x20 || between(0x7f, 0x9f) || between(0x200e, 0x200f) ||
           between(0x2028, 0x202e) || between(0x2066, 0x2069);
}

std::string
Hex(char prefix, uint32_t value, size_t width)
{
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, 16).ptr;
    const std::string text(digits.begin(), end);
    return std::string{'\\', prefix} + std::string(width - std::min(width, text.size()), '0') +
           text;
}

std::string
Escape(uint32_t character)
{
    switch (character)
    {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return character < 0x80 ? Hex('x', character, 2) : Hex('u', character, 4);
    }
}

} // namespace

std::string
VisibleText(std::string_view text)
{
    std::string visible;
    while (!text.empty())
    {
        const CodePoint point = Decode(text);
        const size_t length = std::max<size_t>(point.length, 1);
        if (point.length == 0)
        {
            visible += Hex('x', static_cast<uint8_t>(text.front()), 2);
        }
        else if (Acts(point.value))
        {
            visible += Escape(point.value);
        }
        else
        {
            visible += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return visible;
}

size_t
CodePoints(std::string_view text)
{
    return std::ranges::count_if(text,
                                 [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; });
}

std::string
FirstCodePoints(std::string_view text, size_t most)
{
    if (CodePoints(text) <= most)
    {
        return std::string(text);
    }
    size_t kept = 0;
    size_t end = 0;
    for (; end < text.size(); ++end)
    {
        const bool begins = (static_cast<uint8_t>(text[end]) & 0xc0) != 0x80;
        kept += begins ? 1 : 0;
        if (kept == most)
        {
            break;
        }
    }
    return std::string(text.substr(0, end)) + "…";
}

} // namespace ns3::vnlab
