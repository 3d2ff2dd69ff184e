// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WAN_GRAPH_H
#define VNLAB_WAN_GRAPH_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// The most data centers of a WAN.
inline constexpr uint32_t kMostDatacenters = 1'024;

/// A link between two data centers, the same both ways.
struct WanLink
{
    uint32_t a;
    uint32_t b;
    uint64_t delay_ns;

    bool operator==(const WanLink&) const = default;
};

/// How data centers are joined, with the way from each to each.
struct WanGraph
{
    std::vector<std::string> names; ///< of the data centers
    std::vector<WanLink> links;
    /// nextHop[from][to]: index of the first link of the way with the least delay; unused where
    /// from == to.
    std::vector<std::vector<uint32_t>> nextHop;
    std::vector<std::string> warnings;
};

/// A place on Earth.
struct GeoPoint
{
    double latitude_deg;  ///< −90 to 90, north is positive
    double longitude_deg; ///< −180 to 180, east is positive
};

/// @return the length of the great circle between two places on a sphere of Earth's mean radius,
///         6371.0088 km (IUGG); within 0.6 % of the distance on the ellipsoid
double GreatCircle_m(const GeoPoint& a, const GeoPoint& b);

/// @return how long light takes in fibre, at two thirds of its speed in vacuum
uint64_t FibreDelay_ns(double distance_m);

/**
 * @brief A graph of a known shape with one delay; data centers are named dc-1, dc-2 …
 * @param topology "full-mesh", "ring" or "line"
 * @param datacenters at least 1
 * @throws std::invalid_argument where the shape is unknown or there is no data center
 */
WanGraph GenerateWan(std::string_view topology, uint32_t datacenters, uint64_t delay_ns);

/**
 * @brief Reads a graph from GraphML: a node is a data center; a link's delay is FibreDelay_ns of
 *        the GreatCircle_m between its ends' `Latitude` and `Longitude`, as in Topology Zoo files.
 *
 * Named in a warning and handled so:
 * - nodes without coordinates stay; their links get the delay that is given;
 * - of parallel links, whose delay is the same, the first stays;
 * - links from a data center to itself are left out.
 *
 * A data center has its node's `label`; where several nodes share one, the node's id follows it.
 *
 * @param graphml the whole content of the file
 * @param fileName used in messages only
 * @param delay_ns of links without coordinates at both ends
 * @throws InputError where the text is not GraphML, has no node, more than kMostDatacenters or a bad
 *         coordinate, or where a data center cannot be reached
 */
WanGraph ReadWan(std::string_view graphml, const std::string& fileName, uint64_t delay_ns);

} // namespace ns3::vnlab

#endif // VNLAB_WAN_GRAPH_H
