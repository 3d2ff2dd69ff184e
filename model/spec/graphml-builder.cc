// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/graphml-builder.h"

#include "model/input/nearest-name.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <iterator>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

GraphMlBuilder::GraphMlBuilder(std::span<const LabelWord> words, const std::string& fileName)
    : m_fileName(fileName),
      m_vocabulary(words, fileName),
      m_keys(m_vocabulary, fileName)
{
}

void
GraphMlBuilder::Report(Place place, std::string message)
{
    m_diagnostics.push_back(MakeDiagnostic(m_fileName, place, std::move(message)));
}

void
GraphMlBuilder::Warn(Place place, std::string message)
{
    m_warnings.push_back(MakeDiagnostic(m_fileName, place, std::move(message)).ToString());
}

void
GraphMlBuilder::SetPlace(Place graph)
{
    m_graph[boost::graph_bundle].place = graph;
}

void
GraphMlBuilder::AddVertex(const std::string& id, Place place)
{
    const auto [first, isNew] = m_vertexOf.emplace(id, num_vertices(m_graph));
    if (!isNew)
    {
        Report(place,
               "node " + QuoteFound(id) + " is named twice, first in line " +
                   std::to_string(m_graph[first->second].place.line) + "; accepted are unique ids");
        return;
    }
    if (num_vertices(m_graph) == kMostVertices)
    {
        Report(place,
               "more than " + std::to_string(kMostVertices) +
                   " nodes; accepted are at most so many");
        m_isTooLarge = true;
        return;
    }
    add_vertex(RawVertex{id, {}, place}, m_graph);
}

void
GraphMlBuilder::AddEdge(std::string source, std::string target, Place place)
{
    m_edges.push_back({{}, std::move(source), std::move(target), place});
}

void
GraphMlBuilder::AddData(LabelOwner owner, std::string key, std::string value, Place place)
{
    const size_t elements = owner == LabelOwner::kVertex ? num_vertices(m_graph)
                          : owner == LabelOwner::kEdge   ? m_edges.size()
                                                         : 1;
    if (elements == 0)
    {
        return; // of an element that was refused
    }
    Datum datum{owner, elements - 1, std::move(key), std::move(value), place};
    m_keys.Knows(datum.key) ? Settle(datum) : m_pending.push_back(std::move(datum));
}

Labels&
GraphMlBuilder::LabelsOf(LabelOwner owner, size_t index)
{
    return owner == LabelOwner::kVertex ? m_graph[index].labels
         : owner == LabelOwner::kEdge   ? m_edges[index].labels
                                        : m_graph[boost::graph_bundle].labels;
}

void
GraphMlBuilder::Settle(const Datum& datum)
{
    const std::optional<std::string> label =
        m_keys.LabelOf(datum.key, datum.owner, datum.value, datum.place);
    if (!label)
    {
        return;
    }
    Labels& labels = LabelsOf(datum.owner, datum.index);
    if (labels.contains(*label))
    {
        Warn(datum.place,
             "label " + QuoteFound(*label) + " is stated twice for one element; the last counts");
    }
    Put(*label, datum.value, labels, datum.place);
    if (datum.owner == LabelOwner::kGraph)
    {
        m_graph[boost::graph_bundle].labelPlaces[*label] = datum.place;
    }
}

/// Throws nothing, as libxml2 is among its callers.
void
GraphMlBuilder::Put(const std::string& label, const std::string& value, Labels& to, Place place)
{
    try
    {
        m_budget.Put(label, value, to);
    }
    catch (const GraphTooLarge& tooLarge)
    {
        if (!std::exchange(m_isTooLarge, true))
        {
            Report(place, tooLarge.what());
        }
    }
}

void
GraphMlBuilder::SettlePending()
{
    NameSuggestions ids(m_keys.Ids());
    for (const Datum& datum : m_pending)
    {
        if (m_keys.Knows(datum.key))
        {
            Settle(datum);
            continue;
        }
        Report(datum.place,
               "data for key " + QuoteFound(datum.key) +
                   ", which does not exist; accepted is the id of a <key>" + ids.For(datum.key));
    }
}

void
GraphMlBuilder::AddEdges()
{
    std::vector<std::string> ids;
    for (const auto vertex : boost::make_iterator_range(vertices(m_graph)))
    {
        ids.push_back(m_graph[vertex].id);
    }
    NameSuggestions suggestions(std::move(ids));
    for (StatedEdge& edge : m_edges)
    {
        std::vector<RawGraph::vertex_descriptor> ends;
        for (const std::string& id : {edge.source, edge.target})
        {
            const auto found = m_vertexOf.find(id);
            if (found != m_vertexOf.end())
            {
                ends.push_back(found->second);
                continue;
            }
            Report(edge.place,
                   "an edge to node " + QuoteFound(id) +
                       ", which does not exist; accepted is the id of a <node>" +
                       suggestions.For(id));
        }
        if (ends.size() == 2)
        {
            add_edge(ends[0], ends[1], RawEdge{std::move(edge.labels), edge.place}, m_graph);
        }
    }
}

void
GraphMlBuilder::AddDefaults(LabelOwner owner)
{
    const size_t elements = owner == LabelOwner::kVertex ? num_vertices(m_graph)
                          : owner == LabelOwner::kEdge   ? m_edges.size()
                                                         : 1;
    for (const GraphMlKeys::Key* key : m_keys.DefaultsOf(owner))
    {
        for (size_t i = 0; i < elements && !m_isTooLarge; ++i)
        {
            if (Labels& labels = LabelsOf(owner, i); !labels.contains(key->label))
            {
                Put(key->label, *key->value, labels, key->place);
                if (owner == LabelOwner::kGraph)
                {
                    m_graph[boost::graph_bundle].labelPlaces[key->label] = key->place;
                }
            }
        }
    }
}

RawGraph
GraphMlBuilder::Finish()
{
    SettlePending();
    for (const LabelOwner owner : {LabelOwner::kGraph, LabelOwner::kVertex, LabelOwner::kEdge})
    {
        AddDefaults(owner);
    }
    AddEdges();
    if (!m_diagnostics.empty())
    {
        std::ranges::stable_sort(m_diagnostics,
                                 {},
                                 [](const Diagnostic& diagnostic)
                                 { return std::pair(diagnostic.line, diagnostic.column); });
        throw InputError(std::move(m_diagnostics));
    }
    std::ranges::move(m_keys.TakeWarnings(), std::back_inserter(m_warnings));
    std::ranges::move(m_vocabulary.TakeWarnings(), std::back_inserter(m_warnings));
    m_graph[boost::graph_bundle].warnings = std::move(m_warnings);
    return std::move(m_graph);
}

} // namespace ns3::vnlab
