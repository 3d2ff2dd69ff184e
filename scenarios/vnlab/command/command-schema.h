// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_SCHEMA_H
#define VNLAB_COMMAND_SCHEMA_H

#include "scenarios/vnlab/command/command.h"

namespace ns3::vnlab
{

/// `vnlab schema`
Command MakeSchemaCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_SCHEMA_H
