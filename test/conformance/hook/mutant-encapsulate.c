/* SPDX-License-Identifier: GPL-2.0-only */
/* The encapsulation program with a mistake: CE becomes ECT(1), not ECT(0). */
#include "model/hook/bpf/packet-headers.h"

#undef VNLAB_ECN_ECT_0
#define VNLAB_ECN_ECT_0 0x01
#define vnlab_encap vnlab_encap_mutant
#include "model/hook/bpf/encapsulate.bpf.c"
