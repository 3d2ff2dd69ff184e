// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_H
#define VNLAB_COMMAND_H

#include <CLI/App.hpp>
#include <functional>

namespace ns3::vnlab
{

/// A command of the program: its part of the command line, and what it does.
struct Command
{
    CLI::App* arguments; ///< owned by the program's CLI::App
    /// @return the exit status: 0 fine, 1 a run failed or a gate broke
    /// @throws InputError where what the user gave is wrong: exit status 2
    std::function<int()> act;
};

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_H
