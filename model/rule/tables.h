// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TABLES_H
#define VNLAB_TABLES_H

#include "model/ids.h"
#include "model/mac-bytes.h"

#include <array>
#include <cstdint>

namespace ns3::vnlab
{

/// The tables that rules are written into. The hook maps' formats are in
/// model/hook/bpf/tunnel-maps.h, the others' below. Numbers are in host byte order.
enum class TableId : uint8_t
{
    kEncap,       ///< VM hook: tunnel of a destination
    kDecap,       ///< VM hook: tunnels that are terminated
    kWhitelist,   ///< VM hook: sources that may come in
    kPortAddress, ///< host switch: vNIC of an address (routed)
    kPortSegment, ///< host switch: segment of a vNIC (VTEP)
    kFdb,         ///< VTEP: remote VTEP of a MAC address
    kFlood,       ///< VTEP: where a segment's broadcasts are replicated to
    kArp,         ///< VTEP: answers to ARP requests, so that they need no flooding
    kHostRoute,   ///< fabric switch: host of a tenant address
    kIdentity,    ///< identity firewall: whose a MAC address is
    kPermit,      ///< identity firewall: who may speak to whom, and what
};

struct PortAddressKey
{
    uint32_t address;
    bool operator==(const PortAddressKey&) const = default;
};

struct PortAddressValue
{
    VnicId vnic;
};

struct PortSegmentKey
{
    VnicId vnic;
    bool operator==(const PortSegmentKey&) const = default;
};

struct PortSegmentValue
{
    Vni vni;
};

/// A MAC address in a segment: key of the FDB and of the identity table.
struct SegmentMacKey
{
    Vni vni;
    MacBytes mac;
    std::array<uint8_t, 2> zero{};
    bool operator==(const SegmentMacKey&) const = default;
};

struct FdbValue
{
    uint32_t vtep;
};

struct FloodKey
{
    Vni vni;
    uint32_t vtep;
    bool operator==(const FloodKey&) const = default;
};

struct ArpKey
{
    Vni vni;
    uint32_t address;
    bool operator==(const ArpKey&) const = default;
};

struct ArpValue
{
    MacBytes mac;
};

struct HostRouteKey
{
    uint32_t address;
};

struct HostRouteValue
{
    HostId host;
};

struct IdentityValue
{
    UuidBytes uuid;
    uint32_t address; ///< the only one that this identity may use here
};

struct PermitKey
{
    UuidBytes source;
    UuidBytes destination;
    bool operator==(const PermitKey&) const = default;
};

/// What a permit allows: IANA protocol and destination port; port 0 is any.
struct PermittedService
{
    uint16_t port;
    uint8_t protocol;
    uint8_t used; ///< 1 where this slot counts
    bool operator==(const PermittedService&) const = default;
};

/// No used slot means everything.
struct PermitValue
{
    std::array<PermittedService, 4> services;
};

} // namespace ns3::vnlab

#endif // VNLAB_TABLES_H
