/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a map is called and how large it is, in the native build: there a map that a hook program
 * defines is one constant of this type, and each vNIC has its own instance of it. Plain C.
 */
#ifndef VNLAB_NATIVE_MAP_H
#define VNLAB_NATIVE_MAP_H

#include <linux/types.h>

struct vnlab_map
{
    const char* name;
    __u32 type; /* enum bpf_map_type of <linux/bpf.h> */
    __u32 key_size;
    __u32 value_size;
    __u32 max_entries;
};

#endif /* VNLAB_NATIVE_MAP_H */
