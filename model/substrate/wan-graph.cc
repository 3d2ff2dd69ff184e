// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/wan-graph.h"

#include "model/substrate/wan-ways.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// Fills nextHop of a full mesh, where no way is shorter than the link: saves a search on up to
/// half a million links.
void
GoDirectly(WanGraph& wan)
{
    const size_t count = wan.names.size();
    wan.nextHop.assign(count, std::vector<uint32_t>(count, 0));
    for (uint32_t i = 0; i < wan.links.size(); ++i)
    {
        wan.nextHop[wan.links[i].a][wan.links[i].b] = i;
        wan.nextHop[wan.links[i].b][wan.links[i].a] = i;
    }
}

} // namespace

double
GreatCircle_m(const GeoPoint& a, const GeoPoint& b)
{
    constexpr double radius_m = 6'371'008.8;
    constexpr double radians = std::numbers::pi / 180;
    const double sinLatitude = std::sin((b.latitude_deg - a.latitude_deg) * radians / 2);
    const double sinLongitude = std::sin((b.longitude_deg - a.longitude_deg) * radians / 2);
    const double haversine = sinLatitude * sinLatitude + std::cos(a.latitude_deg * radians) *
                                                             std::cos(b.latitude_deg * radians) *
                                                             sinLongitude * sinLongitude;
    return 2 * radius_m * std::asin(std::sqrt(std::min(haversine, 1.0)));
}

uint64_t
FibreDelay_ns(double distance_m)
{
    constexpr double speed_m_per_ns = 0.299'792'458 * 2 / 3;
    return static_cast<uint64_t>(std::llround(distance_m / speed_m_per_ns));
}

WanGraph
GenerateWan(std::string_view topology, uint32_t datacenters, uint64_t delay_ns)
{
    if (datacenters == 0)
    {
        throw std::invalid_argument("a WAN of 0 data centers; accepted is at least 1");
    }
    const bool isMesh = topology == "full-mesh";
    const bool isRing = topology == "ring";
    if (!isMesh && !isRing && topology != "line")
    {
        throw std::invalid_argument("the WAN topology is '" + std::string(topology) +
                                    "'; accepted are 'full-mesh', 'ring' and 'line'");
    }
    WanGraph wan;
    for (uint32_t b = 0; b < datacenters; ++b)
    {
        wan.names.push_back("dc-" + std::to_string(b + 1));
        for (uint32_t a = isMesh || b == 0 ? 0 : b - 1; a < b; ++a)
        {
            wan.links.push_back({a, b, delay_ns});
        }
    }
    if (isRing && datacenters > 2)
    {
        wan.links.push_back({0, datacenters - 1, delay_ns});
    }
    isMesh ? GoDirectly(wan) : FindWays(wan);
    return wan;
}

} // namespace ns3::vnlab
