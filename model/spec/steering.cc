// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/steering.h"

#include "model/input/text-place.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kLongestChain = 60;

using Vertex = SpecGraph::vertex_descriptor;
using VertexByName = std::unordered_map<std::string_view, Vertex>;

/// @return the link of two VMs on a path
std::optional<SpecGraph::edge_descriptor>
FindEdge(const SpecGraph& graph, Vertex a, Vertex b, uint32_t path)
{
    const auto links = boost::make_iterator_range(out_edges(a, graph));
    const auto found = std::find_if(
        links.begin(),
        links.end(),
        [&](const auto& edge) { return target(edge, graph) == b && graph[edge].path == path; });
    return found == links.end() ? std::nullopt : std::optional(*found);
}

VertexByName
VmsOf(const SpecGraph& graph)
{
    VertexByName vms;
    for (const Vertex vm : boost::make_iterator_range(vertices(graph)))
    {
        vms.emplace(graph[vm].name, vm);
    }
    return vms;
}

std::vector<SpecGraph::edge_descriptor>
SteeredLinks(const SpecGraph& graph)
{
    std::vector<SpecGraph::edge_descriptor> steered;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        if (!graph[edge].via.empty())
        {
            steered.push_back(edge);
        }
    }
    return steered;
}

/// @return the links that a link is led over; fewer than it names VMs and one where some are not there
std::vector<SpecGraph::edge_descriptor>
HopsOf(const SpecGraph& graph, const VertexByName& vms, const SpecGraph::edge_descriptor& edge)
{
    Vertex end = target(edge, graph);
    Vertex at = source(edge, graph);
    if (graph[end].name < graph[at].name)
    {
        std::swap(at, end);
    }
    const LinkSpec& link = graph[edge];
    std::vector<std::string_view> names(link.via.begin(), link.via.end());
    names.emplace_back(graph[end].name);
    std::vector<SpecGraph::edge_descriptor> hops;
    for (const std::string_view name : names)
    {
        const auto next = vms.find(name);
        const auto hop =
            next == vms.end() ? std::nullopt : FindEdge(graph, at, next->second, link.path);
        if (!hop || !graph[*hop].via.empty())
        {
            break;
        }
        hops.push_back(*hop);
        at = next->second;
    }
    return hops;
}

} // namespace

std::optional<std::string>
SteerChain(SpecGraph& graph, std::span<const Vertex> chain)
{
    if (chain.size() > kLongestChain)
    {
        return "has " + std::to_string(chain.size()) + " VMs; accepted are at most " +
               std::to_string(kLongestChain) + ", as each takes one from a packet's TTL of 64";
    }
    if (chain.size() < 3)
    {
        return std::nullopt;
    }
    const Vertex first = chain.front();
    const Vertex last = chain.back();
    std::vector<std::string> via;
    for (const Vertex vm : chain.subspan(1, chain.size() - 2))
    {
        via.push_back(graph[vm].name);
    }
    if (graph[last].name < graph[first].name)
    {
        std::ranges::reverse(via);
    }
    auto edge = FindEdge(graph, first, last, 0);
    if (!edge)
    {
        edge = add_edge(first, last, LinkSpec{}, graph).first;
    }
    LinkSpec& link = graph[*edge];
    if (!link.via.empty() && link.via != via)
    {
        return "joins VMs " + QuoteFound(graph[first].name) + " and " +
               QuoteFound(graph[last].name) +
               ", as another chain does through others; accepted is one chain for two ends";
    }
    link.via = std::move(via);
    return std::nullopt;
}

std::optional<std::string>
ProblemOfHops(const SpecGraph& graph, std::span<const Vertex> chain)
{
    for (size_t i = 1; i < chain.size(); ++i)
    {
        const auto hop = FindEdge(graph, chain[i - 1], chain[i], 0);
        if (!graph[*hop].via.empty())
        {
            return "goes straight from VM " + QuoteFound(graph[chain[i - 1]].name) + " to " +
                   QuoteFound(graph[chain[i]].name) +
                   ", and another chain through others; accepted is one way between two VMs";
        }
    }
    return std::nullopt;
}

uint64_t
CountDirectLinks(const SpecGraph& graph)
{
    return num_edges(graph) - SteeredLinks(graph).size();
}

uint64_t
CountHops(const SpecGraph& graph)
{
    const VertexByName vms = VmsOf(graph);
    std::set<std::tuple<Vertex, Vertex, uint32_t>> hops;
    for (const auto& edge : SteeredLinks(graph))
    {
        for (const auto& hop : HopsOf(graph, vms, edge))
        {
            const auto [a, b] = std::minmax({source(hop, graph), target(hop, graph)});
            hops.emplace(a, b, graph[hop].path);
        }
    }
    return hops.size();
}

void
RemoveBrokenChains(Specification& specification)
{
    SpecGraph& graph = specification.graph;
    const std::vector<SpecGraph::edge_descriptor> steered = SteeredLinks(graph);
    if (steered.empty())
    {
        return;
    }
    const VertexByName vms = VmsOf(graph);
    for (const auto& edge : steered)
    {
        if (HopsOf(graph, vms, edge).size() <= graph[edge].via.size())
        {
            remove_edge(edge, graph);
        }
    }
}

} // namespace ns3::vnlab
