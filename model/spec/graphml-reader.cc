// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/graphml-reader.h"

#include "model/spec/graphml-builder.h"
#include "model/spec/label-values.h"
#include "model/spec/xml-stream.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Whether a root of this namespace is GraphML's: it is "http://graphml.graphdrawing.org/xmlns", with
/// a version in some files.
bool
IsGraphMlSpace(std::string_view space)
{
    return space.empty() || space.starts_with("http://graphml.graphdrawing.org/") ||
           space.starts_with("https://graphml.graphdrawing.org/");
}

class GraphMlListener : public XmlListener
{
  public:
    explicit GraphMlListener(GraphMlBuilder& builder)
        : m_builder(builder)
    {
    }

    std::string StartElement(const XmlElement& element) override;
    void EndElement() override;
    void Text(std::string_view text) override;

    bool HasGraph() const
    {
        return m_hasGraph;
    }

  private:
    std::string Root(const XmlElement& element);
    void Child(const XmlElement& element, const std::string& parent);
    std::optional<std::string> Require(const XmlElement& element,
                                       const std::string& attribute,
                                       const std::string& accepted);
    void Graph(const XmlElement& graph);
    void Edge(const XmlElement& edge);
    void Key(const XmlElement& key);
    void Data(const XmlElement& data, LabelOwner owner);
    void WarnOfDirection(Place place);

    /// The <data> that is open.
    struct OpenData
    {
        LabelOwner owner;
        std::string key;
        Place place;
        size_t depth; ///< how many elements are open in it, with itself
    };

    GraphMlBuilder& m_builder;
    std::string m_space;             ///< of the root
    std::vector<std::string> m_open; ///< names of the open elements, "" for foreign ones
    std::string m_text;              ///< of the open <data> or <default>
    std::optional<OpenData> m_data;
    bool m_isKeySound{false}; ///< whether a <key> is open that was declared
    bool m_hasGraph{false};
    bool m_isDirectionSaid{false};
};

std::string
GraphMlListener::StartElement(const XmlElement& element)
{
    if (m_open.empty())
    {
        return Root(element);
    }
    const std::string parent = m_open.back();
    m_open.push_back(element.space == m_space ? element.name : "");
    Child(element, parent);
    return m_builder.IsTooLarge() ? "the graph is too large" : "";
}

std::string
GraphMlListener::Root(const XmlElement& element)
{
    m_open.push_back(element.name);
    m_space = element.space;
    if (element.name != "graphml")
    {
        return "the root element is <" + element.name + ">";
    }
    return IsGraphMlSpace(m_space)
             ? ""
             : "the root element is <graphml> of the namespace " + QuoteFound(m_space);
}

void
GraphMlListener::Child(const XmlElement& element, const std::string& parent)
{
    const std::string& name = m_open.back();
    const bool isInGraph = parent == "graph";
    if (name == "graph")
    {
        Graph(element);
    }
    else if (name == "hyperedge")
    {
        m_builder.Report(element.place, "a hyperedge; accepted are edges between two nodes");
    }
    else if (name == "key" && (parent == "graphml" || isInGraph))
    {
        Key(element);
    }
    else if (name == "node" && isInGraph)
    {
        if (const auto id = Require(element, "id", "any text that no other node has"))
        {
            m_builder.AddVertex(*id, element.place);
        }
    }
    else if (name == "edge" && isInGraph)
    {
        Edge(element);
    }
    else if (name == "data" && (isInGraph || parent == "node" || parent == "edge"))
    {
        Data(element,
             isInGraph          ? LabelOwner::kGraph
             : parent == "node" ? LabelOwner::kVertex
                                : LabelOwner::kEdge);
    }
    else if (name == "default" && parent == "key")
    {
        m_text.clear();
    }
}

std::optional<std::string>
GraphMlListener::Require(const XmlElement& element,
                         const std::string& attribute,
                         const std::string& accepted)
{
    const auto found = element.attributes.find(attribute);
    if (found == element.attributes.end())
    {
        m_builder.Report(element.place,
                         "<" + element.name + "> has no attribute '" + attribute +
                             "'; accepted is " + accepted);
        return std::nullopt;
    }
    return found->second;
}

void
GraphMlListener::Graph(const XmlElement& graph)
{
    if (std::exchange(m_hasGraph, true))
    {
        m_builder.Report(graph.place, "a second <graph>; accepted is one, with no graph inside it");
        return;
    }
    m_builder.SetPlace(graph.place);
    const std::optional<std::string> direction =
        Require(graph, "edgedefault", "'undirected' or 'directed'");
    if (direction == "directed")
    {
        WarnOfDirection(graph.place);
    }
    else if (direction && *direction != "undirected")
    {
        m_builder.Report(graph.place,
                         "edgedefault is " + QuoteFound(*direction) +
                             "; accepted are 'undirected' and 'directed'");
    }
}

void
GraphMlListener::WarnOfDirection(Place place)
{
    if (!std::exchange(m_isDirectionSaid, true))
    {
        m_builder.Warn(place, "a direction of edges is ignored, because virtual links have none");
    }
}

void
GraphMlListener::Edge(const XmlElement& edge)
{
    std::optional<std::string> source = Require(edge, "source", "the id of a <node>");
    std::optional<std::string> target = Require(edge, "target", "the id of a <node>");
    const auto directed = edge.attributes.find("directed");
    if (directed != edge.attributes.end() && directed->second != "false")
    {
        WarnOfDirection(edge.place);
    }
    if (source && target)
    {
        m_builder.AddEdge(std::move(*source), std::move(*target), edge.place);
    }
}

void
GraphMlListener::Key(const XmlElement& key)
{
    const auto valueOf = [&key](const std::string& attribute)
    {
        const auto found = key.attributes.find(attribute);
        return found == key.attributes.end() ? "" : found->second;
    };
    m_isKeySound = false;
    const std::optional<std::string> id = Require(key, "id", "any text that no other key has");
    if (!id)
    {
        return;
    }
    std::string wrong =
        m_builder.Keys().Declare({*id, valueOf("attr.name"), key.place}, valueOf("for"));
    m_isKeySound = wrong.empty();
    if (!m_isKeySound)
    {
        m_builder.Report(key.place, std::move(wrong));
    }
}

void
GraphMlListener::Data(const XmlElement& data, LabelOwner owner)
{
    m_text.clear();
    if (const auto key = Require(data, "key", "the id of a <key>"))
    {
        m_data = {owner, *key, data.place, m_open.size()};
    }
}

void
GraphMlListener::Text(std::string_view text)
{
    if (m_open.back() == "default" || (m_data && m_open.size() == m_data->depth))
    {
        m_text += text;
    }
}

void
GraphMlListener::EndElement()
{
    const std::string name = std::move(m_open.back());
    const size_t depth = m_open.size();
    m_open.pop_back();
    if (m_data && m_data->depth == depth)
    {
        m_builder.AddData(
            m_data->owner, std::move(m_data->key), std::string(Trim(m_text)), m_data->place);
        m_data.reset();
    }
    else if (name == "default" && m_isKeySound && m_open.back() == "key")
    {
        m_builder.Keys().SetDefault(std::string(Trim(m_text)));
    }
    else if (name == "key")
    {
        m_isKeySound = false;
    }
}

} // namespace

RawGraph
ReadGraphMl(std::string_view text, const std::string& fileName, std::span<const LabelWord> words)
{
    GraphMlBuilder builder(words, fileName);
    GraphMlListener listener(builder);
    const XmlFailure failure = StreamXml(text, listener);
    if (!failure.message.empty() && !builder.IsTooLarge())
    {
        throw InputError({MakeDiagnostic(
            fileName,
            failure.place,
            failure.message +
                "; accepted is GraphML: well-formed XML with the root element <graphml>")});
    }
    if (!listener.HasGraph())
    {
        builder.Report({1, 1}, "there is no <graph>; accepted is one");
    }
    return builder.Finish();
}

} // namespace ns3::vnlab
