/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a hook program finds in the simulator where the kernel gives it <bpf/bpf_helpers.h>: the
 * context, map definitions and those helpers that our programs call, with the kernel's signatures,
 * results and failures. Implemented in ../native-shim.cc. Plain C, for hook programs only.
 */
#ifndef VNLAB_NATIVE_SHIM_H
#define VNLAB_NATIVE_SHIM_H

#include "native-context.h"
#include "native-map.h"

#include <linux/bpf.h>

/* Both kinds of context; data and data_end are as wide as a pointer. */
#define xdp_md vnlab_context
#define __sk_buff vnlab_context

#define SEC(name)
#undef __always_inline /* <linux/stddef.h> has a weaker one */
#define __always_inline inline __attribute__((always_inline))

/* A definition is weak, so that programs which name the same map mean the same map. */
#define VNLAB_MAP(map, map_type, key_type, value_type, entries) \
    __attribute__((weak))                                       \
    const struct vnlab_map map = {#map, map_type, sizeof(key_type), sizeof(value_type), entries}
/* The runner goes through a hook point's programs itself: to a program its chain looks empty. */
#define VNLAB_NEXT_PROGRAM struct vnlab_next_program
#define VNLAB_CALL_NEXT_PROGRAM(ctx) (void)(ctx)
#define VNLAB_LICENSE struct vnlab_license

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define bpf_htons(x) __builtin_bswap16(x)
#define bpf_htonl(x) __builtin_bswap32(x)
#else
#define bpf_htons(x) (x)
#define bpf_htonl(x) (x)
#endif
#define bpf_ntohs(x) bpf_htons(x)
#define bpf_ntohl(x) bpf_htonl(x)

/* Under names of our own: libbpf has functions with the kernel's, for user space. */
#define bpf_map_lookup_elem vnlab_map_lookup_elem
#define bpf_skb_pull_data vnlab_skb_pull_data
#define bpf_skb_change_head vnlab_skb_change_head
#define bpf_skb_adjust_room vnlab_skb_adjust_room
#define bpf_skb_store_bytes vnlab_skb_store_bytes
#define bpf_redirect vnlab_redirect
#define bpf_xdp_adjust_head vnlab_xdp_adjust_head
#define bpf_xdp_get_buff_len vnlab_xdp_get_buff_len

void* vnlab_map_lookup_elem(const struct vnlab_map* map, const void* key);
long vnlab_skb_pull_data(struct __sk_buff* skb, __u32 length);
long vnlab_skb_change_head(struct __sk_buff* skb, __u32 bytes, __u64 flags);
long vnlab_skb_adjust_room(struct __sk_buff* skb, __s32 bytes, __u32 mode, __u64 flags);
long vnlab_skb_store_bytes(
    struct __sk_buff* skb, __u32 offset, const void* from, __u32 length, __u64 flags);
long vnlab_redirect(__u32 ifindex, __u64 flags);
long vnlab_xdp_adjust_head(struct xdp_md* ctx, int delta);
__u64 vnlab_xdp_get_buff_len(struct xdp_md* ctx);

/* Tells the runner why the program is about to drop. */
void vnlab_note_drop(__u32 reason);

#endif /* VNLAB_NATIVE_SHIM_H */
