// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_INPUTS_H
#define VNLAB_HOOK_INPUTS_H

#include "analysis/kernel/hook-runner.h"
#include "model/hook/vnic-hooks.h"

namespace ns3::vnlab
{

/**
 * @return what a program is timed with: a UDP packet of 64 bytes of payload, into VXLAN, out of
 * VXLAN, or from a member; the maps hold the one rule that it needs
 * @throws std::invalid_argument of a program that is not LinkWire's
 */
HookInput TimedInput(const HookProgram& program);

/// Writes what an input's maps hold.
void WriteMaps(const HookProgram& program, const HookInput& input, VnicHooks& hooks);

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_INPUTS_H
