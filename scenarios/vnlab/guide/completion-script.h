// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPLETION_SCRIPT_H
#define VNLAB_COMPLETION_SCRIPT_H

#include "scenarios/vnlab/guide/command-line-info.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @name A shell's script that completes commands, options, their values, files, and names.
/// @param program the command line
/// @param names that `explain` knows; letters, digits and . _ - only
/// @{
std::string BashCompletion(const CommandInfo& program, const std::vector<std::string>& names);
std::string ZshCompletion(const CommandInfo& program, const std::vector<std::string>& names);
std::string FishCompletion(const CommandInfo& program, const std::vector<std::string>& names);
/// @}

} // namespace ns3::vnlab

#endif // VNLAB_COMPLETION_SCRIPT_H
