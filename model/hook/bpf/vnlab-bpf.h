/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every hook program starts with. A program is written once and built twice: by
 * `clang -target bpf` into an object that a Linux kernel loads, and natively into the simulator.
 * Only this header knows which of the two it is.
 */
#ifndef VNLAB_BPF_H
#define VNLAB_BPF_H

#include "drop-reason.h"

#ifdef __bpf__

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <linux/bpf.h>

#define VNLAB_MAP(map, map_type, key_type, value_type, entries) \
    struct                                                      \
    {                                                           \
        __uint(type, map_type);                                 \
        __type(key, key_type);                                  \
        __type(value, value_type);                              \
        __uint(max_entries, entries);                           \
    } map SEC(".maps")
/* An interface has room for one XDP program: the next one is tail-called through this map. */
#define VNLAB_NEXT_PROGRAM VNLAB_MAP(next_program, BPF_MAP_TYPE_PROG_ARRAY, __u32, __u32, 1)
#define VNLAB_CALL_NEXT_PROGRAM(ctx) bpf_tail_call(ctx, &next_program, 0)
#define VNLAB_LICENSE char _license[] SEC("license") = "GPL v2"
#define vnlab_note_drop(reason) ((void)(reason))

#else

#include "native-shim.h"

#endif

#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/pkt_cls.h>

/* How many peers one vNIC can have rules for. */
#define VNLAB_MAX_RULES 16384

/* Parsers return a drop reason, or this where there is none. */
#define VNLAB_KEEP VNLAB_DROP_REASON_COUNT

/* Reasons that drop_counters has room for. Those behind are no hook's; the size stays, as kernels know it. */
#define VNLAB_COUNTED_REASONS (VNLAB_DROP_DETACHED + 1)

/* drop_counters: enum vnlab_drop_reason -> frames dropped for it. */
VNLAB_MAP(drop_counters, BPF_MAP_TYPE_PERCPU_ARRAY, __u32, __u64, VNLAB_COUNTED_REASONS);

/* Counts a frame under the one reason for which it is dropped. */
static __always_inline void
vnlab_count_drop(__u32 reason)
{
    __u64* count = bpf_map_lookup_elem(&drop_counters, &reason);
    if (count)
    {
        ++*count;
    }
    vnlab_note_drop(reason);
}

#endif /* VNLAB_BPF_H */
