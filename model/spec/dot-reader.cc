// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-reader.h"

#include "model/spec/dot-places.h"
#include "model/spec/dot-scanner.h"

#include <algorithm>
#include <boost/graph/graphviz.hpp>
#include <boost/make_shared.hpp>
#include <boost/range/irange.hpp>
#include <boost/range/iterator_range.hpp>
#include <numeric>

namespace ns3::vnlab
{

namespace
{

using Vertex = RawGraph::vertex_descriptor;
using Edge = RawGraph::edge_descriptor;

/// The property under which Boost hands over a vertex's id. No label of a file can have this name,
/// because the scanner refuses NUL bytes.
const std::string kIdProperty(1, '\0');

bool
IsKeyword(const DotToken& token, std::string_view keyword)
{
    return token.kind == DotToken::Kind::kKeyword && token.text == keyword;
}

/// Writes one label of all elements of a kind.
template <class Key, class Write>
class LabelWriter : public boost::dynamic_property_map
{
  public:
    explicit LabelWriter(Write write)
        : m_write(std::move(write))
    {
    }

    boost::any get(const boost::any& /* key */) override
    {
        return {};
    }

    std::string get_string(const boost::any& /* key */) override
    {
        return {};
    }

    void put(const boost::any& key, const boost::any& value) override
    {
        m_write(boost::any_cast<Key>(key), boost::any_cast<std::string>(value));
    }

    const std::type_info& key() const override
    {
        return typeid(Key);
    }

    const std::type_info& value() const override
    {
        return typeid(std::string);
    }

  private:
    Write m_write;
};

template <class Key, class Write>
boost::shared_ptr<boost::dynamic_property_map>
MakeLabelWriter(Write write)
{
    return boost::make_shared<LabelWriter<Key, Write>>(std::move(write));
}

/// @return where Boost puts labels that it meets: any name, any kind of element
boost::dynamic_properties
LabelsOf(RawGraph& graph)
{
    return boost::dynamic_properties(
        [&graph](const std::string& name, const boost::any& key, const boost::any&)
        {
            if (key.type() == typeid(Vertex))
            {
                return MakeLabelWriter<Vertex>(
                    [&graph, name](Vertex vertex, const std::string& value) {
                        (name == kIdProperty ? graph[vertex].id : graph[vertex].labels[name]) =
                            value;
                    });
            }
            if (key.type() == typeid(Edge))
            {
                return MakeLabelWriter<Edge>([&graph, name](Edge edge, const std::string& value)
                                             { graph[edge].labels[name] = value; });
            }
            return MakeLabelWriter<RawGraph*>(
                [name](RawGraph* whole, const std::string& value)
                { (*whole)[boost::graph_bundle].labels[name] = value; });
        });
}

/// @return what Boost says of the text, "" where it accepts it
std::string
ReadWithBoost(const std::string& text, RawGraph& graph)
{
    boost::dynamic_properties labels = LabelsOf(graph);
    try
    {
        boost::read_graphviz(text, graph, labels, kIdProperty);
        return {};
    }
    catch (const std::exception& error)
    {
        // Lexical errors end in what follows the offending word; the rest says what was wanted.
        const std::string message = error.what();
        return message.substr(0,
                              std::min(message.find(" (char is '"), message.find(" (at end of")));
    }
}

/// Whether the token opens a subgraph that has neither the keyword nor a name before it.
bool
OpensBareSubgraph(const std::vector<DotToken>& tokens, size_t i)
{
    return i > 0 && tokens[i].text == "{" && tokens[i].kind == DotToken::Kind::kPunctuation &&
           !IsKeyword(tokens[i - 1], "subgraph") &&
           !(i > 1 && tokens[i - 1].kind == DotToken::Kind::kName &&
             IsKeyword(tokens[i - 2], "subgraph"));
}

/**
 * @brief What Boost is given to read: the words of the text with single spaces between them.
 *
 * This keeps two weaknesses of its reader out of the way. It matches all the comments between two
 * words with one regular expression, which fails where they are many; and up to 1.74 it wants the
 * keyword in front of every subgraph, which DOT does not.
 */
class Words
{
  public:
    Words(std::string_view text, const std::vector<DotToken>& tokens)
    {
        bool inBody = false; // the first brace is the graph's own
        for (size_t i = 0; i < tokens.size(); ++i)
        {
            m_joined += inBody && OpensBareSubgraph(tokens, i) ? "subgraph " : "";
            m_joined += text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
            m_ends.push_back(m_joined.size());
            m_joined += ' ';
            inBody = inBody || tokens[i].text == "{";
        }
    }

    const std::string& All() const
    {
        return m_joined;
    }

    std::string UpTo(size_t lastWord) const
    {
        return m_joined.substr(0, m_ends[lastWord]);
    }

  private:
    std::string m_joined;
    std::vector<size_t> m_ends;
};

/**
 * Boost says what is wrong, but not where. It reads from the front and looks one word ahead, so
 * what it says of a text that is cut anywhere after the offending word stays the same. The
 * offending word is thus the last of the shortest prefix, in whole words, that fails in the same
 * way, and bisection finds it. A shorter prefix can fail for its end only; where the whole text
 * does that, its end is the place.
 *
 * @return the index of the offending token, or their number for the end of the text
 */
size_t
FindSyntaxError(const Words& words, size_t count, const std::string& failure)
{
    if (failure.ends_with("(token is \"<eof> ''\")"))
    {
        return count;
    }
    const auto indices = boost::irange<size_t>(0, count);
    const auto offending =
        std::partition_point(indices.begin(),
                             indices.end(),
                             [&](size_t lastWord)
                             {
                                 RawGraph scratch;
                                 return ReadWithBoost(words.UpTo(lastWord), scratch) != failure;
                             });
    return static_cast<size_t>(offending - indices.begin());
}

/// Reads the tokens of a text into a graph without places, or throws InputError.
RawGraph
Parse(std::string_view text, const std::vector<DotToken>& tokens, const std::string& fileName)
{
    const auto fail = [&](size_t token, const std::string& message)
    {
        const size_t end = text.find_last_not_of(" \t\r\n") + 1;
        const size_t offset = token < tokens.size() ? tokens[token].begin : end;
        throw InputError({MakeDiagnostic(fileName,
                                         TextPlaces(text).At(offset),
                                         "DOT syntax error: " + message + "; accepted is " +
                                             "DOT such as: graph { a [role=web]; a -- b; }")});
    };
    const size_t kind = !tokens.empty() && IsKeyword(tokens[0], "strict") ? 1 : 0;
    if (kind < tokens.size() && IsKeyword(tokens[kind], "digraph"))
    {
        fail(kind, "a directed graph, but virtual links have no direction");
    }
    const Words words(text, tokens);
    RawGraph graph;
    if (const std::string failure = ReadWithBoost(words.All(), graph); !failure.empty())
    {
        fail(FindSyntaxError(words, tokens.size(), failure), failure);
    }
    return graph;
}

/// Fills in the places of the elements. @return for each vertex the offset of its first mention
std::vector<size_t>
Locate(RawGraph& graph, std::string_view text, const std::vector<DotToken>& tokens)
{
    const TextPlaces textPlaces(text);
    DotPlaces places = FindDotPlaces(tokens);
    graph[boost::graph_bundle].place = textPlaces.At(places.graph);
    std::vector<size_t> offsets(num_vertices(graph), text.size());
    for (const Vertex vertex : boost::make_iterator_range(vertices(graph)))
    {
        if (const auto found = places.vertices.find(graph[vertex].id);
            found != places.vertices.end())
        {
            offsets[vertex] = found->second;
            graph[vertex].place = textPlaces.At(found->second);
        }
    }
    for (const Edge edge : boost::make_iterator_range(edges(graph)))
    {
        auto& left = places.edges[{graph[source(edge, graph)].id, graph[target(edge, graph)].id}];
        if (!left.empty())
        {
            graph[edge].place = textPlaces.At(left.front());
            left.pop_front();
        }
    }
    return offsets;
}

/// @return the graph with its vertices in another order
RawGraph
Reorder(const RawGraph& graph, const std::vector<Vertex>& order)
{
    RawGraph reordered;
    reordered[boost::graph_bundle] = graph[boost::graph_bundle];
    std::vector<Vertex> newVertex(order.size());
    for (const Vertex vertex : order)
    {
        newVertex[vertex] = add_vertex(reordered);
        reordered[newVertex[vertex]] = graph[vertex];
    }
    for (const Edge edge : boost::make_iterator_range(edges(graph)))
    {
        add_edge(
            newVertex[source(edge, graph)], newVertex[target(edge, graph)], graph[edge], reordered);
    }
    return reordered;
}

} // namespace

RawGraph
ReadDot(std::string_view text, const std::string& fileName)
{
    const std::vector<DotToken> tokens = ScanDot(text, fileName);
    RawGraph graph = Parse(text, tokens, fileName);
    const std::vector<size_t> offsets = Locate(graph, text, tokens);
    std::vector<Vertex> order(num_vertices(graph));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(
        order.begin(), order.end(), [&](Vertex a, Vertex b) { return offsets[a] < offsets[b]; });
    return Reorder(graph, order);
}

} // namespace ns3::vnlab
