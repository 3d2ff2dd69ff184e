// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_EVPN_PATHS_H
#define VNLAB_TEST_EVPN_PATHS_H

#include "model/protocol/evpn-instance.h"

namespace ns3::vnlab::bgp
{

constexpr uint32_t kVni = 10;
constexpr ExtendedCommunity kSegment = RouteTarget(65000, kVni);

/// @return the address of a VTEP: 192.0.2.number
constexpr uint32_t
VtepAddress(uint32_t number)
{
    return 0xc0000200 + number;
}

constexpr MacBytes
MacOf(uint8_t number)
{
    return {2, 0, 0, 0, 0, number};
}

/// @return the part of segment kVni at a VTEP
inline EvpnInstance
InstanceAt(uint32_t number)
{
    return EvpnInstance({.vni = kVni,
                         .vtep = VtepAddress(number),
                         .rd = RouteDistinguisher::OfAddress(VtepAddress(number), 2),
                         .target = kSegment});
}

/// @return the route by which a VTEP announces a MAC
inline OwnRoute
MacRoute(uint32_t vtep, uint8_t mac, uint32_t sequence = 0)
{
    OwnRoute own = InstanceAt(vtep).Learn(MacOf(mac)).originate.at(0);
    if (sequence > 0)
    {
        own.attributes.communities.push_back(ToCommunity({.sequence = sequence}));
    }
    return own;
}

inline Update
AnnouncementOf(const OwnRoute& own)
{
    return {.announced = {own.route}, .attributes = own.attributes};
}

inline EvpnPath
PathOf(const OwnRoute& own, std::optional<PathSource> from = std::nullopt)
{
    return {own.route, std::make_shared<const PathAttributes>(own.attributes), from};
}

/// @return a neighbour of this number, its address and identifier 192.0.2.number
inline PathSource
SourceOfNumber(uint32_t number, bool isClient = false)
{
    return {PeerId{number}, VtepAddress(number), VtepAddress(number), isClient};
}

} // namespace ns3::vnlab::bgp

#endif // VNLAB_TEST_EVPN_PATHS_H
