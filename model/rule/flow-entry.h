// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_ENTRY_H
#define VNLAB_FLOW_ENTRY_H

#include "model/mac-bytes.h"
#include "model/rule/tables.h"
#include "model/spec/ipv4-prefix.h"
#include "model/substrate/topology.h"
#include "model/wire/frame-fields.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

inline constexpr TableId kFlowTable{128};       ///< host or fabric switch: match-action entries
inline constexpr TableId kTunnelPortTable{129}; ///< host switch: the far end of a tunnel port

/**
 * @brief The fields of a packet that a flow can match on, by OXM's names (OpenFlow 1.3 §7.2.3.7).
 *
 * Host byte order. A packet's fields that it does not have are zero.
 */
struct FlowFields
{
    uint32_t inPort{0};
    uint32_t tunnelId{0};
    uint32_t ipv4Source{0};
    uint32_t ipv4Destination{0};
    uint16_t etherType{0};
    uint16_t vlanId{0};
    uint16_t sourcePort{0}; ///< of TCP or UDP
    uint16_t destinationPort{0};
    MacBytes etherSource{};
    MacBytes etherDestination{};
    uint8_t protocol{0}; ///< of IPv4
    std::array<uint8_t, 3> zero{};

    bool operator==(const FlowFields&) const = default;
};

/// @return what a switch sees of a packet. @param tunnelId of the tunnel that it came in; 0: in none
FlowFields PacketFields(const FrameFields& frame, uint32_t inPort, uint32_t tunnelId);

/// @return the fields where the mask has ones, and zero elsewhere
FlowFields Masked(const FlowFields& fields, const FlowFields& mask);

/// Key of kFlowTable: what a flow matches, and before which others. Its value has no ones where its mask
/// has none.
struct FlowKey
{
    FlowFields value;
    FlowFields mask; ///< all zero: any packet
    uint16_t priority{0};
    std::array<uint8_t, 2> zero{};

    bool operator==(const FlowKey&) const = default;
};

/// @return whether some packet matches both
bool Overlap(const FlowKey& one, const FlowKey& other);

/**
 * @brief Ports of a switch. vNICs, far hosts and links have numbers of their own, which say what is behind
 * a port.
 */
namespace flow_port
{

constexpr uint32_t kDrop = 0;                ///< of an action: to nobody
constexpr uint32_t kTunnel = 1;              ///< of a host: the one tunnel port
constexpr uint32_t kHostBase = 0x00100000;   ///< of a host: the tunnel port to another host
constexpr uint32_t kServerBase = 0x00800000; ///< the tunnel port to a server
constexpr uint32_t kVnicBase = 0x01000000;
constexpr uint32_t kInPort = 0xfffffff8;     ///< back to where the packet came from: OFPP_IN_PORT
constexpr uint32_t kController = 0xfffffffd; ///< OFPP_CONTROLLER

constexpr uint32_t
Of(HostId host)
{
    return kHostBase + host.value;
}

constexpr uint32_t
Of(ServerId server)
{
    return kServerBase + server.value;
}

constexpr uint32_t
Of(VnicId vnic)
{
    return kVnicBase + vnic.value;
}

/// @param link away from the switch
constexpr uint32_t
Of(LinkId link)
{
    return link.value + 1;
}

constexpr std::optional<VnicId>
VnicOf(uint32_t port)
{
    return port >= kVnicBase && port < kInPort ? std::optional(VnicId{port - kVnicBase})
                                               : std::nullopt;
}

} // namespace flow_port

/// Value of kFlowTable: what is done with a packet, in this order. No output: it is dropped.
struct FlowActions
{
    uint32_t output{flow_port::kDrop};
    uint32_t tunnelId{0};          ///< with setsTunnel
    uint32_t tunnelDestination{0}; ///< IPv4; 0: the port's own far end
    MacBytes etherDestination{};   ///< with setsEther
    uint8_t setsTunnel{0};
    uint8_t setsEther{0};
    uint8_t decrementsTtl{0};
    std::array<uint8_t, 3> zero{};

    bool operator==(const FlowActions&) const = default;
};

struct TunnelPortKey
{
    uint32_t port;
    bool operator==(const TunnelPortKey&) const = default;
};

struct TunnelPortValue
{
    uint32_t remote; ///< IPv4 address of the other host
};

/**
 * @name The flows of the openflow-* designs
 * Precedence: 1. PassOnKey, 2. ReceiveKey, 3. SendKey, 4. those of sites, 5. RouteKey, of which that of the
 * longest prefix. Where packets enter, the port vouches for their source; where they come out of a tunnel, the
 * host that put them in does.
 * @{
 */
constexpr uint16_t kRoutePriority = 100; ///< and the length of the prefix
constexpr uint16_t kToSitePriority = 150;
constexpr uint16_t kFromSitePriority = 160; ///< another, so that the two cannot conflict
constexpr uint16_t kSendPriority = 200;
constexpr uint16_t kReceivePriority =
    300; ///< another than kSendPriority, so that the two cannot conflict
constexpr uint16_t kPassOnPriority = 400;

/// @return a match on in-port, source addresses and destination of an IPv4 packet
FlowKey SendKey(uint32_t inPort, const MacBytes& source, uint32_t from, uint32_t to);

/// @return a match on tunnel, source and destination of an IPv4 packet
FlowKey ReceiveKey(uint32_t tunnelId, uint32_t from, uint32_t to);

/// @return the same of one that comes to a VM on its service chain, by whose Ethernet address it is told apart
FlowKey PassOnKey(uint32_t tunnelId, uint32_t from, uint32_t to, const MacBytes& by);

/// What enters the way to a site or from one: by a vNIC's port at its host, by a site's at a gateway. What comes
/// out of a tunnel on that way has its number.
/// @param source the vNIC's; nothing: any
struct SiteEntrance
{
    uint32_t inPort{0};
    uint32_t tunnelId{0}; ///< 0: in none
    std::optional<MacBytes> source{};
};

/// @return a match on entrance, source and destination of an IPv4 packet from a VM to a site
FlowKey ToSiteKey(const SiteEntrance& by, uint32_t from, const Ipv4Prefix& site);

/// @return the same from a site to a VM
FlowKey FromSiteKey(const SiteEntrance& by, const Ipv4Prefix& site, uint32_t to);

/// @return a match on in-port, if one is given, and destination of an IPv4 packet
FlowKey RouteKey(std::optional<uint32_t> inPort, const Ipv4Prefix& to);
/** @} */

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_ENTRY_H
