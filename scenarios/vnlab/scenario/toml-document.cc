// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/toml-document.h"

#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-scan.h"

#include <algorithm>
#include <optional>

namespace ns3::vnlab
{

namespace
{

void
CheckDepth(std::string_view text, const std::string& fileName)
{
    if (const std::optional<size_t> deep = TooDeepAt(text))
    {
        const std::string most = std::to_string(kMostTomlLevels);
        throw InputError({MakeDiagnostic(fileName,
                                         TextPlaces(text).At(*deep),
                                         "goes too deep; accepted are keys of at most " + most +
                                             " parts, and lists and tables at most " + most +
                                             " deep in each other")});
    }
}

/// @return whether a text could be meant as a word, not as a number
bool
HasLetter(std::string_view text)
{
    return std::ranges::any_of(text,
                               [](char c)
                               {
                                   const char lower = static_cast<char>(c | 0x20);
                                   return (lower >= 'a' && lower <= 'z') || (c & 0x80) != 0;
                               });
}

bool
IsTomlValue(std::string_view text)
{
    try
    {
        return !toml::parse("x = " + std::string(text)).empty();
    }
    catch (const toml::parse_error&)
    {
        return false;
    }
}

/// @return what is wrong with the first value of a line that lacks its quotes, if one does
std::optional<Diagnostic>
MissingQuotes(std::string_view text, uint32_t line, const std::string& fileName)
{
    size_t from = 0;
    for (uint32_t at = 1; at < line && from < text.size(); ++at)
    {
        from = std::min(text.find('\n', from), text.size() - 1) + 1;
    }
    for (const BareValue& value :
         BareValues(text, from, std::min(text.find('\n', from), text.size())))
    {
        if (HasLetter(value.text) && !IsTomlValue(value.text))
        {
            const std::string key(value.key);
            return MakeDiagnostic(
                fileName,
                TextPlaces(text).At(value.offset),
                "not TOML: text stands in quotes: " + (key.empty() ? "" : ShortText(key) + " = ") +
                    QuoteShort(value.text));
        }
    }
    return std::nullopt;
}

} // namespace

toml::table
ParseDocument(std::string_view text, const std::string& fileName)
{
    CheckDepth(text, fileName);
    try
    {
        return toml::parse(text);
    }
    catch (const toml::parse_error& error)
    {
        const Place place = PlaceOf(error.source());
        throw InputError(
            {MissingQuotes(text, place.line, fileName)
                 .value_or(MakeDiagnostic(
                     fileName, place, "not TOML: " + std::string(error.description())))});
    }
}

Place
PlaceOf(const toml::source_region& region)
{
    return {region.begin.line, region.begin.column};
}

std::string
Found(const toml::node& node)
{
    switch (node.type())
    {
    case toml::node_type::string:
        return QuoteShort(**node.as_string());
    case toml::node_type::integer:
        return std::to_string(**node.as_integer());
    case toml::node_type::floating_point:
    {
        const std::string number = NumberText(**node.as_floating_point());
        const bool looksWhole = number.find_first_not_of("-0123456789") == std::string::npos;
        return number + (looksWhole ? ".0" : "");
    }
    case toml::node_type::boolean:
        return **node.as_boolean() ? "true" : "false";
    case toml::node_type::array:
        return node.is_array_of_tables() ? "an array of tables" : "a list";
    case toml::node_type::table:
        return "a table";
    default:
        return "a date or time";
    }
}

} // namespace ns3::vnlab
