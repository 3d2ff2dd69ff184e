// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RANDOM_GRAPH_H
#define VNLAB_RANDOM_GRAPH_H

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The edges of a random connected simple graph, each (lower, higher) and all in order.
 *
 * A random tree (each vertex is joined to a uniformly drawn earlier one), and uniformly drawn
 * further pairs. Draws come from std::mt19937_64 by a rule of our own, as the distributions of the
 * standard library differ between implementations: the same on every machine.
 *
 * @param vertices how many, at least 1
 * @param edges how many, from vertices − 1 to all pairs
 * @param seed same seed, same graph
 */
std::vector<std::pair<uint32_t, uint32_t>> RandomConnectedGraph(uint32_t vertices,
                                                                uint64_t edges,
                                                                uint64_t seed);

} // namespace ns3::vnlab

#endif // VNLAB_RANDOM_GRAPH_H
