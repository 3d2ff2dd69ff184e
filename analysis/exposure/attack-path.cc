// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/attack-path.h"

#include "analysis/exposure/hub-graph.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/range/iterator_range.hpp>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

void
CheckEnds(const Reachability& reachability, VmId foothold, VmId target)
{
    Checked(foothold, reachability);
    Checked(target, reachability);
    if (!reachability.tenantOf.empty() || foothold == target)
    {
        throw std::invalid_argument(
            "a way leads from one VM to another, and attacks what is on it");
    }
}

/// @return the graph of HubEdges(), where a step is two edges also over a link: behind the hubs of groups, each VM has
///         one of its own for them. Lower vertices come first among the neighbours of each
CompactGraph
GraphOfSteps(const Reachability& reachability)
{
    const uint32_t hubs = HubVertices(reachability);
    Edges edges;
    for (const auto& [from, to] : HubEdges(reachability))
    {
        const bool isLink = from < reachability.vmCount && to < reachability.vmCount;
        if (isLink)
        {
            edges.emplace_back(from, hubs + from);
        }
        edges.emplace_back(isLink ? hubs + from : from, to);
    }
    std::ranges::sort(edges);
    return FromEdges(edges, hubs + reachability.vmCount);
}

/// A network of flows: a VM is an edge from where the attacker gets to it to where it goes on.
class FlowNetwork
{
  public:
    FlowNetwork(const Reachability& reachability, VmId foothold, VmId target)
        : m_vms(reachability.vmCount),
          m_graph(m_vms + HubVertices(reachability)),
          m_source(Out(foothold.value)),
          m_sink(target.value)
    {
        for (uint32_t vm = 0; vm < m_vms; ++vm)
        {
            Add(vm, Out(vm), 1);
        }
        const int any = static_cast<int>(m_vms) + 1;
        for (const auto& [from, to] : HubEdges(reachability))
        {
            Add(Out(from), to < m_vms ? to : Out(to), any);
        }
    }

    /// @return the VMs that carry all of the flow at the source's side, if VMs bound it at all
    std::optional<std::vector<VmId>> Cut()
    {
        const long flow = boost::edmonds_karp_max_flow(m_graph, m_source, m_sink);
        if (flow > static_cast<long>(m_vms))
        {
            return std::nullopt;
        }
        const std::vector<bool> seen = ReachedInTheResidual();
        std::vector<VmId> cut;
        for (uint32_t vm = 0; vm < m_vms; ++vm)
        {
            if (seen[vm] && !seen[Out(vm)])
            {
                cut.push_back(VmId{vm});
            }
        }
        return cut;
    }

  private:
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using Graph = boost::adjacency_list<
        boost::vecS,
        boost::vecS,
        boost::directedS,
        boost::property<boost::vertex_color_t,
                        boost::default_color_type,
                        boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor>>,
        boost::property<
            boost::edge_capacity_t,
            long,
            boost::property<boost::edge_residual_capacity_t,
                            long,
                            boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

    /// @return where the attacker goes on from a VM; hubs have no other vertex
    uint32_t Out(uint32_t vertex) const
    {
        return m_vms + vertex;
    }

    void Add(uint32_t from, uint32_t to, long capacity)
    {
        const auto edge = add_edge(from, to, m_graph).first;
        const auto back = add_edge(to, from, m_graph).first;
        put(boost::edge_capacity, m_graph, edge, capacity);
        put(boost::edge_capacity, m_graph, back, 0);
        put(boost::edge_reverse, m_graph, edge, back);
        put(boost::edge_reverse, m_graph, back, edge);
    }

    std::vector<bool> ReachedInTheResidual() const
    {
        std::vector<bool> seen(num_vertices(m_graph), false);
        std::vector<uint32_t> open{static_cast<uint32_t>(m_source)};
        seen[m_source] = true;
        while (!open.empty())
        {
            const uint32_t at = open.back();
            open.pop_back();
            for (const auto& edge : boost::make_iterator_range(out_edges(at, m_graph)))
            {
                const auto next = static_cast<uint32_t>(boost::target(edge, m_graph));
                if (!seen[next] && get(boost::edge_residual_capacity, m_graph, edge) > 0)
                {
                    seen[next] = true;
                    open.push_back(next);
                }
            }
        }
        return seen;
    }

    uint32_t m_vms;
    Graph m_graph;
    size_t m_source;
    size_t m_sink;
};

} // namespace

std::vector<VmId>
ShortestAttackPath(const Reachability& reachability, VmId foothold, VmId target)
{
    CheckEnds(reachability, foothold, target);
    const CompactGraph graph = GraphOfSteps(reachability);
    std::vector<uint32_t> before(num_vertices(graph));
    for (uint32_t vertex = 0; vertex < before.size(); ++vertex)
    {
        before[vertex] = vertex;
    }
    boost::breadth_first_search(graph,
                                foothold.value,
                                boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(
                                    before.data(), boost::on_tree_edge()))));
    std::vector<VmId> path;
    if (before[target.value] == target.value)
    {
        return path;
    }
    for (uint32_t at = target.value; at != foothold.value; at = before[at])
    {
        if (at < reachability.vmCount)
        {
            path.push_back(VmId{at});
        }
    }
    path.push_back(foothold);
    std::ranges::reverse(path);
    return path;
}

std::optional<std::vector<VmId>>
LeastCut(const Reachability& reachability, VmId foothold, VmId target)
{
    CheckEnds(reachability, foothold, target);
    return FlowNetwork(reachability, foothold, target).Cut();
}

} // namespace ns3::vnlab
