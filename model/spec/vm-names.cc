// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/vm-names.h"

#include <boost/range/iterator_range.hpp>
#include <unordered_map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Vertex = RawGraph::vertex_descriptor;

class Namer
{
  public:
    Namer(const RawGraph& graph, const std::string& fileName)
        : m_graph(graph),
          m_fileName(fileName),
          m_isLabel(num_vertices(graph), false)
    {
    }

    VmNames Run()
    {
        for (const Vertex vertex : boost::make_iterator_range(vertices(m_graph)))
        {
            Propose(vertex);
        }
        // Labels give way in the order in which their first bearers, or the ids that they clash
        // with, come up; m_crowded grows as ids take the place of labels.
        for (size_t i = 0; i < m_crowded.size(); ++i)
        {
            ReplaceLabel(std::string(m_crowded[i]));
        }
        FindRepeats();
        return std::move(m_result);
    }

  private:
    void Propose(Vertex vertex)
    {
        const RawVertex& raw = m_graph[vertex];
        std::string name = LabelValue(raw.labels, "name");
        if (name.empty())
        {
            name = LabelValue(raw.labels, "label");
            m_isLabel[vertex] = !name.empty();
        }
        m_result.names.push_back(name.empty() ? raw.id : std::move(name));
        AddBearer(vertex);
    }

    void AddBearer(Vertex vertex)
    {
        const std::string& name = m_result.names[vertex];
        std::vector<Vertex>& bearers = m_bearers[name];
        bearers.push_back(vertex);
        if (bearers.size() == 2)
        {
            m_crowded.push_back(name);
        }
    }

    void ReplaceLabel(const std::string& label)
    {
        std::string ids;
        for (const Vertex vertex : std::vector<Vertex>(m_bearers[label]))
        {
            if (m_isLabel[vertex])
            {
                m_isLabel[vertex] = false;
                m_result.names[vertex] = m_graph[vertex].id;
                ids += (ids.empty() ? "" : ", ") + QuoteFound(m_graph[vertex].id);
                AddBearer(vertex);
            }
        }
        if (!ids.empty())
        {
            m_result.warnings.push_back(m_fileName + ": label " + QuoteFound(label) +
                                        " is not unique; named by their ids instead: " + ids);
        }
    }

    void FindRepeats()
    {
        std::unordered_map<std::string, Vertex> first;
        for (const Vertex vertex : boost::make_iterator_range(vertices(m_graph)))
        {
            const std::string& name = m_result.names[vertex];
            const auto [other, isNew] = first.emplace(name, vertex);
            if (!isNew)
            {
                m_result.diagnostics.push_back(MakeDiagnostic(
                    m_fileName,
                    m_graph[vertex].place,
                    "VM " + QuoteFound(name) + " is named twice, by the vertices with the ids " +
                        QuoteFound(m_graph[other->second].id) + " and " +
                        QuoteFound(m_graph[vertex].id) + "; accepted are unique names"));
            }
        }
    }

    const RawGraph& m_graph;
    const std::string& m_fileName;
    VmNames m_result;
    std::vector<bool> m_isLabel; ///< whether the vertex is named by its label so far
    std::unordered_map<std::string, std::vector<Vertex>> m_bearers; ///< past ones included
    std::vector<std::string> m_crowded; ///< names with more than one bearer
};

} // namespace

VmNames
NameVms(const RawGraph& graph, const std::string& fileName)
{
    return Namer(graph, fileName).Run();
}

} // namespace ns3::vnlab
