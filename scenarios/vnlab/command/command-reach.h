// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_REACH_H
#define VNLAB_COMMAND_REACH_H

#include "scenarios/vnlab/command/command.h"

namespace ns3::vnlab
{

/// `vnlab reach`: tells who can deliver a packet to whom under each design, without running anything.
Command MakeReachCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_REACH_H
