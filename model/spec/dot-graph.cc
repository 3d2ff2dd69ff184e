// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-graph.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kMostExpanded = 1'000'000;

} // namespace

DotGraph::DotGraph(bool strict, bool directed, Place place)
    : m_isStrict(strict),
      m_isDirected(directed),
      m_scopes(1)
{
    m_graph[boost::graph_bundle].place = place;
}

DotGraph::Subgraph
DotGraph::Open(Subgraph parent, const std::optional<std::string>& name)
{
    const Subgraph next = m_scopes.size();
    if (name)
    {
        const auto [known, isNew] = m_scopes[parent].named.emplace(*name, next);
        if (!isNew)
        {
            return known->second;
        }
    }
    m_scopes[parent].members.emplace_back(std::in_place_index<1>, next);
    m_scopes.emplace_back().parent = parent;
    return next;
}

DotGraph::Vertex
DotGraph::Mention(Subgraph in, const std::string& id, Place place)
{
    const auto [known, isNew] = m_vertexOf.emplace(id, num_vertices(m_graph));
    const Vertex vertex = known->second;
    if (isNew)
    {
        if (vertex == kMostVertices)
        {
            throw GraphTooLarge("more than " + std::to_string(kMostVertices) +
                                " vertices; accepted are at most so many VMs");
        }
        add_vertex(RawVertex{id, {}, place}, m_graph);
        m_lastCollect.push_back(0);
        AddDefaults(in, LabelOwner::kVertex, m_graph[vertex].labels);
    }
    if (in != kRoot)
    {
        m_scopes[in].members.emplace_back(std::in_place_index<0>, vertex);
    }
    return vertex;
}

void
DotGraph::SetDefaults(Subgraph in, LabelOwner owner, const Labels& labels)
{
    Scope& scope = m_scopes[in];
    Labels& defaults = owner == LabelOwner::kVertex ? scope.vertexDefaults : scope.edgeDefaults;
    for (const auto& [name, value] : labels)
    {
        defaults[name] = value;
    }
}

/// Those of the innermost subgraph that has one go before those around it.
void
DotGraph::AddDefaults(Subgraph in, LabelOwner owner, Labels& labels)
{
    for (std::optional<Subgraph> at = in; at; at = m_scopes[*at].parent)
    {
        const Scope& scope = m_scopes[*at];
        for (const auto& [name, value] :
             owner == LabelOwner::kVertex ? scope.vertexDefaults : scope.edgeDefaults)
        {
            if (!labels.contains(name))
            {
                m_budget.Put(name, value, labels);
            }
        }
    }
}

void
DotGraph::PutAll(const Labels& from, Labels& to)
{
    for (const auto& [name, value] : from)
    {
        m_budget.Put(name, value, to);
    }
}

void
DotGraph::SetGraphLabel(const std::string& name, const std::string& value, Place place)
{
    RawGraphLabels& whole = m_graph[boost::graph_bundle];
    m_budget.Put(name, value, whole.labels);
    whole.labelPlaces[name] = place;
}

void
DotGraph::SetLabels(Vertex vertex, const Labels& labels)
{
    PutAll(labels, m_graph[vertex].labels);
}

/// @return the members of a subgraph, each once
std::vector<DotGraph::Vertex>
DotGraph::MembersOf(Subgraph subgraph)
{
    ++m_collects;
    std::vector<Vertex> members;
    CollectMembers(subgraph, members);
    return members;
}

void
DotGraph::CollectMembers(Subgraph subgraph, std::vector<Vertex>& members)
{
    CountExpanded(m_scopes[subgraph].members.size());
    for (const std::variant<Vertex, Subgraph>& member : m_scopes[subgraph].members)
    {
        if (member.index() == 1)
        {
            CollectMembers(std::get<1>(member), members);
        }
        else if (std::exchange(m_lastCollect[std::get<0>(member)], m_collects) != m_collects)
        {
            members.push_back(std::get<0>(member));
        }
    }
}

void
DotGraph::CountExpanded(uint64_t elements)
{
    m_expanded += elements;
    if (m_expanded > kMostExpanded)
    {
        throw GraphTooLarge("edges between subgraphs and lists make more than " +
                            std::to_string(kMostExpanded) +
                            " members and links up to here; accepted are at most so many");
    }
}

void
DotGraph::Link(Subgraph in, std::vector<Ends> ends, const std::string& key, const Labels& labels)
{
    for (Ends& end : ends)
    {
        if (end.subgraph)
        {
            end.vertices = MembersOf(*end.subgraph);
        }
    }
    for (size_t i = 1; i < ends.size(); ++i)
    {
        const Ends& left = ends[i - 1];
        const uint64_t edges = uint64_t{left.vertices.size()} * ends[i].vertices.size();
        CountExpanded(edges > 1 ? edges : 0);
        for (const Vertex from : left.vertices)
        {
            for (const Vertex to : ends[i].vertices)
            {
                LinkTwo(in, from, to, left.place, key, labels);
            }
        }
    }
}

void
DotGraph::LinkTwo(
    Subgraph in, Vertex from, Vertex to, Place place, const std::string& key, const Labels& labels)
{
    std::optional<Edge> edge = FindEdge(from, to, key);
    if (!edge && !MayAdd(from, to))
    {
        return;
    }
    if (!edge)
    {
        edge = add_edge(from, to, RawEdge{{}, place}, m_graph).first;
        AddDefaults(in, LabelOwner::kEdge, m_graph[*edge].labels);
        Remember(from, to, key, *edge);
    }
    PutAll(labels, m_graph[*edge].labels);
}

std::optional<DotGraph::Edge>
DotGraph::FindEdge(Vertex from, Vertex to, const std::string& key) const
{
    const auto found = m_edgeOf.find({from, to, key});
    if (found != m_edgeOf.end())
    {
        return found->second;
    }
    const auto turned = m_isDirected ? m_edgeOf.end() : m_edgeOf.find({to, from, key});
    return turned == m_edgeOf.end() ? std::nullopt : std::optional(turned->second);
}

/// A strict graph refuses an edge with another key beside one that runs the same way.
bool
DotGraph::MayAdd(Vertex from, Vertex to) const
{
    return !m_isStrict || !m_edgeOf.contains({from, to, ""});
}

/// Without a key, an edge of a strict graph is the one between its ends, whatever key that has.
void
DotGraph::Remember(Vertex from, Vertex to, const std::string& key, Edge edge)
{
    if (!key.empty())
    {
        m_edgeOf.emplace(EdgeKey{from, to, key}, edge);
    }
    if (m_isStrict)
    {
        m_edgeOf.emplace(EdgeKey{from, to, ""}, edge);
    }
}

RawGraph
DotGraph::Finish()
{
    return std::move(m_graph);
}

} // namespace ns3::vnlab
