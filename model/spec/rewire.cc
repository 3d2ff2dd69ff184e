// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/rewire.h"

#include "model/spec/portable-random.h"
#include "model/spec/spec-constraints.h"
#include "model/spec/spec-traversal.h"
#include "model/spec/steering.h"

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

using Pair = std::pair<Vertex, Vertex>;

/// @return two VMs of a path that had no link on it and may have one; now taken
Pair
DrawFreePair(const SpecGraph& graph,
             const std::vector<Vertex>& vms,
             std::set<Pair>& taken,
             std::mt19937_64& generator)
{
    constexpr int kTries = 100; // then free pairs are rare, and looked for
    const auto isFree = [&](const Pair& pair)
    {
        return pair.first != pair.second && !taken.contains(pair) &&
               MayBeLinked(graph, pair.first, pair.second);
    };
    for (int i = 0; i < kTries; ++i)
    {
        const Vertex first = vms[DrawBelow(generator, vms.size())];
        const Vertex second = vms[DrawBelow(generator, vms.size())];
        const Pair pair = std::minmax(first, second);
        if (isFree(pair))
        {
            taken.insert(pair);
            return pair;
        }
    }
    std::vector<Pair> free;
    for (size_t i = 0; i < vms.size(); ++i)
    {
        for (size_t j = i + 1; j < vms.size(); ++j)
        {
            const Pair pair = std::minmax(vms[i], vms[j]);
            if (isFree(pair))
            {
                free.push_back(pair);
            }
        }
    }
    if (free.empty())
    {
        throw std::invalid_argument("too few pairs of VMs without a link to rewire so many");
    }
    const Pair pair = free[DrawBelow(generator, free.size())];
    taken.insert(pair);
    return pair;
}

} // namespace

Specification
Rewire(const Specification& specification, uint32_t links, uint64_t seed)
{
    std::vector<PlacedLink> placed = LinksOf(specification.graph);
    Taken taken(specification.paths.size());
    for (const PlacedLink& link : placed)
    {
        taken[link.properties.path].emplace(link.a, link.b);
    }
    std::erase_if(placed, [](const PlacedLink& link) { return !link.properties.via.empty(); });
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
    std::mt19937_64 generator(seed);
    Specification next = specification;
    for (const uint64_t index : Sample(generator, placed.size(), links))
    {
        const PlacedLink& gone = placed[index];
        const uint32_t path = gone.properties.path;
        boost::remove_out_edge_if(
            gone.a,
            [&next, &gone, path](const auto& edge)
            { return boost::target(edge, next.graph) == gone.b && next.graph[edge].path == path; },
            next.graph);
        const auto [a, b] = DrawFreePair(next.graph, vmsOnPath[path], taken[path], generator);
        boost::add_edge(a, b, gone.properties, next.graph);
    }
    RemoveBrokenChains(next);
    return next;
}

} // namespace ns3::vnlab
