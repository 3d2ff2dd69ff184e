/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * XDP, after decapsulation: passes a frame only if its sender, by Ethernet source and IPv4 source
 * (or ARP sender) together, is a member. An ARP packet must name its Ethernet source as the
 * sender's hardware address, or a member could redirect traffic to another's.
 */
#include "packet-headers.h"
#include "tunnel-maps.h"
#include "vnlab-bpf.h"

VNLAB_LICENSE;
VNLAB_MAP(whitelist_map,
          BPF_MAP_TYPE_HASH,
          struct vnlab_whitelist_key,
          struct vnlab_whitelist_value,
          VNLAB_MAX_RULES);

static __always_inline __u32
parse_arp(void* start, void* end, const struct vnlab_ethernet* ethernet, __be32* source)
{
    struct vnlab_arp* arp = start;
    if ((void*)(arp + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (arp->hardware_type != bpf_htons(1) || arp->protocol_type != bpf_htons(ETH_P_IP) ||
        arp->hardware_length != 6 || arp->protocol_length != 4)
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    /* No memcmp: what a compiler makes of it does not load into a kernel. */
    __u8 differ = 0;
    for (int i = 0; i < 6; ++i)
    {
        differ |= arp->sender_mac[i] ^ ethernet->source[i];
    }
    *source = arp->sender;
    return differ ? VNLAB_DROP_NOT_WHITELISTED : VNLAB_KEEP;
}

static __always_inline __u32
parse_ipv4(void* start, void* end, __u64 available, __be32* source)
{
    struct vnlab_ipv4* ip = start;
    if ((void*)(ip + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    __u32 header_length = (ip->version_length & 0x0f) * 4;
    __u32 total_length = bpf_ntohs(ip->total_length);
    if (ip->version_length >> 4 != 4 || header_length < sizeof(*ip) ||
        total_length < header_length || total_length > available)
    {
        return VNLAB_DROP_MALFORMED;
    }
    *source = ip->source;
    return VNLAB_KEEP;
}

static __always_inline __u32
check(struct xdp_md* ctx)
{
    void* end = (void*)(long)ctx->data_end;
    struct vnlab_ethernet* ethernet = (void*)(long)ctx->data;
    if ((void*)(ethernet + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    struct vnlab_whitelist_key key = {0};
    __builtin_memcpy(key.source_mac, ethernet->source, 6);
    __u32 reason = VNLAB_DROP_UNSUPPORTED;
    if (ethernet->type == bpf_htons(ETH_P_IP))
    {
        __u64 available = bpf_xdp_get_buff_len(ctx) - sizeof(*ethernet);
        reason = parse_ipv4(ethernet + 1, end, available, &key.source);
    }
    else if (ethernet->type == bpf_htons(ETH_P_ARP))
    {
        reason = parse_arp(ethernet + 1, end, ethernet, &key.source);
    }
    if (reason == VNLAB_KEEP && !bpf_map_lookup_elem(&whitelist_map, &key))
    {
        return VNLAB_DROP_NOT_WHITELISTED;
    }
    return reason;
}

SEC("xdp")
int
vnlab_whitelist(struct xdp_md* ctx)
{
    __u32 reason = check(ctx);
    if (reason != VNLAB_KEEP)
    {
        vnlab_count_drop(reason);
        return XDP_DROP;
    }
    return XDP_PASS;
}
