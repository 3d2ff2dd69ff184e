// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_HOOKS_H
#define VNLAB_VNIC_HOOKS_H

#include "model/hook/bpf-map.h"
#include "model/hook/bpf/drop-reason.h"
#include "model/hook/frame-buffer.h"
#include "model/hook/hook-program.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3::vnlab
{

/// What becomes of a frame after a hook point.
enum class HookVerdict : uint8_t
{
    kPass,   ///< it goes on, as the buffer now holds it
    kDrop,   ///< it is gone; LastDrop() says why
    kAnswer, ///< it goes back to where it came from, as the buffer now holds it
};

/**
 * @brief The hooks of one vNIC: which programs are attached, and this vNIC's instances of the maps
 * that programs read and write.
 *
 * A map exists on its own: rules can be written before a program is attached and survive its
 * detaching. As large as a pointer until the first program or map is named.
 */
class VnicHooks
{
  public:
    VnicHooks();
    ~VnicHooks();
    VnicHooks(VnicHooks&&) noexcept;
    VnicHooks& operator=(VnicHooks&&) noexcept;

    /// Appends a program to its hook point. @param price_ps what a run of it takes
    /// @return false if it is already attached
    bool Attach(const HookProgram& program, int64_t price_ps = 0);

    /// Takes a program off its hook point; maps stay. @return false if it was not attached
    bool Detach(const HookProgram& program);

    /// @return whether the program is attached
    bool Attached(const HookProgram& program) const;

    /// @return whether anything is attached to the hook point, so that Run() has something to do
    bool HasPrograms(HookPoint point) const;

    /**
     * @brief Runs a hook point's programs in the order in which they were attached, while they
     * pass the frame.
     * @param counted whether Executions() counts it
     * @return the last verdict; kPass if nothing is attached
     */
    HookVerdict Run(HookPoint point, FrameBuffer& frame, bool counted = true)
    {
        return m_state ? RunAttached(point, frame, counted) : HookVerdict::kPass;
    }

    /// @return why the last Run() that dropped did so; VNLAB_DROP_REASON_COUNT if none has, or if
    /// the program that dropped named no reason
    vnlab_drop_reason LastDrop() const;

    /// @return what the programs took that the last Run() ran, in picoseconds
    int64_t LastWork_ps() const;

    /// @return frames dropped for this reason, as drop_counters holds it
    uint64_t Drops(vnlab_drop_reason reason) const;

    /// @return how often a program ran here in runs that count, detached or not
    uint64_t Executions(const HookProgram& program) const;

    /**
     * @brief This vNIC's instance of a map, for the rule writer. Made on the first call.
     * @return valid as long as these hooks; not affected by other calls
     */
    BpfMap& Map(const vnlab_map& descriptor);

    /// @return this vNIC's instance of a map, or nullptr if nothing has named it
    const BpfMap* FindMap(const vnlab_map& descriptor) const;

    /// @return bytes on the heap, maps included
    size_t MemoryBytes() const;

  private:
    struct State;

    HookVerdict RunAttached(HookPoint point, FrameBuffer& frame, bool counted);
    State& MakeState();

    std::unique_ptr<State> m_state;
};

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_HOOKS_H
