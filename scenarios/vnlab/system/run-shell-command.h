// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_SHELL_COMMAND_H
#define VNLAB_RUN_SHELL_COMMAND_H

#include "scenarios/vnlab/system/shell-command.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

/// A command did not end with status 0. what() has the command and all that it printed.
class CommandFailed : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/**
 * @brief Runs a command to its end, without a shell, with an empty standard input. Signals
 *        from the keyboard do not reach it.
 * @return what it printed, standard output and standard error together
 * @throws CommandFailed where there is no such program, or it fails
 */
std::string RunShellCommand(const ShellCommand& command);

} // namespace ns3::vnlab

#endif // VNLAB_RUN_SHELL_COMMAND_H
