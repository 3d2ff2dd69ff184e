// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SHELL_COMMAND_H
#define VNLAB_SHELL_COMMAND_H

#include "scenarios/vnlab/system/shell-text.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A program and its arguments, as a person would type them into a shell.
struct ShellCommand
{
    std::vector<std::string> words; ///< the program first; not quoted

    /// @return one line for a POSIX shell
    std::string ToString() const
    {
        std::string line;
        for (const std::string& word : words)
        {
            line += (line.empty() ? "" : " ") + ShellText(word);
        }
        return line;
    }
};

/// @param text words without quotes, with one space between two
/// @param more further words, which may have spaces within them
inline ShellCommand
MakeShellCommand(std::string_view text, const std::vector<std::string>& more = {})
{
    ShellCommand command;
    for (size_t space = 0; space != std::string_view::npos;)
    {
        space = text.find(' ');
        command.words.emplace_back(text.substr(0, space));
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    }
    command.words.insert(command.words.end(), more.begin(), more.end());
    return command;
}

/// Commands that belong together, to be run in this order.
struct CommandGroup
{
    std::string title; ///< what they make, in one line
    std::vector<ShellCommand> commands;
};

} // namespace ns3::vnlab

#endif // VNLAB_SHELL_COMMAND_H
