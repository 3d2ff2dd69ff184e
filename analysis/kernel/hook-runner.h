// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_RUNNER_H
#define VNLAB_HOOK_RUNNER_H

#include "analysis/kernel/map-state.h"

#include <memory>

namespace ns3::vnlab
{

/// What a program is run on.
struct HookInput
{
    std::shared_ptr<const MapState> maps; ///< shared by the inputs that start from the same
    uint32_t ifindex;                     ///< the interface that a kernel is to name; never 0
    Bytes frame;
};

/// What a program made of an input.
struct HookOutcome
{
    int verdict; ///< of <linux/bpf.h> or <linux/pkt_cls.h>, as the program returned it
    Bytes frame; ///< also of a dropped frame
    MapState maps;

    bool operator==(const HookOutcome&) const = default;
};

/// One instance of one hook program with maps of its own, in the kernel or in this process.
class HookRunner
{
  public:
    virtual ~HookRunner() = default;

    /// @return the program that runs
    virtual const HookProgram& Program() const = 0;

    /**
     * @brief Gives the maps the input's contents, runs the program once, reads the maps back.
     * @throws std::runtime_error if it cannot be run at all
     */
    virtual HookOutcome Run(const HookInput& input) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_RUNNER_H
