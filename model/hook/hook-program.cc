// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/hook-program.h"

#include "model/hook/bpf/native-context.h"

extern "C"
{
    int vnlab_encap(vnlab_context* skb);
    int vnlab_decap(vnlab_context* context);
    int vnlab_whitelist(vnlab_context* context);
}

namespace ns3::vnlab
{

namespace
{

constexpr const vnlab_map* kEncapsulateMaps[] = {
    &encap_map, &steer_map, &identification, &drop_counters};
constexpr const vnlab_map* kDecapsulateMaps[] = {&decap_map, &drop_counters};
constexpr const vnlab_map* kWhitelistMaps[] = {&whitelist_map, &drop_counters};

} // namespace

constinit const HookProgram kEncapsulateProgram{
    "encapsulate", HookPoint::kTcEgress, vnlab_encap, kEncapsulateMaps};
constinit const HookProgram kDecapsulateProgram{
    "decapsulate", HookPoint::kXdp, vnlab_decap, kDecapsulateMaps};
constinit const HookProgram kWhitelistProgram{
    "whitelist", HookPoint::kXdp, vnlab_whitelist, kWhitelistMaps};

} // namespace ns3::vnlab
