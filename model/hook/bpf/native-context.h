/* SPDX-License-Identifier: GPL-2.0-only */
/* What the native build passes to a hook program, for XDP and TC alike. Plain C. */
#ifndef VNLAB_NATIVE_CONTEXT_H
#define VNLAB_NATIVE_CONTEXT_H

#include <linux/types.h>

struct vnlab_context
{
    unsigned long data;     /* address of the first linear byte */
    unsigned long data_end; /* address past the last linear byte */
    __u32 len;              /* TC only: length of the whole frame */
    __u32 ifindex;          /* TC only: the interface; never 0 */
    void* frame;            /* the runner's FrameBuffer; not for programs */
};

#endif /* VNLAB_NATIVE_CONTEXT_H */
