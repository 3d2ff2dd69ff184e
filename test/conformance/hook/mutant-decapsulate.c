/* SPDX-License-Identifier: GPL-2.0-only */
/* The decapsulation program with a mistake: "more fragments" is not looked at. */
#include "model/hook/bpf/packet-headers.h"

#undef VNLAB_IPV4_MORE_OR_OFFSET
#define VNLAB_IPV4_MORE_OR_OFFSET VNLAB_IPV4_OFFSET
#define vnlab_decap vnlab_decap_mutant
#include "model/hook/bpf/decapsulate.bpf.c"
