// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_RUN_H
#define VNLAB_HOOK_RUN_H

#include "model/hook/bpf/drop-reason.h"
#include "model/hook/bpf/native-context.h"
#include "model/hook/frame-buffer.h"
#include "model/hook/map-set.h"

namespace ns3::vnlab
{

/// What the native helpers know of the current run: programs are plain C and pass them no vNIC.
struct HookRun
{
    MapSet* maps{nullptr};                                 ///< of the vNIC whose hook runs
    vnlab_drop_reason dropReason{VNLAB_DROP_REASON_COUNT}; ///< what the program noted last
};

/// Set by VnicHooks::Run around each hook point; one run at a time on a thread.
inline constinit thread_local HookRun t_hookRun;

/// The interface index that native programs see; a kernel's is never 0 either.
inline constexpr unsigned kInterfaceIndex = 1;

/// Makes a program's context show the buffer as it is now.
inline void
RefreshContext(vnlab_context& context, FrameBuffer& frame)
{
    context.data = reinterpret_cast<unsigned long>(frame.Data());
    context.data_end = context.data + frame.Size();
    context.len = frame.FrameLength();
    context.ifindex = kInterfaceIndex;
    context.frame = &frame;
}

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_RUN_H
