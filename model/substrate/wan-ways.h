// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WAN_WAYS_H
#define VNLAB_WAN_WAYS_H

#include "model/substrate/wan-graph.h"

namespace ns3::vnlab
{

/**
 * @brief Fills nextHop by Dijkstra's algorithm. All ways to one data center are a tree, so none goes
 *        in a circle; which of several ways of the least delay is taken depends on the graph only.
 * @param wan connected, without parallel links
 */
void FindWays(WanGraph& wan);

} // namespace ns3::vnlab

#endif // VNLAB_WAN_WAYS_H
