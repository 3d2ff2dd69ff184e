// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/xml-tags.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the offset behind what is no start tag: a comment, CDATA, an instruction or a declaration;
///         nothing where a tag begins
std::optional<size_t>
BehindMarkup(std::string_view xml, size_t begin)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{
        {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ""}}};
    for (const auto& [open, close] : kinds)
    {
        if (xml.substr(begin).starts_with(open))
        {
            const size_t end = xml.find(close, begin + open.size());
            return end == std::string_view::npos ? xml.size() : end + close.size();
        }
    }
    return std::nullopt;
}

/// Takes a tag from its '<' on. @return how many attributes it has
size_t
TakeTag(std::string_view xml, size_t& at)
{
    size_t attributes = 0;
    for (; at < xml.size() && xml[at] != '>'; ++at)
    {
        attributes += xml[at] == '=' ? 1 : 0;
        if (xml[at] == '"' || xml[at] == '\'')
        {
            at = std::min(xml.find(xml[at], at + 1), xml.size() - 1);
        }
    }
    return attributes;
}

} // namespace

std::optional<size_t>
FindCrowdedTag(std::string_view xml)
{
    for (size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at))
    {
        if (const std::optional<size_t> behind = BehindMarkup(xml, at))
        {
            at = *behind;
            continue;
        }
        const size_t begin = at;
        if (TakeTag(xml, at) > kMostAttributes)
        {
            return begin;
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
