/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * XDP: removes the tunnel headers of a frame that arrives, if this vNIC terminates its tunnel.
 * What is no tunnel passes unchanged, and the next program decides about it.
 *
 * A fragment of a tunnel packet is dropped: XDP cannot reassemble. A later fragment of a UDP packet
 * shows no port and so counts as one. Checksums of the outer headers are not verified.
 */
#include "packet-headers.h"
#include "tunnel-maps.h"
#include "vnlab-bpf.h"

VNLAB_LICENSE;
VNLAB_MAP(decap_map,
          BPF_MAP_TYPE_HASH,
          struct vnlab_decap_key,
          struct vnlab_decap_value,
          VNLAB_MAX_RULES);
VNLAB_NEXT_PROGRAM;

/* The tunnel of a frame. */
struct tunnel
{
    struct vnlab_decap_key key; /* protocol VNLAB_TUNNEL_NONE: the frame is in no tunnel */
    __u32 inner;                /* offset of what the tunnel carries */
    __u32 end;                  /* offset past the outer packet */
    __u8 ecn;                   /* of the outer header */
};

static __always_inline int
drop(__u32 reason)
{
    vnlab_count_drop(reason);
    return XDP_DROP;
}

static __always_inline int
pass(struct xdp_md* ctx)
{
    VNLAB_CALL_NEXT_PROGRAM(ctx);
    return XDP_PASS;
}

static __always_inline __u32
parse_vxlan(__u8* data, void* data_end, __u32 offset, __be16 fragment, struct tunnel* tunnel)
{
    if (fragment & bpf_htons(VNLAB_IPV4_OFFSET))
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    struct vnlab_udp* udp = (void*)(data + offset);
    if ((void*)(udp + 1) > data_end || offset + sizeof(*udp) > tunnel->end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (udp->destination != bpf_htons(VNLAB_VXLAN_PORT))
    {
        return VNLAB_KEEP;
    }
    if (fragment)
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    struct vnlab_vxlan* vxlan = (void*)(udp + 1);
    tunnel->inner = offset + sizeof(*udp) + sizeof(*vxlan);
    if ((void*)(vxlan + 1) > data_end || offset + bpf_ntohs(udp->length) > tunnel->end ||
        bpf_ntohs(udp->length) < sizeof(*udp) + sizeof(*vxlan))
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (vxlan->flags & bpf_htonl(VNLAB_VXLAN_FLAG_I))
    {
        tunnel->key.protocol = VNLAB_TUNNEL_VXLAN;
        tunnel->key.tunnel_id = bpf_ntohl(vxlan->vni) >> 8;
    }
    return VNLAB_KEEP;
}

static __always_inline __u32
parse_nvgre(__u8* data, void* data_end, __u32 offset, __be16 fragment, struct tunnel* tunnel)
{
    if (fragment)
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    struct vnlab_nvgre* gre = (void*)(data + offset);
    tunnel->inner = offset + sizeof(*gre);
    if ((void*)(gre + 1) > data_end || tunnel->inner > tunnel->end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (gre->flags == bpf_htons(VNLAB_GRE_KEY_PRESENT) &&
        gre->type == bpf_htons(VNLAB_GRE_ETHERNET))
    {
        tunnel->key.protocol = VNLAB_TUNNEL_NVGRE;
        tunnel->key.tunnel_id = bpf_ntohl(gre->key) >> 8;
    }
    return VNLAB_KEEP;
}

/* Finds the tunnel of a frame. The key's protocol stays VNLAB_TUNNEL_NONE where there is none. */
static __always_inline __u32
parse(struct xdp_md* ctx, struct tunnel* tunnel)
{
    __u8* data = (void*)(long)ctx->data;
    void* data_end = (void*)(long)ctx->data_end;
    struct vnlab_ethernet* ethernet = (void*)data;
    if ((void*)(ethernet + 1) > data_end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (ethernet->type != bpf_htons(ETH_P_IP))
    {
        return VNLAB_KEEP;
    }
    struct vnlab_ipv4* ip = (void*)(ethernet + 1);
    if ((void*)(ip + 1) > data_end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    __u32 header_length = (ip->version_length & 0x0f) * 4;
    __u32 total_length = bpf_ntohs(ip->total_length);
    tunnel->end = sizeof(*ethernet) + total_length;
    if (ip->version_length >> 4 != 4 || header_length < sizeof(*ip) ||
        total_length < header_length || tunnel->end > bpf_xdp_get_buff_len(ctx))
    {
        return VNLAB_DROP_MALFORMED;
    }
    tunnel->key.remote = ip->source;
    tunnel->ecn = ip->tos & VNLAB_ECN_MASK;
    __u32 offset = sizeof(*ethernet) + header_length;
    __be16 fragment = ip->fragment & bpf_htons(VNLAB_IPV4_MORE_OR_OFFSET);
    switch (ip->protocol)
    {
    case IPPROTO_UDP:
        return parse_vxlan(data, data_end, offset, fragment, tunnel);
    case IPPROTO_GRE:
        return parse_nvgre(data, data_end, offset, fragment, tunnel);
    case IPPROTO_IPIP:
        if (fragment)
        {
            return VNLAB_DROP_UNSUPPORTED;
        }
        tunnel->key.protocol = VNLAB_TUNNEL_IPIP;
        tunnel->inner = offset;
    }
    return VNLAB_KEEP;
}

/*
 * Combines the outer ECN field into an inner IPv4 header, RFC 6040 section 4.2 (figure 4), and
 * corrects its checksum, RFC 1624 equation 3.
 */
static __always_inline __u32
combine_ecn(struct vnlab_ipv4* ip, __u8 outer)
{
    __u8 inner = ip->tos & VNLAB_ECN_MASK;
    if (!inner)
    {
        return outer == VNLAB_ECN_CE ? VNLAB_DROP_MALFORMED : VNLAB_KEEP;
    }
    if (outer == VNLAB_ECN_CE || (outer == VNLAB_ECN_ECT_1 && inner == VNLAB_ECN_ECT_0))
    {
        __u8 tos = (ip->tos & ~VNLAB_ECN_MASK) | outer;
        __u32 sum = (__u16)~bpf_ntohs(ip->checksum);
        sum += (__u16) ~((__u16)ip->version_length << 8 | ip->tos);
        sum += (__u16)ip->version_length << 8 | tos;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        ip->tos = tos;
        ip->checksum = bpf_htons((__u16)~sum);
    }
    return VNLAB_KEEP;
}

/* Checks that what the tunnel carries has its first header, and passes the ECN mark on to it. */
static __always_inline __u32
accept_inner(struct xdp_md* ctx, const struct tunnel* tunnel)
{
    void* data_end = (void*)(long)ctx->data_end;
    void* inner = (__u8*)(long)ctx->data + tunnel->inner;
    __u32 offset = tunnel->inner;
    if (tunnel->key.protocol != VNLAB_TUNNEL_IPIP)
    {
        struct vnlab_ethernet* ethernet = inner;
        offset += sizeof(*ethernet);
        if ((void*)(ethernet + 1) > data_end || offset > tunnel->end)
        {
            return VNLAB_DROP_MALFORMED;
        }
        if (ethernet->type != bpf_htons(ETH_P_IP))
        {
            return VNLAB_KEEP;
        }
        inner = ethernet + 1;
    }
    struct vnlab_ipv4* ip = inner;
    if ((void*)(ip + 1) > data_end || offset + sizeof(*ip) > tunnel->end ||
        ip->version_length >> 4 != 4)
    {
        return VNLAB_DROP_MALFORMED;
    }
    return combine_ecn(ip, tunnel->ecn);
}

/* Removes the outer headers; an IP packet gets an Ethernet header as if from a neighbour. */
static __always_inline int
strip(struct xdp_md* ctx, const struct tunnel* tunnel, const struct vnlab_decap_value* rule)
{
    struct vnlab_ethernet* outer = (void*)(long)ctx->data;
    if ((void*)(outer + 1) > (void*)(long)ctx->data_end)
    {
        return drop(VNLAB_DROP_MALFORMED);
    }
    if (tunnel->key.protocol != VNLAB_TUNNEL_IPIP)
    {
        return bpf_xdp_adjust_head(ctx, tunnel->inner) ? drop(VNLAB_DROP_NO_HEADROOM) : pass(ctx);
    }
    struct vnlab_ethernet header = *outer;
    __builtin_memcpy(header.source, rule->peer_mac, 6);
    header.type = bpf_htons(ETH_P_IP);
    if (bpf_xdp_adjust_head(ctx, tunnel->inner - sizeof(header)))
    {
        return drop(VNLAB_DROP_NO_HEADROOM);
    }
    struct vnlab_ethernet* ethernet = (void*)(long)ctx->data;
    if ((void*)(ethernet + 1) > (void*)(long)ctx->data_end)
    {
        return drop(VNLAB_DROP_MALFORMED);
    }
    *ethernet = header;
    return pass(ctx);
}

SEC("xdp")
int
vnlab_decap(struct xdp_md* ctx)
{
    struct tunnel tunnel = {0};
    __u32 reason = parse(ctx, &tunnel);
    if (reason != VNLAB_KEEP)
    {
        return drop(reason);
    }
    if (tunnel.key.protocol == VNLAB_TUNNEL_NONE)
    {
        return pass(ctx);
    }
    /* A copy: were `tunnel` itself in memory, the verifier would forget its offsets' bounds. */
    struct vnlab_decap_key key = tunnel.key;
    const struct vnlab_decap_value* rule = bpf_map_lookup_elem(&decap_map, &key);
    if (!rule)
    {
        return drop(VNLAB_DROP_UNKNOWN_TUNNEL);
    }
    reason = accept_inner(ctx, &tunnel);
    if (reason != VNLAB_KEEP)
    {
        return drop(reason);
    }
    return strip(ctx, &tunnel, rule);
}
