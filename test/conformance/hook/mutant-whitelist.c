/* SPDX-License-Identifier: GPL-2.0-only */
/* The whitelist program with a mistake: it counts strangers under another reason. */
#include "model/hook/bpf/drop-reason.h"

#define VNLAB_DROP_NOT_WHITELISTED VNLAB_DROP_NOT_PERMITTED
#define vnlab_whitelist vnlab_whitelist_mutant
#include "model/hook/bpf/whitelist.bpf.c"
