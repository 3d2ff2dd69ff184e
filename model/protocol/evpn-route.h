// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_ROUTE_H
#define VNLAB_EVPN_ROUTE_H

#include "model/mac-bytes.h"
#include "model/protocol/bgp-address.h"
#include "model/wire/byte-fields.h"

#include <optional>
#include <vector>

namespace ns3::vnlab::bgp
{

/// The kinds of EVPN routes that are known here (RFC 7432 §7).
enum class EvpnType : uint8_t
{
    kMacIp = 2,     ///< MAC/IP advertisement: behind this VTEP is this MAC
    kMulticast = 3, ///< inclusive multicast Ethernet tag: this VTEP wants what is flooded
};

/// What keeps apart equal routes of several instances (RFC 4364 §4.2): the 8 bytes as a number.
struct RouteDistinguisher
{
    uint64_t value{0};

    /// @return type 1, address:number, as RFC 7432 §7.9 recommends. @param address in host byte order
    static constexpr RouteDistinguisher OfAddress(uint32_t address, uint16_t number)
    {
        return {uint64_t{1} << 48 | uint64_t{address} << 16 | number};
    }

    /// @return type 0, AS:number
    static constexpr RouteDistinguisher OfAs(uint16_t as, uint32_t number)
    {
        return {uint64_t{as} << 32 | number};
    }

    auto operator<=>(const RouteDistinguisher&) const = default;
};

/// What tells EVPN routes apart: RFC 7432 §7.2 and §7.3 say which fields of a route do.
struct EvpnKey
{
    EvpnType type{EvpnType::kMacIp};
    RouteDistinguisher rd{};
    uint32_t tag{0}; ///< Ethernet tag; 0 where a VNI is an instance of its own (RFC 8365 §5.1.3)
    MacBytes mac{};  ///< of kMacIp; else zeros
    Address ip{};    ///< of kMacIp: the MAC's, or none; of kMulticast: the originating router's

    auto operator<=>(const EvpnKey&) const = default;
};

/// Ethernet segment identifier (RFC 7432 §5); zeros where a segment has one VTEP.
using Esi = std::array<uint8_t, 10>;

/// A route as UPDATEs announce it.
struct EvpnRoute
{
    EvpnKey key{};
    Esi esi{};                        ///< of kMacIp
    uint32_t label{0};                ///< of kMacIp: the VNI, 24 bits (RFC 8365 §5.1.3)
    std::optional<uint32_t> label2{}; ///< of kMacIp: the VNI of a tenant's routing (RFC 9135 §6.1)

    bool operator==(const EvpnRoute&) const = default;
};

/// Appends a route as it stands in MP_REACH_NLRI.
void Write(ByteWriter& writer, const EvpnRoute& route);

/// @return bytes of a route that Write() appends
size_t SizeOf(const EvpnRoute& route);

/**
 * @brief Reads the routes of an MP_REACH_NLRI or MP_UNREACH_NLRI.
 * @param bytes all its NLRI
 * @return the routes in order, without those of other types (RFC 7606 §5.4); nothing where one is
 *         malformed: cut, of a length that does not fit its fields, a MAC that is not of 48 bits, an
 *         address that is neither IPv4 nor IPv6
 */
std::optional<std::vector<EvpnRoute>> ReadRoutes(std::span<const uint8_t> bytes);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_EVPN_ROUTE_H
