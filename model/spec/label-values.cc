// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/label-values.h"

#include <algorithm>
#include <charconv>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";

} // namespace

std::string_view
Trim(std::string_view text)
{
    const size_t first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

std::string
TrimmedLabel(const Labels& labels, const std::string& name)
{
    return std::string(Trim(LabelValue(labels, name)));
}

std::vector<std::string>
SplitList(std::string_view text, std::string_view separators)
{
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= text.size();)
    {
        const size_t end = std::min(text.find_first_of(separators, begin), text.size());
        if (const std::string_view part = Trim(text.substr(begin, end - begin)); !part.empty())
        {
            parts.emplace_back(part);
        }
        begin = end + 1;
    }
    return parts;
}

std::vector<std::string>
SplitWords(std::string_view text)
{
    return SplitList(text, ", \t\n\v\f\r");
}

std::optional<uint32_t>
ParseCount(std::string_view text)
{
    uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

std::optional<Service>
ParseService(std::string_view text)
{
    constexpr uint8_t icmp = 1;
    constexpr uint8_t tcp = 6;
    constexpr uint8_t udp = 17;
    if (text == "icmp")
    {
        return Service{icmp, 0};
    }
    const std::string_view name = text.substr(0, text.find('/'));
    if (name != "tcp" && name != "udp")
    {
        return std::nullopt;
    }
    const uint8_t protocol = name == "tcp" ? tcp : udp;
    if (name == text)
    {
        return Service{protocol, 0};
    }
    const std::optional<uint32_t> port = ParseCount(text.substr(name.size() + 1));
    if (!port || *port < 1 || *port > 65535)
    {
        return std::nullopt;
    }
    return Service{protocol, static_cast<uint16_t>(*port)};
}

std::vector<Service>
ServicesIn(const std::string& text)
{
    std::vector<Service> services;
    for (const std::string& word : SplitWords(text))
    {
        services.push_back(ParseService(word).value());
    }
    std::ranges::sort(services);
    const auto repeated = std::ranges::unique(services);
    services.erase(repeated.begin(), repeated.end());
    return services;
}

std::optional<Path>
ParsePath(std::string_view text, TunnelProtocol protocol)
{
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
    {
        return std::nullopt;
    }
    const std::string_view value = text.substr(equals + 1);
    const size_t colon = value.find(':');
    const std::optional<Ipv4Prefix> subnet = Ipv4Prefix::Parse(value.substr(0, colon));
    const std::optional<TunnelProtocol> ownProtocol =
        colon == std::string_view::npos ? protocol : ParseTunnelProtocol(value.substr(colon + 1));
    if (!subnet || !ownProtocol)
    {
        return std::nullopt;
    }
    return Path{std::string(text.substr(0, equals)), *subnet, *ownProtocol};
}

} // namespace ns3::vnlab
