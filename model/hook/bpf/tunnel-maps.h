/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Keys and values of the maps that LinkWire's hook programs read: the one definition that the
 * programs, the rule compilers and (later) a kernel loader share. Plain C; no padding bytes are
 * implicit. Addresses and ports are in network byte order, tunnel ids in host byte order.
 */
#ifndef VNLAB_TUNNEL_MAPS_H
#define VNLAB_TUNNEL_MAPS_H

#include <linux/types.h>

/* How a frame travels between two VMs. */
enum vnlab_tunnel_protocol
{
    VNLAB_TUNNEL_NONE = 0, /* as it is, on the provider's network (the control channel) */
    VNLAB_TUNNEL_VXLAN = 1,
    VNLAB_TUNNEL_NVGRE = 2,
    VNLAB_TUNNEL_IPIP = 3,
};

/* steer_map (hash): frames of a service chain, which go to another VM before their destination. */
struct vnlab_steer_key
{
    __be32 source;      /* IPv4 source, or ARP sender */
    __be32 destination; /* IPv4 destination, or ARP target */
};

struct vnlab_steer_value
{
    __be32 next; /* whose tunnel encap_map is asked for instead of the destination's */
};

/* encap_map (hash): IPv4 destination, or ARP target, of a frame that the guest sends. */
struct vnlab_encap_key
{
    __be32 destination;
};

struct vnlab_encap_value
{
    __be32 local;        /* outer source */
    __be32 remote;       /* outer destination */
    __u32 tunnel_id;     /* VNI or VSID, 24 bits; 0 for IP-in-IP */
    __u8 protocol;       /* enum vnlab_tunnel_protocol */
    __u8 gateway_mac[6]; /* outer Ethernet destination; the source is the vNIC's own */
    __u8 peer_mac[6];    /* what ARP is answered with where the tunnel carries no ARP */
    __u8 zero[3];
};

/* decap_map (hash): the tunnels that this vNIC terminates. */
struct vnlab_decap_key
{
    __be32 remote; /* outer source */
    __u32 tunnel_id;
    __u8 protocol;
    __u8 zero[3];
};

struct vnlab_decap_value
{
    __u8 peer_mac[6]; /* Ethernet source given to a frame that arrives without one (IP-in-IP) */
    __u8 zero[2];
};

/* whitelist_map (hash): who may send to this vNIC, after decapsulation. */
struct vnlab_whitelist_key
{
    __u8 source_mac[6];
    __u8 zero[2];
    __be32 source; /* IPv4 source, or ARP sender */
};

struct vnlab_whitelist_value
{
    __u32 origin; /* not read by the program; keeps an entry traceable in a dump */
};

#endif /* VNLAB_TUNNEL_MAPS_H */
