// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPANNING_TREE_H
#define VNLAB_SPANNING_TREE_H

#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The tree that bridges forward on: between two hosts or servers it has one way, and no way in
 * a circle.
 *
 * In a data center it is spine 0 with all leaves and what is plugged into them; between data centers, their WAN routers
 * with the ways of the least delay to router 0. So other spines carry nothing, which is what a
 * spanning tree costs. Switches that would join nothing are left out: the spine of a single rack,
 * the WAN router of a single data center without a server.
 *
 * @param topology shape; topology.wanLinks equals wan.links.size()
 * @return the links of the tree out of each switch, by Topology::SwitchIndex
 */
std::vector<std::vector<LinkId>> SpanningTree(const Topology& topology, const WanGraph& wan);

} // namespace ns3::vnlab

#endif // VNLAB_SPANNING_TREE_H
