/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why a packet was dropped. Every packet that the module drops is counted under exactly one.
 * Plain C, because hook programs use it as the key of their drop counters.
 */
#ifndef VNLAB_DROP_REASON_H
#define VNLAB_DROP_REASON_H

/* X(constant, name in tables) */
#define VNLAB_DROP_REASONS(X)                                                                     \
    X(VNLAB_DROP_MALFORMED, "malformed")             /* truncated or inconsistent headers */      \
    X(VNLAB_DROP_UNSUPPORTED, "unsupported")         /* an ethertype the place cannot handle */   \
    X(VNLAB_DROP_NO_TUNNEL, "no-tunnel")             /* hook: no encapsulation rule */            \
    X(VNLAB_DROP_UNKNOWN_TUNNEL, "unknown-tunnel")   /* hook: no decapsulation rule */            \
    X(VNLAB_DROP_NOT_WHITELISTED, "not-whitelisted") /* hook: source is not a member */           \
    X(VNLAB_DROP_NO_HEADROOM, "no-headroom")         /* hook: the frame could not be resized */   \
    X(VNLAB_DROP_UNKNOWN_VNI, "unknown-vni")         /* VTEP: no such segment here */             \
    X(VNLAB_DROP_UNKNOWN_MAC, "unknown-mac")         /* VTEP, bridge: no FDB, no flood entry */   \
    X(VNLAB_DROP_SPOOFED_SOURCE, "spoofed-source")   /* firewall: not this vNIC's address */      \
    X(VNLAB_DROP_NOT_PERMITTED, "not-permitted")     /* firewall: no entry for this pair */       \
    X(VNLAB_DROP_UNVERIFIED, "unverified")           /* host: certificate was refused */          \
    X(VNLAB_DROP_NO_PORT, "no-port")                 /* host: no vNIC has this address */         \
    X(VNLAB_DROP_NO_ROUTE, "no-route")               /* fabric: destination unknown */            \
    X(VNLAB_DROP_TTL_EXPIRED, "ttl-expired")         /* fabric */                                 \
    X(VNLAB_DROP_QUEUE_OVERFLOW, "queue-overflow")   /* link: queue limit reached */              \
    X(VNLAB_DROP_MTU_EXCEEDED, "mtu-exceeded")       /* does not fit and may not be fragmented */ \
    X(VNLAB_DROP_REASSEMBLY, "reassembly-timeout")   /* a fragment never came */                  \
    X(VNLAB_DROP_ARP_UNRESOLVED, "arp-unresolved")   /* guest: nobody answered, or queue full */  \
    X(VNLAB_DROP_NOT_FOR_GUEST, "not-for-guest")     /* guest: other MAC or IP address */         \
    X(VNLAB_DROP_NO_LISTENER, "no-listener")         /* guest: closed port or other protocol */   \
    X(VNLAB_DROP_DETACHED, "detached")               /* vNIC is not attached (any more) */        \
    X(VNLAB_DROP_LINK_DOWN, "link-down")             /* link: is down, or went down meanwhile */  \
    X(VNLAB_DROP_FILTERED, "filtered")               /* bridge: the only way leads back */        \
    X(VNLAB_DROP_RATE_LIMITED, "rate-limited")       /* host: the VM sends more than it may */

#define VNLAB_DROP_ENUMERATOR(constant, name) constant,
enum vnlab_drop_reason
{
    VNLAB_DROP_REASONS(VNLAB_DROP_ENUMERATOR) VNLAB_DROP_REASON_COUNT
};
#undef VNLAB_DROP_ENUMERATOR

#endif /* VNLAB_DROP_REASON_H */
