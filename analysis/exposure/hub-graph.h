// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HUB_GRAPH_H
#define VNLAB_HUB_GRAPH_H

#include "model/spec/reachability.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A directed graph whose vertices are numbers.
using CompactGraph = boost::compressed_sparse_row_graph<boost::directedS,
                                                        boost::no_property,
                                                        boost::no_property,
                                                        boost::no_property,
                                                        uint32_t,
                                                        uint32_t>;

/// Edges of one, by their ends.
using Edges = std::vector<std::pair<uint32_t, uint32_t>>;

inline CompactGraph
FromEdges(const Edges& edges, uint32_t vertices)
{
    return CompactGraph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), vertices);
}

/// @return the number of a VM of the relation. @throws std::out_of_range where it is none
inline uint32_t
Checked(VmId vm, const Reachability& reachability)
{
    if (vm.value >= reachability.vmCount)
    {
        throw std::out_of_range("VM " + std::to_string(vm.value) + " is not one of the " +
                                std::to_string(reachability.vmCount) + " VMs");
    }
    return vm.value;
}

/// @return the edges of the graph in which VM v is vertex v and group g is the hub vertex vmCount + g:
///         sources → hub → targets
inline Edges
HubEdges(const Reachability& reachability)
{
    Edges edges;
    auto hub = reachability.vmCount;
    for (const Reachability::Group& group : reachability.groups)
    {
        for (const VmId source : group.sources)
        {
            edges.emplace_back(Checked(source, reachability), hub);
        }
        for (const VmId target : group.targets)
        {
            edges.emplace_back(hub, Checked(target, reachability));
        }
        ++hub;
    }
    for (const auto& [from, to] : reachability.links)
    {
        edges.emplace_back(Checked(from, reachability), Checked(to, reachability));
    }
    return edges;
}

/// @return how many vertices that graph has
inline uint32_t
HubVertices(const Reachability& reachability)
{
    return reachability.vmCount + static_cast<uint32_t>(reachability.groups.size());
}

} // namespace ns3::vnlab

#endif // VNLAB_HUB_GRAPH_H
