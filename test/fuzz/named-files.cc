// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/named-files.h"

#include <algorithm>
#include <cctype>

namespace ns3::vnlab::fuzz
{

namespace
{

bool
SaysHowMany(std::string_view line)
{
    return line.find("vms") != line.npos || line.find("count") != line.npos;
}

bool
HasLongNumber(std::string_view line)
{
    constexpr long kDigits = 5;
    const auto isDigit = [](unsigned char c) { return std::isxdigit(c) || c == '_'; };
    auto from = line.begin();
    while (from != line.end())
    {
        from = std::find_if(from, line.end(), isDigit);
        const auto to = std::find_if_not(from, line.end(), isDigit);
        if (to - from >= kDigits)
        {
            return true;
        }
        from = to;
    }
    return false;
}

} // namespace

const KnownNames&
AllNames()
{
    static const KnownNames names = GatherKnownNames();
    return names;
}

std::optional<std::string>
NamedFile(const std::string& path)
{
    if (path.ends_with(".dot") || path.ends_with(".gv"))
    {
        return "graph { a -- b -- c }";
    }
    if (path.ends_with(".graphml") || path.ends_with(".xml"))
    {
        return "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/>"
               "<edge source=\"a\" target=\"b\"/></graph></graphml>";
    }
    if (path.ends_with(".toml"))
    {
        return "hook_encapsulate = 1e-7\n";
    }
    return std::nullopt;
}

bool
AsksForMany(std::string_view scenario)
{
    while (!scenario.empty())
    {
        const std::string_view line = scenario.substr(0, scenario.find('\n'));
        if (SaysHowMany(line) && HasLongNumber(line))
        {
            return true;
        }
        scenario.remove_prefix(std::min(line.size() + 1, scenario.size()));
    }
    return false;
}

} // namespace ns3::vnlab::fuzz
