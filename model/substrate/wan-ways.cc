// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/wan-ways.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace ns3::vnlab
{

namespace
{

/// What the shortest paths are searched on.
struct RoutedLink
{
    uint64_t delay_ns;
    uint32_t index; ///< into WanGraph::links
};

using RoutingGraph = boost::
    adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, RoutedLink>;

} // namespace

void
FindWays(WanGraph& wan)
{
    const size_t count = wan.names.size();
    RoutingGraph graph(count);
    for (uint32_t i = 0; i < wan.links.size(); ++i)
    {
        const WanLink& link = wan.links[i];
        add_edge(link.a, link.b, RoutedLink{link.delay_ns, i}, graph);
    }
    wan.nextHop.assign(count, std::vector<uint32_t>(count, 0));
    std::vector<size_t> next(count);
    for (size_t to = 0; to < count; ++to)
    {
        dijkstra_shortest_paths(
            graph,
            to,
            boost::weight_map(get(&RoutedLink::delay_ns, graph)).predecessor_map(next.data()));
        for (size_t from = 0; from < count; ++from)
        {
            if (from != to)
            {
                wan.nextHop[from][to] = graph[edge(from, next[from], graph).first].index;
            }
        }
    }
}

} // namespace ns3::vnlab
