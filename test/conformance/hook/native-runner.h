// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NATIVE_RUNNER_H
#define VNLAB_NATIVE_RUNNER_H

#include "analysis/kernel/hook-runner.h"
#include "model/hook/map-set.h"

namespace ns3::vnlab
{

/// Runs the program that is built into the simulator, on the simulator's buffers and maps.
class NativeRunner : public HookRunner
{
  public:
    explicit NativeRunner(const HookProgram& program);

    const HookProgram& Program() const override;

    /// The native build has one interface index of its own and so ignores the input's.
    HookOutcome Run(const HookInput& input) override;

  private:
    MapState Read();

    const HookProgram& m_program;
    MapSet m_maps;
    MapState m_contents; // what m_maps holds
};

} // namespace ns3::vnlab

#endif // VNLAB_NATIVE_RUNNER_H
