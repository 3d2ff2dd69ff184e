// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/rewire.h"

#include "model/spec/portable-random.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Vertex = SpecGraph::vertex_descriptor;

struct PlacedLink
{
    Vertex a;
    Vertex b;
    LinkSpec properties;
};

/// Pairs that have a link on a path, lower vertex first.
using Taken = std::vector<std::set<std::pair<Vertex, Vertex>>>;

std::vector<PlacedLink>
LinksOf(const SpecGraph& graph)
{
    std::vector<PlacedLink> links;
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const auto [a, b] = std::minmax({boost::source(edge, graph), boost::target(edge, graph)});
        links.push_back({a, b, graph[edge]});
    }
    return links;
}

/// @return two VMs of a path that had no link on it; now taken
std::pair<Vertex, Vertex>
DrawFreePair(const std::vector<Vertex>& vms,
             std::set<std::pair<Vertex, Vertex>>& taken,
             std::mt19937_64& generator)
{
    const uint64_t pairs = vms.size() * (vms.size() - 1) / 2;
    if (taken.size() >= pairs)
    {
        throw std::invalid_argument("too few pairs of VMs without a link to rewire so many");
    }
    while (true)
    {
        const Vertex first = vms[DrawBelow(generator, vms.size())];
        const Vertex second = vms[DrawBelow(generator, vms.size())];
        if (first != second && taken.emplace(std::minmax(first, second)).second)
        {
            return std::minmax(first, second);
        }
    }
}

} // namespace

Specification
Rewire(const Specification& specification, uint32_t links, uint64_t seed)
{
    std::vector<PlacedLink> placed = LinksOf(specification.graph);
    if (links > placed.size())
    {
        throw std::invalid_argument("cannot rewire " + std::to_string(links) + " links of " +
                                    std::to_string(placed.size()));
    }
    const Extraction extraction = ExtractSpecification(specification);
    std::vector<std::vector<Vertex>> vmsOnPath(specification.paths.size());
    for (Vertex vm = 0; vm < extraction.pathsOfVm.size(); ++vm)
    {
        for (const uint32_t path : extraction.pathsOfVm[vm])
        {
            vmsOnPath[path].push_back(vm);
        }
    }
    Taken taken(specification.paths.size());
    for (const PlacedLink& link : placed)
    {
        taken[link.properties.path].emplace(link.a, link.b);
    }

    std::mt19937_64 generator(seed);
    Specification next = specification;
    for (const uint64_t index : Sample(generator, placed.size(), links))
    {
        const PlacedLink& gone = placed[index];
        const uint32_t path = gone.properties.path;
        const auto [a, b] = DrawFreePair(vmsOnPath[path], taken[path], generator);
        boost::remove_out_edge_if(
            gone.a,
            [&next, &gone, path](const auto& edge)
            { return boost::target(edge, next.graph) == gone.b && next.graph[edge].path == path; },
            next.graph);
        boost::add_edge(a, b, gone.properties, next.graph);
    }
    return next;
}

} // namespace ns3::vnlab
