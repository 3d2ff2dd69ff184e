// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/graphml-outline.h"

#include "model/input/nearest-name.h"
#include "model/spec/xml-stream.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

class OutlineBuilder : public XmlListener
{
  public:
    explicit OutlineBuilder(const std::string& fileName)
        : m_fileName(fileName)
    {
    }

    std::string StartElement(const XmlElement& element) override;

    void EndElement() override
    {
        m_open.pop_back();
    }

    /// @return the outline, once the text has been read
    GraphMlOutline Finish();

  private:
    /// An attribute that names another element.
    struct Reference
    {
        std::string id;
        Place place;
    };

    using Ids = std::unordered_map<std::string, Place>;

    void Report(Place place, std::string message)
    {
        m_diagnostics.push_back(MakeDiagnostic(m_fileName, place, std::move(message)));
    }

    std::optional<std::string> Require(const XmlElement& element,
                                       const std::string& attribute,
                                       const std::string& accepted);
    void Graph(const XmlElement& graph);
    void Node(const XmlElement& node);
    void Edge(const XmlElement& edge);
    void Key(const XmlElement& key);
    void Data(const XmlElement& data);
    void Resolve(const std::vector<Reference>& references,
                 const Ids& known,
                 const std::string& what,
                 const std::string& element);

    const std::string& m_fileName;
    std::vector<std::string> m_open; ///< names of the open elements, "" for a prefixed one
    std::vector<Diagnostic> m_diagnostics;
    GraphMlOutline m_outline;
    bool m_hasGraph{false};
    Ids m_nodeIds;
    Ids m_keyIds;
    std::vector<Reference> m_endpoints;
    std::vector<Reference> m_usedKeys;
};

std::string
OutlineBuilder::StartElement(const XmlElement& element)
{
    const std::string parent = m_open.empty() ? "" : m_open.back();
    const size_t depth = m_open.size();
    m_open.push_back(element.hasPrefix ? "" : element.name);
    const std::string& name = m_open.back();
    if (depth == 0)
    {
        return name == "graphml" ? "" : "the root element is <" + element.name + ">";
    }
    if (name == "graph")
    {
        Graph(element);
    }
    else if (name == "hyperedge")
    {
        Report(element.place, "a hyperedge; accepted are edges between two nodes");
    }
    else if (name == "key" && parent == "graphml")
    {
        Key(element);
    }
    else if (name == "node" && parent == "graph")
    {
        Node(element);
    }
    else if (name == "edge" && parent == "graph")
    {
        Edge(element);
    }
    else if (name == "data" && (parent == "graph" || parent == "node" || parent == "edge"))
    {
        Data(element);
    }
    return "";
}

std::optional<std::string>
OutlineBuilder::Require(const XmlElement& element,
                        const std::string& attribute,
                        const std::string& accepted)
{
    const auto found = element.attributes.find(attribute);
    if (found == element.attributes.end())
    {
        Report(element.place,
               "<" + element.name + "> has no attribute '" + attribute + "'; accepted is " +
                   accepted);
        return std::nullopt;
    }
    return found->second;
}

void
OutlineBuilder::Graph(const XmlElement& graph)
{
    if (std::exchange(m_hasGraph, true))
    {
        Report(graph.place, "a second <graph>; accepted is one, with no graph inside it");
        return;
    }
    m_outline.graph = graph.place;
    const std::optional<std::string> direction = Require(graph, "edgedefault", "'undirected'");
    if (direction && *direction != "undirected")
    {
        Report(graph.place,
               "edgedefault is '" + *direction +
                   "'; accepted is 'undirected': virtual links have no direction");
    }
}

void
OutlineBuilder::Node(const XmlElement& node)
{
    const std::optional<std::string> id = Require(node, "id", "any text that no other node has");
    if (!id)
    {
        return;
    }
    const auto [first, isNew] = m_nodeIds.emplace(*id, node.place);
    if (!isNew)
    {
        Report(node.place,
               "node '" + *id + "' is named twice, first in line " +
                   std::to_string(first->second.line) + "; accepted are unique ids");
    }
    m_outline.nodes.push_back({*id, node.place});
}

void
OutlineBuilder::Edge(const XmlElement& edge)
{
    for (const char* const end : {"source", "target"})
    {
        if (const auto id = Require(edge, end, "the id of a <node>"))
        {
            m_endpoints.push_back({*id, edge.place});
        }
    }
    if (const auto directed = edge.attributes.find("directed");
        directed != edge.attributes.end() && directed->second != "false")
    {
        Report(edge.place, "a directed edge; accepted is none: virtual links have no direction");
    }
    m_outline.edges.push_back(edge.place);
}

void
OutlineBuilder::Key(const XmlElement& key)
{
    constexpr std::array<std::string_view, 8> accepted{
        "graph", "node", "edge", "all", "graphml", "hyperedge", "port", "endpoint"};
    const std::optional<std::string> element = Require(key, "for", "graph, node, edge or all");
    if (element && std::find(accepted.begin(), accepted.end(), *element) == accepted.end())
    {
        Report(key.place, "<key> is for '" + *element + "'; accepted are graph, node, edge, all");
    }
    if (const auto id = Require(key, "id", "any text that no other key has"))
    {
        m_keyIds.emplace(*id, key.place);
    }
}

void
OutlineBuilder::Data(const XmlElement& data)
{
    if (const auto key = Require(data, "key", "the id of a <key>"))
    {
        m_usedKeys.push_back({*key, data.place});
    }
}

void
OutlineBuilder::Resolve(const std::vector<Reference>& references,
                        const Ids& known,
                        const std::string& what,
                        const std::string& element)
{
    constexpr size_t mostCompared = 1000; // keeps a large file full of errors quick
    std::vector<std::string> ids;
    if (known.size() <= mostCompared)
    {
        for (const auto& [id, place] : known)
        {
            ids.push_back(id);
        }
        std::sort(ids.begin(), ids.end());
    }
    for (const Reference& reference : references)
    {
        if (!known.contains(reference.id))
        {
            Report(reference.place,
                   what + " '" + reference.id +
                       "', which does not exist; accepted is the id of a " + element +
                       DidYouMean(reference.id, ids));
        }
    }
}

GraphMlOutline
OutlineBuilder::Finish()
{
    Resolve(m_endpoints, m_nodeIds, "an edge to node", "<node>");
    Resolve(m_usedKeys, m_keyIds, "data for key", "<key>");
    if (!m_hasGraph)
    {
        Report({1, 1}, "there is no <graph>; accepted is one");
    }
    if (!m_diagnostics.empty())
    {
        throw InputError(std::move(m_diagnostics));
    }
    return std::move(m_outline);
}

} // namespace

GraphMlOutline
OutlineGraphMl(std::string_view text, const std::string& fileName)
{
    OutlineBuilder builder(fileName);
    if (const XmlFailure failure = StreamXml(text, builder); !failure.message.empty())
    {
        throw InputError({MakeDiagnostic(
            fileName,
            failure.place,
            failure.message +
                "; accepted is GraphML: well-formed XML with the root element <graphml>")});
    }
    return builder.Finish();
}

} // namespace ns3::vnlab
