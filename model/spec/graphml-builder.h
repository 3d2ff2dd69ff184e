// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRAPHML_BUILDER_H
#define VNLAB_GRAPHML_BUILDER_H

#include "model/spec/graphml-keys.h"
#include "model/spec/label-budget.h"
#include "model/spec/raw-graph.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// Makes a graph of what a GraphML file states, which may name things before they are declared.
class GraphMlBuilder
{
  public:
    GraphMlBuilder(std::span<const LabelWord> words, const std::string& fileName);

    void Report(Place place, std::string message);
    void Warn(Place place, std::string message);

    void SetPlace(Place graph);
    void AddVertex(const std::string& id, Place place);
    /// Adds an edge to the vertices of two ids, which may come later.
    void AddEdge(std::string source, std::string target, Place place);

    /// @return whether there was too much, which Finish() refuses: no use in adding more
    bool IsTooLarge() const
    {
        return m_isTooLarge;
    }

    GraphMlKeys& Keys()
    {
        return m_keys;
    }

    /// Labels the graph, or the vertex or edge that was added last. @param key an id, which may be
    /// declared later
    void AddData(LabelOwner owner, std::string key, std::string value, Place place);

    /// @return the graph. @throws InputError naming all that was reported, and what was named and
    ///         never declared
    RawGraph Finish();

  private:
    struct StatedEdge
    {
        Labels labels;
        std::string source; ///< id of a vertex
        std::string target;
        Place place;
    };

    struct Datum
    {
        LabelOwner owner;
        size_t index; ///< of the vertex or edge
        std::string key;
        std::string value;
        Place place;
    };

    Labels& LabelsOf(LabelOwner owner, size_t index);
    void Settle(const Datum& datum);
    void Put(const std::string& label, const std::string& value, Labels& to, Place place);
    void SettlePending();
    void AddEdges();
    void AddDefaults(LabelOwner owner);

    std::string m_fileName;
    LabelVocabulary m_vocabulary;
    GraphMlKeys m_keys;
    LabelBudget m_budget;
    RawGraph m_graph;
    std::unordered_map<std::string, RawGraph::vertex_descriptor> m_vertexOf;
    std::vector<StatedEdge> m_edges; ///< in the order of the file
    std::vector<Datum> m_pending;    ///< whose key is not declared yet
    std::vector<std::string> m_warnings;
    std::vector<Diagnostic> m_diagnostics;
    bool m_isTooLarge{false};
};

} // namespace ns3::vnlab

#endif // VNLAB_GRAPHML_BUILDER_H
