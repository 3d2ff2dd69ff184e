// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/graphml-reader.h"

#include "model/spec/graphml-outline.h"

#include <boost/graph/graphml.hpp>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

using Vertex = RawGraph::vertex_descriptor;
using Edge = RawGraph::edge_descriptor;

/// Takes what Boost's reader finds and gives each element its place and id, which Boost does not
/// tell. Keeps every value as text: Boost's own sink would refuse a file whose values do not fit
/// their declared types, although nobody reads them.
class RawGraphSink : public boost::mutate_graph
{
  public:
    RawGraphSink(RawGraph& graph, const GraphMlOutline& outline)
        : m_graph(graph),
          m_outline(outline)
    {
    }

    bool is_directed() const override
    {
        return false;
    }

    boost::any do_add_vertex() override
    {
        const GraphMlOutline::Node& node = m_outline.nodes.at(num_vertices(m_graph));
        const Vertex vertex = add_vertex(m_graph);
        m_graph[vertex] = {node.id, {}, node.place};
        return vertex;
    }

    std::pair<boost::any, bool> do_add_edge(boost::any source, boost::any target) override
    {
        const Place place = m_outline.edges.at(num_edges(m_graph));
        return add_edge(boost::any_cast<Vertex>(source),
                        boost::any_cast<Vertex>(target),
                        RawEdge{{}, place},
                        m_graph);
    }

    void set_graph_property(const std::string& name,
                            const std::string& value,
                            const std::string& /* type */) override
    {
        m_graph[boost::graph_bundle].labels[name] = value;
    }

    void set_vertex_property(const std::string& name,
                             boost::any vertex,
                             const std::string& value,
                             const std::string& /* type */) override
    {
        m_graph[boost::any_cast<Vertex>(vertex)].labels[name] = value;
    }

    void set_edge_property(const std::string& name,
                           boost::any edge,
                           const std::string& value,
                           const std::string& /* type */) override
    {
        m_graph[boost::any_cast<Edge>(edge)].labels[name] = value;
    }

  private:
    RawGraph& m_graph;
    const GraphMlOutline& m_outline;
};

} // namespace

RawGraph
ReadGraphMl(std::string_view text, const std::string& fileName)
{
    const GraphMlOutline outline = OutlineGraphMl(text, fileName);
    RawGraph graph;
    graph[boost::graph_bundle].place = outline.graph;
    RawGraphSink sink(graph, outline);
    std::istringstream stream{std::string(text)};
    try
    {
        boost::read_graphml(stream, sink, 0);
    }
    catch (const std::exception& error)
    {
        throw InputError({MakeDiagnostic(
            fileName, outline.graph, std::string("not accepted as GraphML: ") + error.what())});
    }
    return graph;
}

} // namespace ns3::vnlab
