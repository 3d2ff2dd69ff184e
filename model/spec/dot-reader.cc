// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-reader.h"

#include "model/spec/dot-cursor.h"
#include "model/spec/dot-graph.h"
#include "model/spec/label-vocabulary.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Kind = DotToken::Kind;
using Subgraph = DotGraph::Subgraph;

constexpr size_t kDeepestNesting = 100;

/// What stands in brackets.
struct Attributes
{
    Labels labels;                       ///< those that count
    std::map<std::string, Place> places; ///< of the labels
    std::string key;                     ///< the pseudo-label of edges
};

/// Reads statement by statement, one word ahead, after the grammar of the language.
class DotParser
{
  public:
    DotParser(std::string_view text, const std::string& fileName)
        : m_fileName(fileName),
          m_words(text, fileName),
          m_vocabulary(SpecificationLabels(), fileName)
    {
    }

    RawGraph ReadGraph();

  private:
    bool StartsSubgraph() const
    {
        return m_words.Next().Is("{") || m_words.Next().IsKeyword("subgraph");
    }

    void Warn(Place place, std::string message)
    {
        m_warnings.push_back(MakeDiagnostic(m_fileName, place, std::move(message)).ToString());
    }

    void ReadHeader();
    void ReadBody(Subgraph in);
    void ReadStatement(Subgraph in);
    void ReadDefaults(Subgraph in);
    void ReadEdges(Subgraph in, DotGraph::Ends first);
    DotGraph::Ends ReadEnds(Subgraph in);
    DotGraph::Ends ReadSubgraph(Subgraph in);
    DotGraph::Ends ReadVertices(Subgraph in, std::string id, Place place);
    void SkipPort();
    bool SkipEdgeOperator();
    Attributes ReadAttributes(LabelOwner owner);
    void ReadAttribute(LabelOwner owner, Attributes& attributes);
    void Assign(Subgraph in, const std::string& name, Place place);
    void ReadValue(LabelOwner owner, const std::string& name, Place place, Attributes& attributes);
    void SetGraphLabels(const Attributes& attributes);

    std::string m_fileName;
    DotCursor m_words;
    LabelVocabulary m_vocabulary;
    std::vector<std::string> m_warnings;
    bool m_isDirected{false};
    size_t m_nesting{0};
    std::optional<DotGraph> m_graph; ///< from the header on
};

void
DotParser::ReadHeader()
{
    const Place place = m_words.Here();
    const bool isStrict = m_words.Next().IsKeyword("strict");
    if (isStrict)
    {
        m_words.Advance();
    }
    m_isDirected = m_words.Next().IsKeyword("digraph");
    if (!m_isDirected && !m_words.Next().IsKeyword("graph"))
    {
        m_words.Expect("'graph'");
    }
    if (m_isDirected)
    {
        Warn(m_words.Here(),
             "a directed graph; its edges' direction is ignored, because virtual links have none");
    }
    m_graph.emplace(isStrict, m_isDirected, place);
    m_words.Advance();
    if (m_words.IsAtom())
    {
        m_words.TakeAtom("a name");
    }
}

RawGraph
DotParser::ReadGraph()
{
    ReadHeader();
    ReadBody(DotGraph::kRoot);
    if (m_words.Next().kind != Kind::kEnd)
    {
        m_words.Expect("the end of the text");
    }
    RawGraph graph = m_graph->Finish();
    if (m_words.Warning())
    {
        m_warnings.push_back(*m_words.Warning());
    }
    std::ranges::move(m_vocabulary.TakeWarnings(), std::back_inserter(m_warnings));
    graph[boost::graph_bundle].warnings = std::move(m_warnings);
    return graph;
}

void
DotParser::ReadBody(Subgraph in)
{
    if (++m_nesting > kDeepestNesting)
    {
        m_words.Fail("braces are nested too deep; accepted are " + std::to_string(kDeepestNesting) +
                     " levels");
    }
    m_words.Require("{");
    while (!m_words.Skip("}"))
    {
        if (!m_words.Skip(";"))
        {
            ReadStatement(in);
        }
    }
    --m_nesting;
}

void
DotParser::ReadStatement(Subgraph in)
{
    const Place place = m_words.Here();
    try
    {
        if (m_words.Next().IsKeyword("graph") || m_words.Next().IsKeyword("node") ||
            m_words.Next().IsKeyword("edge"))
        {
            ReadDefaults(in);
        }
        else if (StartsSubgraph())
        {
            ReadEdges(in, ReadSubgraph(in));
        }
        else if (std::string id = m_words.TakeAtom("a statement or '}'"); m_words.Next().Is("="))
        {
            Assign(in, id, place);
        }
        else
        {
            ReadEdges(in, ReadVertices(in, std::move(id), place));
        }
    }
    catch (const GraphTooLarge& tooLarge)
    {
        throw InputError({MakeDiagnostic(m_fileName, place, tooLarge.what())});
    }
}

void
DotParser::ReadDefaults(Subgraph in)
{
    const LabelOwner owner = m_words.Next().text == "node" ? LabelOwner::kVertex
                           : m_words.Next().text == "edge" ? LabelOwner::kEdge
                           : in == DotGraph::kRoot         ? LabelOwner::kGraph
                                                           : LabelOwner::kSubgraph;
    m_words.Advance();
    if (!m_words.Next().Is("["))
    {
        m_words.Expect("'['");
    }
    const Attributes attributes = ReadAttributes(owner);
    if (owner == LabelOwner::kVertex || owner == LabelOwner::kEdge)
    {
        m_graph->SetDefaults(in, owner, attributes.labels);
        return;
    }
    SetGraphLabels(attributes);
}

void
DotParser::SetGraphLabels(const Attributes& attributes)
{
    for (const auto& [name, value] : attributes.labels)
    {
        m_graph->SetGraphLabel(name, value, attributes.places.at(name));
    }
}

/// Reads `name = value`, a label of the graph or the subgraph, from the mark on.
void
DotParser::Assign(Subgraph in, const std::string& name, Place place)
{
    m_words.Advance();
    const LabelOwner owner = in == DotGraph::kRoot ? LabelOwner::kGraph : LabelOwner::kSubgraph;
    Attributes attributes;
    ReadValue(owner, name, place, attributes);
    SetGraphLabels(attributes);
}

/// Reads the rest of a statement behind its first vertices or subgraph.
void
DotParser::ReadEdges(Subgraph in, DotGraph::Ends first)
{
    std::vector<DotGraph::Ends> ends;
    ends.push_back(std::move(first));
    while (SkipEdgeOperator())
    {
        ends.push_back(ReadEnds(in));
    }
    const bool isEdge = ends.size() > 1;
    const Attributes attributes = ReadAttributes(isEdge ? LabelOwner::kEdge : LabelOwner::kVertex);
    if (isEdge)
    {
        m_graph->Link(in, std::move(ends), attributes.key, attributes.labels);
        return;
    }
    for (const DotGraph::Vertex vertex : ends.front().vertices)
    {
        m_graph->SetLabels(vertex, attributes.labels);
    }
}

bool
DotParser::SkipEdgeOperator()
{
    if (m_words.Next().Is(m_isDirected ? "--" : "->"))
    {
        m_words.Fail(m_isDirected ? "'--' in a directed graph; accepted is '->'"
                                  : "'->' in an undirected graph; accepted is '--'");
    }
    return m_words.Skip(m_isDirected ? "->" : "--");
}

DotGraph::Ends
DotParser::ReadEnds(Subgraph in)
{
    const Place place = m_words.Here();
    if (m_words.IsAtom())
    {
        return ReadVertices(in, m_words.TakeAtom("a vertex"), place);
    }
    if (!StartsSubgraph())
    {
        m_words.Expect("a vertex or a subgraph");
    }
    return ReadSubgraph(in);
}

DotGraph::Ends
DotParser::ReadSubgraph(Subgraph in)
{
    const Place place = m_words.Here();
    std::optional<std::string> name;
    if (m_words.Next().IsKeyword("subgraph"))
    {
        m_words.Advance();
        if (m_words.IsAtom())
        {
            name = m_words.TakeAtom("a name");
        }
    }
    const Subgraph subgraph = m_graph->Open(in, name);
    ReadBody(subgraph);
    return {{}, subgraph, place};
}

/// Reads the rest of a list of vertices behind the first id.
DotGraph::Ends
DotParser::ReadVertices(Subgraph in, std::string id, Place place)
{
    DotGraph::Ends ends{{m_graph->Mention(in, id, place)}, std::nullopt, place};
    SkipPort();
    while (m_words.Skip(","))
    {
        const Place next = m_words.Here();
        ends.vertices.push_back(m_graph->Mention(in, m_words.TakeAtom("a vertex"), next));
        SkipPort();
    }
    return ends;
}

/// A port is where an edge is drawn to: `:side` or `:port:side`.
void
DotParser::SkipPort()
{
    for (int parts = 0; parts < 2 && m_words.Skip(":"); ++parts)
    {
        m_words.TakeAtom("a port");
    }
}

Attributes
DotParser::ReadAttributes(LabelOwner owner)
{
    Attributes attributes;
    while (m_words.Skip("["))
    {
        while (!m_words.Skip("]"))
        {
            ReadAttribute(owner, attributes);
        }
    }
    return attributes;
}

void
DotParser::ReadAttribute(LabelOwner owner, Attributes& attributes)
{
    const Place place = m_words.Here();
    const std::string name = m_words.TakeAtom("the name of a label");
    if (!m_words.Next().Is("="))
    {
        m_words.Expect("'='");
    }
    m_words.Advance();
    if (owner == LabelOwner::kEdge && name == "key")
    {
        attributes.key = m_words.TakeAtom("a value");
    }
    else
    {
        ReadValue(owner, name, place, attributes);
    }
    if (!m_words.Skip(","))
    {
        m_words.Skip(";");
    }
}

/// Reads the value of a label, from behind the '=' on.
void
DotParser::ReadValue(LabelOwner owner, const std::string& name, Place place, Attributes& attributes)
{
    const bool counts = m_vocabulary.Counts(owner, name);
    std::string value;
    if (m_words.Next().kind == Kind::kHtml && (!counts || name == "label"))
    {
        m_words.Advance(); // how a vertex is drawn, which names nothing
    }
    else
    {
        value = m_words.TakeAtom("a value");
    }
    if (!counts)
    {
        m_vocabulary.Doubt(owner, name, place);
        return;
    }
    const auto [known, isNew] = attributes.labels.emplace(name, value);
    if (!isNew && known->second != value)
    {
        Warn(place, "label " + QuoteFound(name) + " is stated twice in one list; the last counts");
        known->second = std::move(value);
    }
    attributes.places[name] = place;
}

} // namespace

RawGraph
ReadDot(std::string_view text, const std::string& fileName)
{
    return DotParser(text, fileName).ReadGraph();
}

} // namespace ns3::vnlab
