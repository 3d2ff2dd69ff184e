// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_PLOT_H
#define VNLAB_COMMAND_PLOT_H

#include "scenarios/vnlab/command/command.h"

namespace ns3::vnlab
{

/// `vnlab plot`: draws plots of a result store.
Command MakePlotCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_PLOT_H
