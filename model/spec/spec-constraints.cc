// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-constraints.h"

#include "model/spec/spec-traversal.h"
#include "model/spec/vm-word.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Diagnostics = std::vector<Diagnostic>;

/// @return the VMs that a VM has a link with that goes straight
std::set<SpecGraph::vertex_descriptor>
PeersOf(const SpecGraph& graph, SpecGraph::vertex_descriptor vm)
{
    std::set<SpecGraph::vertex_descriptor> peers;
    for (const auto edge : boost::make_iterator_range(out_edges(vm, graph)))
    {
        if (graph[edge].via.empty())
        {
            peers.insert(target(edge, graph));
        }
    }
    return peers;
}

bool
Denies(const VmSpec& vm, const VmSpec& peer)
{
    return std::ranges::any_of(vm.deny,
                               [&peer](const std::string& denied) { return Means(denied, peer); });
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
            found.push_back(MakeDiagnostic(
                places.file,
                places.vms[vertex],
                "VM " + QuoteFound(vm.name) + " is linked to " + std::to_string(peers) +
                    " VMs; its max_links accepts " + std::to_string(*vm.maxLinks)));
        }
    }
}

/// What each VM denies, for many questions: a list may be long, and asked for each of many links.
class DenyLists
{
  public:
    explicit DenyLists(const SpecGraph& graph)
        : m_graph(graph),
          m_denied(num_vertices(graph))
    {
        for (const auto vertex : boost::make_iterator_range(vertices(graph)))
        {
            m_denied[vertex].insert(graph[vertex].deny.begin(), graph[vertex].deny.end());
        }
    }

    void CheckLink(SpecGraph::vertex_descriptor vertex,
                   SpecGraph::vertex_descriptor peerVertex,
                   Place place,
                   const std::string& file,
                   Diagnostics& found) const
    {
        const std::string& vm = m_graph[vertex].name;
        const VmSpec& peer = m_graph[peerVertex];
        for (const auto& [denied, what] :
             {std::pair(&peer.name, "VM"), std::pair(&peer.role, "role")})
        {
            const bool isSaid = denied == &peer.role && peer.role == peer.name;
            if (!isSaid && m_denied[vertex].contains(*denied))
            {
                found.push_back(MakeDiagnostic(file,
                                               place,
                                               "the link between " + QuoteFound(vm) + " and " +
                                                   QuoteFound(peer.name) +
                                                   " is forbidden: " + QuoteFound(vm) + " denies " +
                                                   what + " " + QuoteFound(*denied)));
            }
        }
    }

  private:
    const SpecGraph& m_graph;
    std::vector<std::unordered_set<std::string_view>> m_denied; ///< by VM
};

void
CheckDeny(const Specification& specification, const SpecPlaces& places, Diagnostics& found)
{
    const SpecGraph& graph = specification.graph;
    const DenyLists lists(graph);
    size_t link = 0;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const Place place = places.links[link++];
        if (!graph[edge].via.empty())
        {
            continue; // no direct link
        }
        lists.CheckLink(source(edge, graph), target(edge, graph), place, places.file, found);
        lists.CheckLink(target(edge, graph), source(edge, graph), place, places.file, found);
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
            found.push_back(
                MakeDiagnostic(places.file,
                               places.subnets,
                               "the subnets of paths " + QuoteFound(farthest->name) + " (" +
                                   farthest->subnet.ToString() + ") and " + QuoteFound(path.name) +
                                   " (" + path.subnet.ToString() +
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
            found.push_back(MakeDiagnostic(places.file,
                                           places.subnets,
                                           "path " + QuoteFound(path.name) + " has " +
                                               std::to_string(vms[i]) + " VMs; its subnet " +
                                               path.subnet.ToString() + " accepts " +
                                               std::to_string(usable)));
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
