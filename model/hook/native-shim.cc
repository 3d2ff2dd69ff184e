// SPDX-License-Identifier: GPL-2.0-only
// The kernel's helpers for hook programs, on a FrameBuffer. Declared in bpf/native-shim.h, which
// only programs include, as it gives kernel names to native types.
#include "model/hook/bpf/native-context.h"
#include "model/hook/bpf/native-map.h"
#include "model/hook/frame-buffer.h"
#include "model/hook/hook-run.h"

#include <cerrno>
#include <cstring>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>

using ns3::vnlab::FrameBuffer;
using ns3::vnlab::RefreshContext;
using ns3::vnlab::t_hookRun;

namespace
{

constexpr long kNotSupported = -524; // the kernel's ENOTSUPP, which user space does not define

FrameBuffer&
FrameOf(vnlab_context* context)
{
    return *static_cast<FrameBuffer*>(context->frame);
}

bool
HoldsIp(const FrameBuffer& frame)
{
    if (frame.Size() < ETH_HLEN)
    {
        return false;
    }
    unsigned type = frame.Data()[12] << 8 | frame.Data()[13];
    return type == ETH_P_IP || type == ETH_P_IPV6;
}

} // namespace

extern "C"
{
    void* vnlab_map_lookup_elem(const vnlab_map* map, const void* key)
    {
        return t_hookRun.maps->Get(*map).Lookup(key);
    }

    // A buffer holds every byte that a program may pull from the start.
    long vnlab_skb_pull_data(vnlab_context* skb, __u32 length)
    {
        return length <= FrameOf(skb).Size() ? 0 : -ENOMEM;
    }

    long vnlab_skb_change_head(vnlab_context* skb, __u32 bytes, __u64 flags)
    {
        FrameBuffer& frame = FrameOf(skb);
        if (flags != 0)
        {
            return -EINVAL;
        }
        if (!frame.Grow(bytes))
        {
            return -ENOMEM;
        }
        RefreshContext(*skb, frame);
        return 0;
    }

    // Only growth between Ethernet and IP header; offload flags mean nothing here.
    long vnlab_skb_adjust_room(vnlab_context* skb, __s32 bytes, __u32 mode, __u64)
    {
        FrameBuffer& frame = FrameOf(skb);
        if (mode != BPF_ADJ_ROOM_MAC || bytes < 0 || !HoldsIp(frame))
        {
            return kNotSupported;
        }
        uint8_t ethernet[ETH_HLEN];
        std::memcpy(ethernet, frame.Data(), ETH_HLEN);
        if (!frame.Grow(bytes))
        {
            return -ENOMEM;
        }
        std::memset(frame.Data() + bytes, 0, ETH_HLEN);
        std::memcpy(frame.Data(), ethernet, ETH_HLEN);
        RefreshContext(*skb, frame);
        return 0;
    }

    long vnlab_skb_store_bytes(
        vnlab_context* skb, __u32 offset, const void* from, __u32 length, __u64 flags)
    {
        FrameBuffer& frame = FrameOf(skb);
        if (flags != 0)
        {
            return -EINVAL;
        }
        if (uint64_t{offset} + length > frame.Size())
        {
            return -EFAULT;
        }
        std::memcpy(frame.Data() + offset, from, length);
        return 0;
    }

    // Only back to where the frame came from.
    long vnlab_redirect(__u32 ifindex, __u64 flags)
    {
        bool back = ifindex == ns3::vnlab::kInterfaceIndex && flags == BPF_F_INGRESS;
        return back ? TC_ACT_REDIRECT : TC_ACT_SHOT;
    }

    long vnlab_xdp_adjust_head(vnlab_context* ctx, int delta)
    {
        FrameBuffer& frame = FrameOf(ctx);
        bool fits = delta < 0 ? frame.Grow(-delta)
                              : frame.Size() >= uint32_t(delta) + ETH_HLEN && frame.Shrink(delta);
        if (!fits)
        {
            return -EINVAL;
        }
        RefreshContext(*ctx, frame);
        return 0;
    }

    __u64 vnlab_xdp_get_buff_len(vnlab_context* ctx)
    {
        return FrameOf(ctx).FrameLength();
    }

    void vnlab_note_drop(__u32 reason)
    {
        t_hookRun.dropReason = static_cast<vnlab_drop_reason>(reason);
    }
}
