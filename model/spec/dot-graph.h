// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_GRAPH_H
#define VNLAB_DOT_GRAPH_H

#include "model/spec/label-budget.h"
#include "model/spec/label-vocabulary.h"
#include "model/spec/raw-graph.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What the statements of a DOT text make, as Graphviz has it.
 *
 * - A vertex is a member of the subgraph that names it and of all around that one.
 * - A new vertex or edge has the defaults of the subgraph that it is made in, which go before those
 *   of the subgraphs around it; defaults of later statements do not reach it.
 * - A subgraph that is opened again by its name, in the same subgraph, is the same one: with its
 *   members and its defaults.
 * - A `strict` graph has one edge between two vertices, and one each way if it is directed. Stating
 *   it again adds to its labels. So does an edge with a `key` for those with the same ends and key.
 *
 * A short text can make a large graph; what is made of it beyond its own size is bounded.
 */
class DotGraph
{
  public:
    using Vertex = RawGraph::vertex_descriptor;
    using Edge = RawGraph::edge_descriptor;
    using Subgraph = size_t;

    /// What stands on one side of an edge.
    struct Ends
    {
        std::vector<Vertex> vertices;     ///< as listed
        std::optional<Subgraph> subgraph; ///< instead of a list: its members
        Place place;                      ///< of its first word
    };

    DotGraph(bool strict, bool directed, Place place);

    /// The whole graph, as a subgraph.
    static constexpr Subgraph kRoot = 0;

    /// @return the subgraph of that name in another one, or a new one; always new without a name
    Subgraph Open(Subgraph parent, const std::optional<std::string>& name);

    /// @return the vertex of an id, made if there is none, now a member of a subgraph
    /// @throws GraphTooLarge where there are too many
    Vertex Mention(Subgraph in, const std::string& id, Place place);

    /// Sets defaults of kVertex or kEdge for what is made in a subgraph from now on.
    void SetDefaults(Subgraph in, LabelOwner owner, const Labels& labels);

    void SetGraphLabel(const std::string& name, const std::string& value, Place place);

    void SetLabels(Vertex vertex, const Labels& labels);

    /**
     * @brief Joins each vertex of an end to each of the next one.
     * @param ends at least two; subgraphs as they are now, at the end of the statement
     * @param key the pseudo-label `key`, "" for none
     * @throws GraphTooLarge where there are too many
     */
    void Link(Subgraph in, std::vector<Ends> ends, const std::string& key, const Labels& labels);

    /// @return the graph; the object is empty after it
    RawGraph Finish();

  private:
    struct Scope
    {
        std::optional<Subgraph> parent;
        std::map<std::string, Subgraph> named;
        std::vector<std::variant<Vertex, Subgraph>> members; ///< as mentioned; may repeat
        Labels vertexDefaults;
        Labels edgeDefaults;
    };

    /// Ends in the order of the text, and a key.
    using EdgeKey = std::tuple<Vertex, Vertex, std::string>;

    std::vector<Vertex> MembersOf(Subgraph subgraph);
    void CollectMembers(Subgraph subgraph, std::vector<Vertex>& members);
    void AddDefaults(Subgraph in, LabelOwner owner, Labels& labels);
    void PutAll(const Labels& from, Labels& to);
    void LinkTwo(Subgraph in,
                 Vertex from,
                 Vertex to,
                 Place place,
                 const std::string& key,
                 const Labels& labels);
    std::optional<Edge> FindEdge(Vertex from, Vertex to, const std::string& key) const;
    bool MayAdd(Vertex from, Vertex to) const;
    void Remember(Vertex from, Vertex to, const std::string& key, Edge edge);
    void CountExpanded(uint64_t elements);

    RawGraph m_graph;
    const bool m_isStrict;
    const bool m_isDirected;
    std::vector<Scope> m_scopes;
    std::unordered_map<std::string, Vertex> m_vertexOf;
    std::map<EdgeKey, Edge> m_edgeOf;    ///< those that can be stated again
    std::vector<uint64_t> m_lastCollect; ///< by vertex: the last MembersOf() that met it
    uint64_t m_collects{0};
    uint64_t m_expanded{0}; ///< members and edges that subgraphs and lists made
    LabelBudget m_budget;
};

} // namespace ns3::vnlab

#endif // VNLAB_DOT_GRAPH_H
