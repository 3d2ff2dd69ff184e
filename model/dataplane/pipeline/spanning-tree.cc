// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/spanning-tree.h"

#include <algorithm>

namespace ns3::vnlab
{

std::vector<std::vector<LinkId>>
SpanningTree(const Topology& topology, const WanGraph& wan)
{
    std::vector<std::vector<LinkId>> tree(topology.Switches());
    const auto out = [&](NodeKind kind, uint32_t index) -> std::vector<LinkId>& {
        return tree[topology.SwitchIndex({kind, index})];
    };

    for (uint32_t host = 0; host < topology.Hosts(); ++host)
    {
        out(NodeKind::kLeaf, topology.LeafOf(HostId{host}).value)
            .push_back(topology.HostDown({host}));
    }
    for (uint32_t server = 0; server < topology.servers.size(); ++server)
    {
        const NodeRef at = topology.servers[server];
        out(at.kind, at.index).push_back(topology.ServerDown({server}));
    }
    const bool joinsRouters = topology.HasWanRouters();
    const bool joinsRacks = topology.Leaves() > 1 || joinsRouters;
    for (uint32_t leaf = 0; joinsRacks && leaf < topology.Leaves(); ++leaf)
    {
        const uint32_t spine = topology.DatacenterOf(LeafId{leaf}).value * topology.spines;
        out(NodeKind::kLeaf, leaf).push_back(topology.LeafUp({leaf}, 0));
        out(NodeKind::kSpine, spine).push_back(topology.LeafDown({leaf}, 0));
    }
    for (uint32_t dc = 0; joinsRouters && dc < topology.datacenters; ++dc)
    {
        const uint32_t spine = dc * topology.spines;
        out(NodeKind::kSpine, spine).push_back(topology.SpineToWan({spine}));
        out(NodeKind::kWanRouter, dc).push_back(topology.WanToSpine({spine}));
    }
    for (uint32_t dc = 1; dc < topology.datacenters; ++dc)
    {
        const uint32_t link = wan.nextHop[dc][0];
        const bool isReverse = wan.links[link].b == dc;
        const uint32_t parent = isReverse ? wan.links[link].a : wan.links[link].b;
        out(NodeKind::kWanRouter, dc).push_back(topology.Wan(link, isReverse));
        out(NodeKind::kWanRouter, parent).push_back(topology.Wan(link, !isReverse));
    }
    return tree;
}

} // namespace ns3::vnlab
