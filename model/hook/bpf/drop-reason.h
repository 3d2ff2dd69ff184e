/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why a packet was dropped. Every packet that the module drops is counted under exactly one.
 * Plain C, because hook programs use it as the key of their drop counters.
 */
#ifndef VNLAB_DROP_REASON_H
#define VNLAB_DROP_REASON_H

/* One row a reason: X(constant, name in tables, where packets are dropped for it, why); "" where the
 * name says why. */
/* clang-format off */
#define VNLAB_DROP_REASONS(X) \
    X(VNLAB_DROP_MALFORMED, "malformed", "any", "truncated or inconsistent headers") \
    X(VNLAB_DROP_UNSUPPORTED, "unsupported", "any", "an EtherType that is not handled here") \
    X(VNLAB_DROP_NO_TUNNEL, "no-tunnel", "VM hook", "no encapsulation rule for the destination") \
    X(VNLAB_DROP_UNKNOWN_TUNNEL, "unknown-tunnel", "VM hook", "no decapsulation rule") \
    X(VNLAB_DROP_NOT_WHITELISTED, "not-whitelisted", "VM hook", "the source is not on the whitelist") \
    X(VNLAB_DROP_NO_HEADROOM, "no-headroom", "VM hook", "the frame could not be resized") \
    X(VNLAB_DROP_UNKNOWN_VNI, "unknown-vni", "VTEP", "no such segment here") \
    X(VNLAB_DROP_UNKNOWN_MAC, "unknown-mac", "VTEP, gateway, fabric", "neither an FDB nor a flood entry") \
    X(VNLAB_DROP_SPOOFED_SOURCE, "spoofed-source", "host firewall", "not this vNIC's address") \
    X(VNLAB_DROP_NOT_PERMITTED, "not-permitted", "host firewall, flow tables, IPsec", "nothing permits it") \
    X(VNLAB_DROP_UNVERIFIED, "unverified", "host", "the VM's certificate was refused") \
    X(VNLAB_DROP_NO_PORT, "no-port", "host", "no vNIC has this address") \
    X(VNLAB_DROP_NO_ROUTE, "no-route", "fabric", "destination unknown") \
    X(VNLAB_DROP_TTL_EXPIRED, "ttl-expired", "fabric, host", "") \
    X(VNLAB_DROP_QUEUE_OVERFLOW, "queue-overflow", "link, gateway", "queue limit reached") \
    X(VNLAB_DROP_MTU_EXCEEDED, "mtu-exceeded", "host", "does not fit and may not be fragmented") \
    X(VNLAB_DROP_REASSEMBLY, "reassembly-timeout", "host, guest", "a fragment never arrived") \
    X(VNLAB_DROP_ARP_UNRESOLVED, "arp-unresolved", "guest", "no answer, or the queue was full") \
    X(VNLAB_DROP_NOT_FOR_GUEST, "not-for-guest", "guest", "another MAC or IP address") \
    X(VNLAB_DROP_NO_LISTENER, "no-listener", "guest", "closed port or other protocol") \
    X(VNLAB_DROP_DETACHED, "detached", "vNIC", "not attached, or no longer") \
    X(VNLAB_DROP_LINK_DOWN, "link-down", "link", "it is down, or went down with the frame in flight") \
    X(VNLAB_DROP_FILTERED, "filtered", "fabric", "the only way of a bridge leads back to the sender") \
    X(VNLAB_DROP_RATE_LIMITED, "rate-limited", "host", "the VM sends more than it may") \
    X(VNLAB_DROP_UNRESOLVED, "unresolved", "host", "its entry was asked for, and it could not wait") \
    X(VNLAB_DROP_REFUSED, "refused", "middlebox", "a VM on the way does not let it pass") \
    X(VNLAB_DROP_CONNECTIONS_FULL, "connections-full", "host firewall", "it can remember no more connections") \
    X(VNLAB_DROP_WRONG_VTEP, "wrong-vtep", "VTEP", "its sender is elsewhere than it came from") \
    X(VNLAB_DROP_NO_ASSOCIATION, "no-association", "IPsec", "no key for it, yet or any more") \
    X(VNLAB_DROP_NOT_AUTHENTIC, "not-authentic", "IPsec", "sealed with another key, or changed since")
/* clang-format on */

#define VNLAB_DROP_ENUMERATOR(constant, name, where, why) constant,
enum vnlab_drop_reason
{
    VNLAB_DROP_REASONS(VNLAB_DROP_ENUMERATOR) VNLAB_DROP_REASON_COUNT
};
#undef VNLAB_DROP_ENUMERATOR

#endif /* VNLAB_DROP_REASON_H */
