// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_LIST_H
#define VNLAB_COMMAND_LIST_H

#include "scenarios/vnlab/command/command.h"

#include <ostream>

namespace ns3::vnlab
{

/// Prints designs, changes, attacks, monitors, generators, costs, their presets and metrics, each with one line.
void CommandList(std::ostream& out);

/// `vnlab list`
Command MakeListCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_LIST_H
