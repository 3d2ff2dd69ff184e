/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The headers that hook programs read and write, as they are on the wire (network byte order).
 * Packed to two bytes: an IPv4 header after 14 bytes of Ethernet lies on no larger boundary.
 * Plain C.
 */
#ifndef VNLAB_PACKET_HEADERS_H
#define VNLAB_PACKET_HEADERS_H

#include <linux/types.h>

#define VNLAB_WIRE __attribute__((packed, aligned(2)))

struct vnlab_ethernet
{
    __u8 destination[6];
    __u8 source[6];
    __be16 type;
} VNLAB_WIRE;

/* RFC 791, without options */
struct vnlab_ipv4
{
    __u8 version_length; /* version << 4 | header length in 32-bit words */
    __u8 tos;            /* DSCP << 2 | ECN */
    __be16 total_length;
    __be16 identification;
    __be16 fragment; /* flags << 13 | offset in 8-byte units */
    __u8 ttl;
    __u8 protocol;
    __sum16 checksum;
    __be32 source;
    __be32 destination;
} VNLAB_WIRE;

/* RFC 826, for IPv4 over Ethernet */
struct vnlab_arp
{
    __be16 hardware_type;
    __be16 protocol_type;
    __u8 hardware_length;
    __u8 protocol_length;
    __be16 operation;
    __u8 sender_mac[6];
    __be32 sender;
    __u8 target_mac[6];
    __be32 target;
} VNLAB_WIRE;

/* The first four bytes of TCP and of UDP */
struct vnlab_ports
{
    __be16 source;
    __be16 destination;
} VNLAB_WIRE;

/* RFC 768 */
struct vnlab_udp
{
    __be16 source;
    __be16 destination;
    __be16 length;
    __sum16 checksum;
} VNLAB_WIRE;

/* RFC 7348 section 5 */
struct vnlab_vxlan
{
    __be32 flags; /* VNLAB_VXLAN_FLAG_I, the rest reserved */
    __be32 vni;   /* VNI << 8 | reserved */
} VNLAB_WIRE;

/* RFC 2890 with a key and nothing else, as RFC 7637 section 3.2 uses it */
struct vnlab_nvgre
{
    __be16 flags;
    __be16 type;
    __be32 key; /* VSID << 8 | FlowID */
} VNLAB_WIRE;

/* Constants in host byte order. */
#define VNLAB_IPV4_MORE_OR_OFFSET 0x3fff /* either of them set: the packet is a fragment */
#define VNLAB_IPV4_OFFSET 0x1fff
#define VNLAB_ECN_MASK 0x03
#define VNLAB_ECN_ECT_1 0x01
#define VNLAB_ECN_ECT_0 0x02
#define VNLAB_ECN_CE 0x03
#define VNLAB_ARP_REQUEST 1
#define VNLAB_ARP_REPLY 2
#define VNLAB_VXLAN_PORT 4789
#define VNLAB_VXLAN_FLAG_I 0x08000000
#define VNLAB_GRE_KEY_PRESENT 0x2000
#define VNLAB_GRE_ETHERNET 0x6558

#endif /* VNLAB_PACKET_HEADERS_H */
