// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ADDRESS_PLAN_H
#define VNLAB_ADDRESS_PLAN_H

#include "model/mac-bytes.h"
#include "model/substrate/topology.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/**
 * @brief The provider's addresses: each tells by itself where it is, so the fabric needs no routes.
 *
 * 100.64.0.0/10 (RFC 6598, shared address space) has 15 bits of host and 7 bits of slot: slot 0 is
 * the host itself, slots 1 to 126 are provider addresses of the vNICs on it. 198.18.0.0/15
 * (RFC 2544) numbers the switches and servers: leaves from 198.18.0.0, spines from 198.19.0.0, WAN
 * routers from 198.19.240.0, servers from 198.19.248.0. Servers outside the provider are in
 * 203.0.113.0/24 (RFC 5737). Tenants' own addresses lie elsewhere. All addresses are in host byte
 * order.
 */
namespace address_plan
{

constexpr uint32_t kHostBase = 0x64400000;  // 100.64.0.0/10
constexpr uint32_t kLeafBase = 0xc6120000;  // 198.18.0.0/16
constexpr uint32_t kSpineBase = 0xc6130000; // 198.19.0.0/16
constexpr uint32_t kSlotBits = 7;
constexpr uint32_t kMaxHosts = 1 << 15;
constexpr uint32_t kMaxSlot = 126;              ///< highest slot of a vNIC
constexpr uint32_t kWanRouterBase = 0xc613f000; // 198.19.240.0/21
constexpr uint32_t kServerBase = 0xc613f800;    // 198.19.248.0/21
constexpr uint32_t kOutsideBase = 0xcb007100;   // 203.0.113.0/24
constexpr uint32_t kMaxServers = 254; ///< those outside have their address in the last byte

constexpr uint32_t
HostAddress(HostId host)
{
    return kHostBase | host.value << kSlotBits;
}

/// @param slot 1 to kMaxSlot
constexpr uint32_t
VnicAddress(HostId host, uint32_t slot)
{
    return HostAddress(host) | slot;
}

constexpr uint32_t
LeafAddress(LeafId leaf)
{
    return kLeafBase | leaf.value;
}

constexpr uint32_t
SpineAddress(SpineId spine)
{
    return kSpineBase | spine.value;
}

constexpr uint32_t
WanRouterAddress(DatacenterId datacenter)
{
    return kWanRouterBase | datacenter.value;
}

/// @param isOutside whether the server is outside the provider
constexpr uint32_t
ServerAddress(ServerId server, bool isOutside)
{
    return (isOutside ? kOutsideBase : kServerBase) | (server.value + 1);
}

/// The address of the controller, which is the first of the servers.
constexpr uint32_t kControllerAddress = ServerAddress(ServerId{0}, false);

/// @return the switch or server that has the address, if it is one's
constexpr std::optional<NodeRef>
NodeOf(uint32_t address)
{
    if ((address & 0xffff0000) == kLeafBase)
    {
        return NodeRef{NodeKind::kLeaf, address & 0xffff};
    }
    if ((address & 0xffffff00) == kOutsideBase)
    {
        return NodeRef{NodeKind::kServer, (address & 0xff) - 1};
    }
    if ((address & 0xffff0000) != kSpineBase)
    {
        return std::nullopt;
    }
    if (address >= kServerBase)
    {
        return NodeRef{NodeKind::kServer, address - kServerBase - 1};
    }
    if (address >= kWanRouterBase)
    {
        return NodeRef{NodeKind::kWanRouter, address - kWanRouterBase};
    }
    return NodeRef{NodeKind::kSpine, address & 0xffff};
}

/// @return the address of a node of the substrate but a server
constexpr uint32_t
AddressOf(NodeRef node)
{
    switch (node.kind)
    {
    case NodeKind::kLeaf:
        return LeafAddress(LeafId{node.index});
    case NodeKind::kSpine:
        return SpineAddress(SpineId{node.index});
    case NodeKind::kWanRouter:
        return WanRouterAddress(DatacenterId{node.index});
    case NodeKind::kHost:
    case NodeKind::kServer:
        break;
    }
    return HostAddress(HostId{node.index});
}

/// @return whether the address is the provider's or of a network outside, so that no tenant may use it
constexpr bool
IsReserved(uint32_t address)
{
    return (address & 0xffc00000) == kHostBase || (address & 0xfffe0000) == kLeafBase ||
           (address & 0xffffff00) == kOutsideBase;
}

/// @return the host that has the address or has a vNIC with it, if it is a host's
constexpr std::optional<HostId>
HostOf(uint32_t address)
{
    if ((address & 0xffc00000) != kHostBase)
    {
        return std::nullopt;
    }
    return HostId{(address & 0x003fffff) >> kSlotBits};
}

/// @param address a host's, or a vNIC's on it
/// @return its slot; 0 is the host itself
constexpr uint32_t
SlotOf(uint32_t address)
{
    return address & ((1 << kSlotBits) - 1);
}

/// What every guest has as the Ethernet address of its gateway: its host's side of the vNIC.
constexpr MacBytes kGatewayMac{0x02, 0xfe, 0, 0, 0, 1};

/// @return the Ethernet address of a node of the substrate
constexpr MacBytes
NodeMac(NodeRef node)
{
    return {0x02,
            static_cast<uint8_t>(node.kind),
            static_cast<uint8_t>(node.index >> 24),
            static_cast<uint8_t>(node.index >> 16),
            static_cast<uint8_t>(node.index >> 8),
            static_cast<uint8_t>(node.index)};
}

/// @return the Ethernet address of a vNIC
constexpr MacBytes
VnicMac(VnicId vnic)
{
    return {0x06,
            0,
            static_cast<uint8_t>(vnic.value >> 24),
            static_cast<uint8_t>(vnic.value >> 16),
            static_cast<uint8_t>(vnic.value >> 8),
            static_cast<uint8_t>(vnic.value)};
}

/// @return the vNIC that has the Ethernet address, if it is a vNIC's
constexpr std::optional<VnicId>
VnicOf(const MacBytes& mac)
{
    if (mac[0] != 0x06 || mac[1] != 0)
    {
        return std::nullopt;
    }
    return VnicId{uint32_t{mac[2]} << 24 | uint32_t{mac[3]} << 16 | uint32_t{mac[4]} << 8 | mac[5]};
}

} // namespace address_plan

} // namespace ns3::vnlab

#endif // VNLAB_ADDRESS_PLAN_H
