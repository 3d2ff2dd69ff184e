// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TABLES_H
#define VNLAB_TABLES_H

#include "model/ids.h"
#include "model/mac-bytes.h"

#include <array>
#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

/// The number of a table that rules are written into. The hook maps' formats are in
/// model/hook/bpf/tunnel-maps.h, the others' below. Numbers in entries are in host byte order. A table of
/// one's own takes a number from 128 on.
struct TableId
{
    uint8_t value;

    auto operator<=>(const TableId&) const = default;

    static const TableId kEncap;       ///< VM hook: tunnel of a destination
    static const TableId kDecap;       ///< VM hook: tunnels that are terminated
    static const TableId kWhitelist;   ///< VM hook: sources that may come in
    static const TableId kPortAddress; ///< host switch: vNIC of an address (routed)
    static const TableId kPortSegment; ///< host switch: segment of a vNIC (VTEP)
    static const TableId kFdb;         ///< VTEP: remote VTEP of a MAC address
    static const TableId kFlood;       ///< VTEP: where a segment's broadcasts are replicated to
    static const TableId kArp; ///< VTEP: answers to ARP requests, so that they need no flooding
    static const TableId kHostRoute; ///< fabric switch: host of a tenant address
    static const TableId kIdentity;  ///< identity firewall: whose a MAC address is
    static const TableId kPermit;    ///< identity firewall: who may speak to whom, and what
    static const TableId kGateway;   ///< VTEP: gateways that a segment's unknown unicasts go to
    static const TableId kSteer;     ///< VM hook: where a service chain's packets go next
    static const TableId kNextHop;   ///< host switch: the same, of the vNICs here
    static const TableId kCarried;   ///< identity firewall: whose packets a vNIC passes on
};

inline constexpr TableId TableId::kEncap{0};
inline constexpr TableId TableId::kDecap{1};
inline constexpr TableId TableId::kWhitelist{2};
inline constexpr TableId TableId::kPortAddress{3};
inline constexpr TableId TableId::kPortSegment{4};
inline constexpr TableId TableId::kFdb{5};
inline constexpr TableId TableId::kFlood{6};
inline constexpr TableId TableId::kArp{7};
inline constexpr TableId TableId::kHostRoute{8};
inline constexpr TableId TableId::kIdentity{9};
inline constexpr TableId TableId::kPermit{10};
inline constexpr TableId TableId::kGateway{11};
inline constexpr TableId TableId::kSteer{12};
inline constexpr TableId TableId::kNextHop{13};
inline constexpr TableId TableId::kCarried{14};

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

/// A flow of the segment goes to one of its gateways.
struct GatewayKey
{
    Vni vni;
    uint32_t gateway; ///< address
    bool operator==(const GatewayKey&) const = default;
};

/// What a vNIC sends from one end of a service chain to the other.
struct NextHopKey
{
    VnicId vnic;
    uint32_t source;
    uint32_t destination;
    bool operator==(const NextHopKey&) const = default;
};

struct NextHopValue
{
    MacBytes mac; ///< of the chain's next vNIC
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

/// An address that is not a vNIC's own, on packets that it sends or gets.
struct CarriedKey
{
    Vni vni;
    MacBytes mac; ///< of the vNIC
    std::array<uint8_t, 2> zero{};
    uint32_t address;
    bool operator==(const CarriedKey&) const = default;
};

struct CarriedValue
{
    UuidBytes uuid; ///< whose it is
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
