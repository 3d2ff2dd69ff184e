/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * TC egress: puts a frame that the guest sends into the tunnel to the host of its destination, or of
 * the next VM of its service chain, which gets it as a router would: by its own Ethernet address.
 *
 * The outer header, for all tunnels: Ethernet from the frame's own source to the gateway; TTL 64;
 * DSCP 0; ECN copied from the inner header, CE as ECT(0), as Linux does (RFC 3168 section 9.1.1,
 * full functionality); DF clear, so routers may fragment it, and therefore an identification from
 * a counter: two datagrams in flight with the same one could be reassembled into each other
 * (RFC 6864 section 4.3).
 */
#include "packet-headers.h"
#include "tunnel-maps.h"
#include "vnlab-bpf.h"

VNLAB_LICENSE;
VNLAB_MAP(steer_map,
          BPF_MAP_TYPE_HASH,
          struct vnlab_steer_key,
          struct vnlab_steer_value,
          VNLAB_MAX_RULES);
VNLAB_MAP(encap_map,
          BPF_MAP_TYPE_HASH,
          struct vnlab_encap_key,
          struct vnlab_encap_value,
          VNLAB_MAX_RULES);
/* 0 -> identification of the next outer header, shared by all CPUs. */
VNLAB_MAP(identification, BPF_MAP_TYPE_ARRAY, __u32, __u32, 1);

/* Ethernet, the longest IPv4 header, and the ports: all that parsing looks at. */
#define PARSED_BYTES (sizeof(struct vnlab_ethernet) + 60 + sizeof(struct vnlab_ports))

/* Outer UDP source ports: Linux's ephemeral range (net.ipv4.ip_local_port_range). */
#define FIRST_SOURCE_PORT 32768
#define SOURCE_PORTS (60999 - FIRST_SOURCE_PORT + 1)

/* What the outer headers depend on. */
struct frame
{
    struct vnlab_ethernet ethernet;
    __be32 source;       /* IPv4 source or ARP sender */
    __be32 destination;  /* IPv4 destination or ARP target */
    __u32 flow;          /* hash of addresses, protocol and ports */
    __u32 length;        /* of the whole frame, Ethernet header included */
    __u32 ip_length;     /* IPv4 total length; 0 for ARP */
    __u16 arp_operation; /* 0 for IPv4 */
    __u8 ecn;            /* for the outer header */
};

struct vxlan_headers
{
    struct vnlab_ethernet ethernet;
    struct vnlab_ipv4 ip;
    struct vnlab_udp udp;
    struct vnlab_vxlan vxlan;
    struct vnlab_ethernet inner;
} VNLAB_WIRE;

struct nvgre_headers
{
    struct vnlab_ethernet ethernet;
    struct vnlab_ipv4 ip;
    struct vnlab_nvgre gre;
    struct vnlab_ethernet inner;
} VNLAB_WIRE;

struct ipip_headers
{
    struct vnlab_ethernet ethernet;
    struct vnlab_ipv4 ip;
} VNLAB_WIRE;

struct arp_frame
{
    struct vnlab_ethernet ethernet;
    struct vnlab_arp arp;
} VNLAB_WIRE;

static __always_inline int
drop(__u32 reason)
{
    vnlab_count_drop(reason);
    return TC_ACT_SHOT;
}

/* Mixes three words; the finalizer of MurmurHash3 between them. */
static __always_inline __u32
hash(__u32 a, __u32 b, __u32 c)
{
    __u32 h = (a ^ (a >> 16)) * 0x85ebca6b;
    h += b;
    h = (h ^ (h >> 13)) * 0xc2b2ae35;
    h += c;
    h = (h ^ (h >> 16)) * 0x85ebca6b;
    h = (h ^ (h >> 13)) * 0xc2b2ae35;
    return h ^ (h >> 16);
}

static __always_inline __u32
parse_arp(void* start, void* end, struct frame* frame)
{
    struct vnlab_arp* arp = start;
    if ((void*)(arp + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    frame->arp_operation = bpf_ntohs(arp->operation);
    if (arp->hardware_type != bpf_htons(1) || arp->protocol_type != bpf_htons(ETH_P_IP) ||
        arp->hardware_length != 6 || arp->protocol_length != 4 ||
        (frame->arp_operation != VNLAB_ARP_REQUEST && frame->arp_operation != VNLAB_ARP_REPLY))
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    frame->source = arp->sender;
    frame->destination = arp->target;
    frame->flow = hash(bpf_ntohl(arp->sender), bpf_ntohl(arp->target), ETH_P_ARP);
    return VNLAB_KEEP;
}

static __always_inline __u32
parse_ipv4(void* start, void* end, struct frame* frame)
{
    struct vnlab_ipv4* ip = start;
    if ((void*)(ip + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    __u32 header_length = (ip->version_length & 0x0f) * 4;
    frame->ip_length = bpf_ntohs(ip->total_length);
    if (ip->version_length >> 4 != 4 || header_length < sizeof(*ip) ||
        frame->ip_length < header_length ||
        frame->ip_length + sizeof(struct vnlab_ethernet) > frame->length)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (frame->ethernet.destination[0] & 1)
    {
        return VNLAB_DROP_UNSUPPORTED;
    }
    /* All fragments of a packet take the same way: no ports, not even from the first. */
    __u32 both_ports = 0;
    struct vnlab_ports* ports = (void*)((__u8*)start + header_length);
    if ((ip->protocol == IPPROTO_TCP || ip->protocol == IPPROTO_UDP) &&
        !(ip->fragment & bpf_htons(VNLAB_IPV4_MORE_OR_OFFSET)) && (void*)(ports + 1) <= end)
    {
        both_ports = (__u32)bpf_ntohs(ports->source) << 16 | bpf_ntohs(ports->destination);
    }
    frame->source = ip->source;
    frame->destination = ip->destination;
    frame->flow =
        hash(bpf_ntohl(ip->source) + ip->protocol, bpf_ntohl(ip->destination), both_ports);
    frame->ecn = ip->tos & VNLAB_ECN_MASK;
    if (frame->ecn == VNLAB_ECN_CE)
    {
        frame->ecn = VNLAB_ECN_ECT_0;
    }
    return VNLAB_KEEP;
}

static __always_inline __u32
parse(struct __sk_buff* skb, struct frame* frame)
{
    __u32 wanted = skb->len < PARSED_BYTES ? skb->len : PARSED_BYTES;
    if (bpf_skb_pull_data(skb, wanted))
    {
        return VNLAB_DROP_MALFORMED;
    }
    void* end = (void*)(long)skb->data_end;
    struct vnlab_ethernet* ethernet = (void*)(long)skb->data;
    if ((void*)(ethernet + 1) > end)
    {
        return VNLAB_DROP_MALFORMED;
    }
    frame->ethernet = *ethernet;
    frame->length = skb->len;
    switch (ethernet->type)
    {
    case bpf_htons(ETH_P_IP):
        return parse_ipv4(ethernet + 1, end, frame);
    case bpf_htons(ETH_P_ARP):
        return parse_arp(ethernet + 1, end, frame);
    default:
        return VNLAB_DROP_UNSUPPORTED;
    }
}

/* Writes the outer Ethernet and IPv4 header of a packet of `length` bytes (outer IPv4 included). */
static __always_inline void
write_outer(struct vnlab_ethernet* ethernet,
            struct vnlab_ipv4* ip,
            const struct frame* frame,
            const struct vnlab_encap_value* rule,
            __u8 protocol,
            __u32 length)
{
    __builtin_memcpy(ethernet->destination, rule->gateway_mac, 6);
    __builtin_memcpy(ethernet->source, frame->ethernet.source, 6);
    ethernet->type = bpf_htons(ETH_P_IP);

    __u32 zero = 0;
    __u32* next = bpf_map_lookup_elem(&identification, &zero);
    __u16 id = next ? __sync_fetch_and_add(next, 1) : 0;
    __u32 local = bpf_ntohl(rule->local);
    __u32 remote = bpf_ntohl(rule->remote);
    __u32 sum = (0x4500 | frame->ecn) + length + id + (64 << 8 | protocol) + (local >> 16) +
                (local & 0xffff) + (remote >> 16) + (remote & 0xffff);
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);

    ip->version_length = 0x45;
    ip->tos = frame->ecn;
    ip->total_length = bpf_htons((__u16)length);
    ip->identification = bpf_htons(id);
    ip->fragment = 0;
    ip->ttl = 64;
    ip->protocol = protocol;
    ip->checksum = bpf_htons((__u16)~sum);
    ip->source = rule->local;
    ip->destination = rule->remote;
}

/*
 * Makes `room` bytes at the front and writes the headers there, the last of them over the frame's
 * own Ethernet header. Where it can, it tells the kernel about the encapsulation, without which
 * the kernel could not segment a large TCP frame afterwards; bpf_skb_adjust_room takes only IP, and
 * no packet that was in a tunnel of this kernel before and is passed on now, between namespaces.
 */
static __always_inline int
push(struct __sk_buff* skb,
     const struct frame* frame,
     __u32 room,
     __u64 flags,
     const void* headers,
     __u32 length)
{
    int told =
        !frame->arp_operation &&
        !bpf_skb_adjust_room(skb, room, BPF_ADJ_ROOM_MAC, flags | BPF_F_ADJ_ROOM_ENCAP_L3_IPV4);
    if ((!told && bpf_skb_change_head(skb, room, 0)) ||
        bpf_skb_store_bytes(skb, 0, headers, length, 0))
    {
        return drop(VNLAB_DROP_NO_HEADROOM);
    }
    return TC_ACT_OK;
}

/* RFC 7348; UDP checksum 0 as its section 5 allows: the payload need not be at hand. */
static __always_inline int
push_vxlan(struct __sk_buff* skb, const struct frame* frame, const struct vnlab_encap_value* rule)
{
    struct vxlan_headers headers;
    __u32 room = sizeof(headers) - sizeof(headers.inner);
    __u32 udp_length = sizeof(headers.udp) + sizeof(headers.vxlan) + frame->length;
    __u32 length = sizeof(headers.ip) + udp_length;
    if (length > 0xffff)
    {
        return drop(VNLAB_DROP_MTU_EXCEEDED);
    }
    write_outer(&headers.ethernet, &headers.ip, frame, rule, IPPROTO_UDP, length);
    headers.udp.source =
        bpf_htons((__u16)(FIRST_SOURCE_PORT + ((__u64)frame->flow * SOURCE_PORTS >> 32)));
    headers.udp.destination = bpf_htons(VNLAB_VXLAN_PORT);
    headers.udp.length = bpf_htons((__u16)udp_length);
    headers.udp.checksum = 0;
    headers.vxlan.flags = bpf_htonl(VNLAB_VXLAN_FLAG_I);
    headers.vxlan.vni = bpf_htonl(rule->tunnel_id << 8);
    headers.inner = frame->ethernet;
    return push(skb,
                frame,
                room,
                BPF_F_ADJ_ROOM_ENCAP_L4_UDP | BPF_F_ADJ_ROOM_ENCAP_L2_ETH |
                    BPF_F_ADJ_ROOM_ENCAP_L2(sizeof(headers.inner)),
                &headers,
                sizeof(headers));
}

/* RFC 7637; the FlowID gives switches something to spread flows by. */
static __always_inline int
push_nvgre(struct __sk_buff* skb, const struct frame* frame, const struct vnlab_encap_value* rule)
{
    struct nvgre_headers headers;
    __u32 room = sizeof(headers) - sizeof(headers.inner);
    __u32 length = sizeof(headers.ip) + sizeof(headers.gre) + frame->length;
    if (length > 0xffff)
    {
        return drop(VNLAB_DROP_MTU_EXCEEDED);
    }
    write_outer(&headers.ethernet, &headers.ip, frame, rule, IPPROTO_GRE, length);
    headers.gre.flags = bpf_htons(VNLAB_GRE_KEY_PRESENT);
    headers.gre.type = bpf_htons(VNLAB_GRE_ETHERNET);
    headers.gre.key = bpf_htonl(rule->tunnel_id << 8 | frame->flow >> 24);
    headers.inner = frame->ethernet;
    return push(skb,
                frame,
                room,
                BPF_F_ADJ_ROOM_ENCAP_L4_GRE | BPF_F_ADJ_ROOM_ENCAP_L2_ETH |
                    BPF_F_ADJ_ROOM_ENCAP_L2(sizeof(headers.inner)),
                &headers,
                sizeof(headers));
}

/* RFC 2003. Ethernet padding after the inner packet stays behind the outer packet's end. */
static __always_inline int
push_ipip(struct __sk_buff* skb, const struct frame* frame, const struct vnlab_encap_value* rule)
{
    struct ipip_headers headers;
    __u32 length = sizeof(headers.ip) + frame->ip_length;
    if (length > 0xffff)
    {
        return drop(VNLAB_DROP_MTU_EXCEEDED);
    }
    write_outer(&headers.ethernet, &headers.ip, frame, rule, IPPROTO_IPIP, length);
    return push(skb, frame, sizeof(headers.ip), 0, &headers, sizeof(headers));
}

/*
 * IP-in-IP carries no ARP, and a chain's next VM does not answer for its end: the guest's request is
 * turned into the reply and handed back to it.
 */
static __always_inline int
answer_arp(struct __sk_buff* skb, const struct vnlab_encap_value* rule)
{
    struct arp_frame* request = (void*)(long)skb->data;
    if ((void*)(request + 1) > (void*)(long)skb->data_end)
    {
        return drop(VNLAB_DROP_MALFORMED);
    }
    struct arp_frame reply = *request;
    __builtin_memcpy(reply.ethernet.destination, request->ethernet.source, 6);
    __builtin_memcpy(reply.ethernet.source, rule->peer_mac, 6);
    reply.arp.operation = bpf_htons(VNLAB_ARP_REPLY);
    __builtin_memcpy(reply.arp.sender_mac, rule->peer_mac, 6);
    reply.arp.sender = request->arp.target;
    __builtin_memcpy(reply.arp.target_mac, request->arp.sender_mac, 6);
    reply.arp.target = request->arp.sender;
    if (bpf_skb_store_bytes(skb, 0, &reply, sizeof(reply), 0))
    {
        return drop(VNLAB_DROP_NO_HEADROOM);
    }
    return bpf_redirect(skb->ifindex, BPF_F_INGRESS);
}

SEC("tc")
int
vnlab_encap(struct __sk_buff* skb)
{
    struct frame frame = {0};
    __u32 reason = parse(skb, &frame);
    if (reason != VNLAB_KEEP)
    {
        return drop(reason);
    }
    struct vnlab_steer_key ends = {.source = frame.source, .destination = frame.destination};
    const struct vnlab_steer_value* steered = bpf_map_lookup_elem(&steer_map, &ends);
    struct vnlab_encap_key key = {.destination = steered ? steered->next : frame.destination};
    const struct vnlab_encap_value* rule = bpf_map_lookup_elem(&encap_map, &key);
    if (!rule)
    {
        return drop(VNLAB_DROP_NO_TUNNEL);
    }
    if (steered)
    {
        if (frame.arp_operation)
        {
            return frame.arp_operation == VNLAB_ARP_REQUEST ? answer_arp(skb, rule)
                                                            : drop(VNLAB_DROP_UNSUPPORTED);
        }
        __builtin_memcpy(frame.ethernet.destination, rule->peer_mac, 6);
    }
    switch (rule->protocol)
    {
    case VNLAB_TUNNEL_NONE:
        return TC_ACT_OK;
    case VNLAB_TUNNEL_VXLAN:
        return push_vxlan(skb, &frame, rule);
    case VNLAB_TUNNEL_NVGRE:
        return push_nvgre(skb, &frame, rule);
    case VNLAB_TUNNEL_IPIP:
        if (!frame.arp_operation)
        {
            return push_ipip(skb, &frame, rule);
        }
        if (frame.arp_operation == VNLAB_ARP_REQUEST)
        {
            return answer_arp(skb, rule);
        }
        return drop(VNLAB_DROP_UNSUPPORTED);
    default:
        return drop(VNLAB_DROP_UNSUPPORTED);
    }
}
