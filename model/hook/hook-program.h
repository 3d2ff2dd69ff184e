// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_PROGRAM_H
#define VNLAB_HOOK_PROGRAM_H

#include "model/hook/bpf/native-map.h"

#include <cstdint>
#include <span>

extern "C"
{
    struct vnlab_context;

    // The maps that the programs define. Programs that name the same map share its instance.
    extern const struct vnlab_map steer_map;      ///< struct vnlab_steer_key -> vnlab_steer_value
    extern const struct vnlab_map encap_map;      ///< struct vnlab_encap_key -> vnlab_encap_value
    extern const struct vnlab_map identification; ///< 0 -> __u32, next outer IPv4 identification
    extern const struct vnlab_map decap_map;      ///< struct vnlab_decap_key -> vnlab_decap_value
    extern const struct vnlab_map whitelist_map;  ///< vnlab_whitelist_key -> vnlab_whitelist_value
    extern const struct vnlab_map drop_counters;  ///< enum vnlab_drop_reason -> __u64
}

namespace ns3::vnlab
{

/// Where on a vNIC a program runs, seen from the guest.
enum class HookPoint : uint8_t
{
    kTcEgress,  ///< the last thing before a frame leaves the guest
    kXdp,       ///< the first thing that sees a frame that arrives
    kTcIngress, ///< after XDP, before the guest's stack
};

/// One hook program, built from bpf/<name>.bpf.c. Programs are constants and compared by address.
struct HookProgram
{
    const char* name;
    HookPoint point;
    int (*entry)(vnlab_context*); ///< returns an XDP or TC verdict, as `point` says
    std::span<const vnlab_map* const> maps;
};

/// TC egress: puts the guest's frame into the tunnel that encap_map names, for its destination or for
/// what steer_map names in its place; answers ARP itself where the tunnel carries none.
extern const HookProgram kEncapsulateProgram;
/// XDP: removes the tunnel headers if decap_map knows the tunnel; passes what is no tunnel.
extern const HookProgram kDecapsulateProgram;
/// XDP, after kDecapsulateProgram: passes only senders that whitelist_map names.
extern const HookProgram kWhitelistProgram;

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_PROGRAM_H
