// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_COMMUNITY_H
#define VNLAB_BGP_COMMUNITY_H

#include <compare>
#include <cstdint>
#include <span>

namespace ns3::vnlab::bgp
{

/// An extended community (RFC 4360 §2): the 8 bytes as a number, type and subtype in the upper two.
struct ExtendedCommunity
{
    uint64_t value{0};

    auto operator<=>(const ExtendedCommunity&) const = default;
};

/// @return the route target AS:number with an AS of two bytes (RFC 4360 §4, §3.1)
constexpr ExtendedCommunity
RouteTarget(uint16_t as, uint32_t number)
{
    return {uint64_t{0x0002} << 48 | uint64_t{as} << 32 | number};
}

/// @return the route target address:number (RFC 4360 §4, §3.2). @param address in host byte order
constexpr ExtendedCommunity
RouteTargetOfAddress(uint32_t address, uint16_t number)
{
    return {uint64_t{0x0102} << 48 | uint64_t{address} << 16 | number};
}

/// @return whether it is a route target with an AS of two or four bytes or an address
constexpr bool
IsRouteTarget(ExtendedCommunity community)
{
    const uint64_t type = community.value >> 48;
    return type == 0x0002 || type == 0x0102 || type == 0x0202;
}

/// The route is reached through VXLAN (RFC 9012 §4.1, type 8; RFC 8365 §5.1.3).
constexpr ExtendedCommunity kVxlanEncapsulation{0x030c'0000'0000'0008};

/// What a MAC mobility community says (RFC 7432 §7.7); without one, all zero (§15).
struct MacMobility
{
    bool sticky{false}; ///< the MAC may not move (§15.2)
    uint32_t sequence{0};

    auto operator<=>(const MacMobility&) const = default;
};

/// @return the MAC mobility community
constexpr ExtendedCommunity
ToCommunity(const MacMobility& mobility)
{
    return {uint64_t{0x0600} << 48 | uint64_t{mobility.sticky} << 40 | mobility.sequence};
}

/// @return what the first MAC mobility community among these says
constexpr MacMobility
MobilityOf(std::span<const ExtendedCommunity> communities)
{
    for (const auto [value] : communities)
    {
        if (value >> 48 == 0x0600)
        {
            return {(value >> 40 & 1) != 0, static_cast<uint32_t>(value)};
        }
    }
    return {};
}

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_COMMUNITY_H
