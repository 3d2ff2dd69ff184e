// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/toml-document.h"

#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

namespace ns3::vnlab
{

toml::table
ParseDocument(std::string_view text, const std::string& fileName)
{
    try
    {
        return toml::parse(text);
    }
    catch (const toml::parse_error& error)
    {
        throw InputError({MakeDiagnostic(
            fileName, PlaceOf(error.source()), "not TOML: " + std::string(error.description()))});
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
        return NumberText(**node.as_floating_point());
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
