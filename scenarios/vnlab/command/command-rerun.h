// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_RERUN_H
#define VNLAB_COMMAND_RERUN_H

#include "scenarios/vnlab/command/command.h"

namespace ns3::vnlab
{

/// `vnlab rerun`
Command MakeRerunCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_RERUN_H
