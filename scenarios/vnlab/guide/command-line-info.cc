// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/command-line-info.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

/// @return the words of "TEXT:{csv,json}", what IsMember adds to the name of a type
std::vector<std::string>
ChoicesOf(const std::string& type)
{
    const size_t open = type.find('{');
    const size_t close = type.find('}', open);
    std::vector<std::string> choices;
    if (close != std::string::npos)
    {
        std::istringstream words(type.substr(open + 1, close - open - 1));
        for (std::string word; std::getline(words, word, ',');)
        {
            choices.push_back(word);
        }
    }
    return choices;
}

OptionInfo
Describe(const CLI::Option& option)
{
    const std::string type = option.get_type_name();
    OptionInfo info{.names = {},
                    .positional = option.get_positional(),
                    .required = option.get_required(),
                    .takesValue = option.get_items_expected_max() > 0,
                    .number = type.starts_with("UINT") || type.starts_with("INT") ||
                              type.starts_with("FLOAT"),
                    .choices = ChoicesOf(type),
                    .fallback = option.get_default_str(),
                    .description = option.get_description()};
    if (info.positional)
    {
        info.names.push_back(option.get_name(true));
    }
    for (const std::string& name : option.get_lnames())
    {
        info.names.push_back("--" + name);
    }
    for (const std::string& name : option.get_snames())
    {
        info.names.push_back("-" + name);
    }
    return info;
}

} // namespace

CommandInfo
DescribeCommandLine(const CLI::App& program)
{
    CommandInfo info{program.get_name(), program.get_description(), {}, {}};
    for (const CLI::Option* option : program.get_options({}))
    {
        info.options.push_back(Describe(*option));
    }
    std::ranges::stable_partition(info.options, &OptionInfo::positional);
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    {
        info.commands.push_back(DescribeCommandLine(*command));
    }
    return info;
}

} // namespace ns3::vnlab
