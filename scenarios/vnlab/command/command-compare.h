// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_COMPARE_H
#define VNLAB_COMMAND_COMPARE_H

#include "scenarios/vnlab/command/command.h"

namespace ns3::vnlab
{

/// `vnlab compare`: exit status 1 where a gate is broken
Command MakeCompareCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_COMPARE_H
