// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/ipv4-prefix.h"

#include <array>
#include <charconv>

namespace ns3::vnlab
{

namespace
{

/// Takes a decimal number without sign or leading zeros off the front of the text.
std::optional<uint32_t>
TakeNumber(std::string_view& text, uint32_t maximum)
{
    uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const auto digits = static_cast<size_t>(rest - text.data());
    if (error != std::errc{} || number > maximum || (text[0] == '0' && digits > 1))
    {
        return std::nullopt;
    }
    text.remove_prefix(digits);
    return number;
}

uint32_t
Mask(uint8_t length)
{
    return length == 0 ? 0 : ~uint32_t{0} << (32 - length);
}

} // namespace

uint64_t
Ipv4Prefix::Size() const
{
    return uint64_t{1} << (32 - length);
}

bool
Ipv4Prefix::Contains(uint32_t address) const
{
    return (address & Mask(length)) == base;
}

bool
Ipv4Prefix::Overlaps(const Ipv4Prefix& other) const
{
    return Contains(other.base) || other.Contains(base);
}

std::string
Ipv4Prefix::ToString() const
{
    return FormatIpv4(base) + "/" + std::to_string(length);
}

std::optional<Ipv4Prefix>
Ipv4Prefix::Parse(std::string_view text)
{
    const size_t slash = text.find('/');
    if (slash == std::string_view::npos)
    {
        return std::nullopt;
    }
    const std::optional<uint32_t> base = ParseIpv4(text.substr(0, slash));
    std::string_view rest = text.substr(slash + 1);
    const std::optional<uint32_t> length = TakeNumber(rest, 32);
    if (!base || !length || !rest.empty())
    {
        return std::nullopt;
    }
    const Ipv4Prefix prefix{*base, static_cast<uint8_t>(*length)};
    return prefix.Contains(*base) ? std::optional(prefix) : std::nullopt;
}

std::string
WhyNoHosts(const Ipv4Prefix& prefix)
{
    struct Reserved
    {
        Ipv4Prefix prefix;
        const char* what;
    };

    constexpr std::array<Reserved, 4> all{{{{0x00000000, 8}, "for \"this network\""},
                                           {{0x7f000000, 8}, "for loopback"},
                                           {{0xe0000000, 4}, "for multicast"},
                                           {{0xf0000000, 4}, "reserved"}}};
    for (const Reserved& reserved : all)
    {
        if (reserved.prefix.Contains(prefix.base) || prefix.Contains(reserved.prefix.base))
        {
            return "it overlaps " + reserved.prefix.ToString() + ", which is " + reserved.what;
        }
    }
    return {};
}

std::string
FormatIpv4(uint32_t address)
{
    std::string text;
    for (const int shift : {24, 16, 8, 0})
    {
        text += text.empty() ? "" : ".";
        text += std::to_string(address >> shift & 0xff);
    }
    return text;
}

std::optional<uint32_t>
ParseIpv4(std::string_view text)
{
    uint32_t address = 0;
    for (int octet = 0; octet < 4; ++octet)
    {
        if (octet > 0)
        {
            if (text.empty() || text.front() != '.')
            {
                return std::nullopt;
            }
            text.remove_prefix(1);
        }
        const std::optional<uint32_t> number = TakeNumber(text, 255);
        if (!number)
        {
            return std::nullopt;
        }
        address = address << 8 | *number;
    }
    return text.empty() ? std::optional(address) : std::nullopt;
}

} // namespace ns3::vnlab
