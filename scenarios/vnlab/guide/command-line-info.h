// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_LINE_INFO_H
#define VNLAB_COMMAND_LINE_INFO_H

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// An option or an argument of a command, as `--help` shows it.
struct OptionInfo
{
    std::vector<std::string> names; ///< "--help", "-h"; of an argument its one name, "file"
    bool positional{false};
    bool required{false};
    bool takesValue{false};           ///< a flag takes none
    bool number{false};               ///< the value is one
    std::vector<std::string> choices; ///< the accepted values, where they are few
    std::string fallback;             ///< the default, where `--help` shows it
    std::string description;
};

/// A command, or the program.
struct CommandInfo
{
    std::string name; ///< "run"; of the program ""
    std::string description;
    std::vector<OptionInfo> options; ///< arguments first
    std::vector<CommandInfo> commands;
};

/// @return what the program's command line accepts
CommandInfo DescribeCommandLine(const CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_LINE_INFO_H
