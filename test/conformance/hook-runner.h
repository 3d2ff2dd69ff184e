// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_RUNNER_H
#define VNLAB_HOOK_RUNNER_H

#include "test/conformance/hook-case.h"

namespace ns3::vnlab
{

/// One instance of one hook program with maps of its own, in the kernel or in this process.
class HookRunner
{
  public:
    virtual ~HookRunner() = default;

    /// @return the program that runs
    virtual const HookProgram& Program() const = 0;

    /**
     * @brief Gives the maps the case's contents, runs the program once, reads the maps back.
     * @throws std::runtime_error if the case cannot be run at all
     */
    virtual RunResult Run(const HookCase& input) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_RUNNER_H
