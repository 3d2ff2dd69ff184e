// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/unknown-word.h"

#include "model/input/nearest-name.h"
#include "scenarios/vnlab/guide/command-line-info.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// @return the names of a command's options, those of groups (which have no name) included
std::vector<std::string>
LongOptions(const CommandInfo& command)
{
    std::vector<std::string> names;
    for (const OptionInfo& option : command.options)
    {
        std::ranges::copy_if(option.names,
                             std::back_inserter(names),
                             [](const std::string& name) { return name.starts_with("--"); });
    }
    for (const CommandInfo& group : command.commands)
    {
        std::ranges::copy_if(LongOptions(group),
                             std::back_inserter(names),
                             [](const std::string& name) { return name != "--help"; });
    }
    return names;
}

/// @return the first option that a command does not have, or ""
std::string
UnknownOption(const CommandInfo& command, const std::vector<std::string>& arguments)
{
    const std::vector<std::string> known = LongOptions(command);
    for (const std::string& argument : arguments)
    {
        const std::string name = argument.substr(0, argument.find('='));
        if (name == "--")
        {
            break; // no options behind it
        }
        if (name.starts_with("--") && std::ranges::count(known, name) == 0)
        {
            return UnknownName("option of " + command.name, name, known);
        }
    }
    return "";
}

} // namespace

std::string
UnknownWord(const CLI::App& program,
            const CLI::ParseError& error,
            const std::vector<std::string>& arguments)
{
    if (arguments.empty() || arguments.front().starts_with('-'))
    {
        return "";
    }
    const CommandInfo info = DescribeCommandLine(program);
    const auto command = std::ranges::find(info.commands, arguments.front(), &CommandInfo::name);
    if (command != info.commands.end())
    {
        const bool mayBeMistyped = dynamic_cast<const CLI::ExtrasError*>(&error) ||
                                   dynamic_cast<const CLI::RequiredError*>(&error);
        return mayBeMistyped ? UnknownOption(*command, arguments) : "";
    }
    std::vector<std::string> names;
    std::ranges::transform(info.commands, std::back_inserter(names), &CommandInfo::name);
    return UnknownName("command", arguments.front(), names);
}

} // namespace ns3::vnlab
