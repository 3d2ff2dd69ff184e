// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-constraints.h"

#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>

namespace ns3::vnlab
{

namespace
{

using Diagnostics = std::vector<Diagnostic>;

/// @return the VMs that a VM has a link with
std::set<SpecGraph::vertex_descriptor>
PeersOf(const SpecGraph& graph, SpecGraph::vertex_descriptor vm)
{
    std::set<SpecGraph::vertex_descriptor> peers;
    for (const auto edge : boost::make_iterator_range(out_edges(vm, graph)))
    {
        peers.insert(target(edge, graph));
    }
    return peers;
}

bool
Denies(const VmSpec& vm, const VmSpec& peer)
{
    return std::ranges::any_of(vm.deny,
                               [&peer](const std::string& denied)
                               { return denied == peer.name || denied == peer.role; });
}

bool
HasRoomFor(const SpecGraph& graph,
           SpecGraph::vertex_descriptor vm,
           SpecGraph::vertex_descriptor peer)
{
    if (!graph[vm].maxLinks)
    {
        return true;
    }
    std::set<SpecGraph::vertex_descriptor> peers = PeersOf(graph, vm);
    peers.insert(peer);
    return peers.size() <= *graph[vm].maxLinks;
}

void
CheckMaxLinks(const Specification& specification, const SpecPlaces& places, Diagnostics& found)
{
    const SpecGraph& graph = specification.graph;
    for (const auto vertex : boost::make_iterator_range(vertices(graph)))
    {
        const VmSpec& vm = graph[vertex];
        if (!vm.maxLinks)
        {
            continue;
        }
        const size_t peers = PeersOf(graph, vertex).size();
        if (peers > *vm.maxLinks)
        {
            found.push_back(
                MakeDiagnostic(places.file,
                               places.vms[vertex],
                               "VM '" + vm.name + "' is linked to " + std::to_string(peers) +
                                   " VMs; its max_links accepts " + std::to_string(*vm.maxLinks)));
        }
    }
}

void
CheckDenied(
    const VmSpec& vm, const VmSpec& peer, Place place, const std::string& file, Diagnostics& found)
{
    for (const std::string& denied : vm.deny)
    {
        if (denied == peer.name || denied == peer.role)
        {
            found.push_back(MakeDiagnostic(file,
                                           place,
                                           "the link between '" + vm.name + "' and '" + peer.name +
                                               "' is forbidden: '" + vm.name + "' denies " +
                                               (denied == peer.name ? "VM" : "role") + " '" +
                                               denied + "'"));
        }
    }
}

void
CheckDeny(const Specification& specification, const SpecPlaces& places, Diagnostics& found)
{
    const SpecGraph& graph = specification.graph;
    size_t link = 0;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const VmSpec& a = graph[source(edge, graph)];
        const VmSpec& b = graph[target(edge, graph)];
        const Place place = places.links[link++];
        CheckDenied(a, b, place, places.file, found);
        CheckDenied(b, a, place, places.file, found);
    }
}

/// Two prefixes overlap only where one contains the other, so that, sorted by base and with the
/// larger one first, a path overlaps one before it only if it overlaps the last that reached farthest.
void
CheckOverlap(const Specification& specification, const SpecPlaces& places, Diagnostics& found)
{
    std::vector<Path> paths = specification.paths;
    std::sort(paths.begin(),
              paths.end(),
              [](const Path& a, const Path& b) { return a.subnet < b.subnet; });
    const Path* farthest = nullptr;
    for (const Path& path : paths)
    {
        if (farthest && farthest->subnet.Contains(path.subnet.base))
        {
            found.push_back(MakeDiagnostic(
                places.file,
                places.graph,
                "the subnets of paths '" + farthest->name + "' (" + farthest->subnet.ToString() +
                    ") and '" + path.name + "' (" + path.subnet.ToString() +
                    ") overlap; accepted are subnets without a common address"));
        }
        else
        {
            farthest = &path;
        }
    }
}

void
CheckSubnetSizes(const Specification& specification, const SpecPlaces& places, Diagnostics& found)
{
    constexpr uint64_t reserved = 3; // network address, gateway, broadcast address
    std::vector<uint64_t> vms(specification.paths.size());
    for (const std::vector<uint32_t>& paths : ExtractSpecification(specification).pathsOfVm)
    {
        for (const uint32_t path : paths)
        {
            ++vms[path];
        }
    }
    for (size_t i = 0; i < vms.size(); ++i)
    {
        const Path& path = specification.paths[i];
        const uint64_t size = path.subnet.Size();
        const uint64_t usable = size > reserved ? size - reserved : 0;
        if (vms[i] > usable)
        {
            found.push_back(MakeDiagnostic(
                places.file,
                places.graph,
                "path '" + path.name + "' has " + std::to_string(vms[i]) + " VMs; its subnet " +
                    path.subnet.ToString() + " accepts " + std::to_string(usable)));
        }
    }
}

} // namespace

std::vector<Diagnostic>
CheckConstraints(const Specification& specification, const SpecPlaces& places)
{
    Diagnostics found;
    CheckMaxLinks(specification, places, found);
    CheckDeny(specification, places, found);
    CheckOverlap(specification, places, found);
    CheckSubnetSizes(specification, places, found);
    return found;
}

bool
MayBeLinked(const SpecGraph& graph, SpecGraph::vertex_descriptor a, SpecGraph::vertex_descriptor b)
{
    return !Denies(graph[a], graph[b]) && !Denies(graph[b], graph[a]) && HasRoomFor(graph, a, b) &&
           HasRoomFor(graph, b, a);
}

} // namespace ns3::vnlab
