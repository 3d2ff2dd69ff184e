// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <boost/graph/undirected_dfs.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <functional>
#include <unordered_map>

namespace ns3::vnlab
{

namespace
{

using Vertex = SpecGraph::vertex_descriptor;
using Edge = SpecGraph::edge_descriptor;

/// Edges as keys: each has its own property object, whatever end it is seen from.
struct EdgeHash
{
    size_t operator()(const Edge& edge) const
    {
        return std::hash<const void*>{}(edge.get_property());
    }
};

/// Notes what the traversal meets. An edge is met as a tree edge or as a back edge, once.
class Extractor : public boost::default_dfs_visitor
{
  public:
    explicit Extractor(Extraction& extraction)
        : m_extraction(extraction)
    {
    }

    void discover_vertex(Vertex vertex, const SpecGraph& /* graph */)
    {
        m_extraction.order.push_back(vertex);
    }

    void tree_edge(Edge edge, const SpecGraph& graph)
    {
        Note(edge, graph);
    }

    void back_edge(Edge edge, const SpecGraph& graph)
    {
        Note(edge, graph);
    }

  private:
    void Note(Edge edge, const SpecGraph& graph)
    {
        m_extraction.links.push_back(edge);
        for (const Vertex end : {source(edge, graph), target(edge, graph)})
        {
            std::vector<uint32_t>& paths = m_extraction.pathsOfVm[end];
            const auto place = std::lower_bound(paths.begin(), paths.end(), graph[edge].path);
            if (place == paths.end() || *place != graph[edge].path)
            {
                paths.insert(place, graph[edge].path);
            }
        }
    }

    Extraction& m_extraction;
};

} // namespace

Extraction
ExtractSpecification(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    Extraction extraction;
    extraction.pathsOfVm.resize(num_vertices(graph));
    std::vector<boost::default_color_type> vertexColors(num_vertices(graph));
    std::unordered_map<Edge, boost::default_color_type, EdgeHash> edgeColors(num_edges(graph));
    boost::undirected_dfs(
        graph,
        Extractor(extraction),
        boost::make_iterator_property_map(vertexColors.begin(), get(boost::vertex_index, graph)),
        boost::associative_property_map(edgeColors));
    for (const auto& [vm, kept] : specification.keptPaths)
    {
        std::vector<uint32_t>& paths = extraction.pathsOfVm[vm];
        paths.insert(paths.end(), kept.begin(), kept.end());
        std::ranges::sort(paths);
        paths.erase(std::ranges::unique(paths).begin(), paths.end());
    }
    for (std::vector<uint32_t>& paths : extraction.pathsOfVm)
    {
        if (paths.empty())
        {
            paths.push_back(0);
        }
    }
    return extraction;
}

} // namespace ns3::vnlab
