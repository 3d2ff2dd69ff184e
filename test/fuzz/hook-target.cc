// SPDX-License-Identifier: GPL-2.0-only
// Hook programs with filled maps: a byte each says how many entries encap_map, decap_map, whitelist_map and
// steer_map get, the entries follow, then frames, each behind its length. A frame goes out, and what
// becomes of it comes in.
#include "model/hook/bpf/tunnel-maps.h"
#include "model/hook/vnic-hooks.h"
#include "test/fuzz/fuzz-input.h"

#include <linux/bpf.h>

using namespace ns3::vnlab;

namespace
{

void
FillMap(fuzz::FuzzInput& input, BpfMap& map, size_t entries)
{
    for (size_t i = 0; i < entries; ++i)
    {
        std::vector<uint8_t> key = input.Bytes(map.Descriptor()->key_size);
        std::vector<uint8_t> value = input.Bytes(map.Descriptor()->value_size);
        map.Update(key, value, BPF_ANY);
    }
}

void
RunChecked(VnicHooks& hooks, HookPoint point, FrameBuffer& frame)
{
    const uint32_t tail = frame.TailLength();
    const HookVerdict verdict = hooks.Run(point, frame);
    fuzz::Require(verdict != HookVerdict::kDrop || hooks.LastDrop() < VNLAB_DROP_REASON_COUNT,
                  "a drop has a reason");
    fuzz::Require(frame.TailLength() == tail, "what is not linear stays");
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    VnicHooks hooks;
    for (const HookProgram* program :
         {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram})
    {
        hooks.Attach(*program);
    }
    for (const vnlab_map* map : {&encap_map, &decap_map, &whitelist_map, &steer_map})
    {
        FillMap(input, hooks.Map(*map), input.Take<uint8_t>() % 8);
    }
    while (!input.AtEnd())
    {
        FrameBuffer frame(input.Block());
        RunChecked(hooks, HookPoint::kTcEgress, frame);
        RunChecked(hooks, HookPoint::kXdp, frame);
        RunChecked(hooks, HookPoint::kTcIngress, frame);
    }
    return 0;
}
