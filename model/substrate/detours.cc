// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/detours.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace ns3::vnlab
{

Detours::Detours(const Topology& topology, const WanGraph& wan)
    : m_topology(topology),
      m_wanLinks(wan.links)
{
}

void
Detours::AddEdges()
{
    m_out.resize(m_topology.Switches());
    m_in.resize(m_topology.Switches());
    const Topology& t = m_topology;
    const auto both = [this, &t](LinkId link, NodeRef a, NodeRef b, uint64_t wanDelay_ns = 0)
    {
        AddEdge(link, a, b, wanDelay_ns);
        AddEdge(t.Reverse(link), b, a, wanDelay_ns);
    };
    for (LeafId leaf; leaf.value < t.Leaves(); ++leaf.value)
    {
        const uint32_t first = t.DatacenterOf(leaf).value * t.spines;
        for (uint32_t spine = 0; spine < t.spines; ++spine)
        {
            both(t.LeafUp(leaf, spine),
                 {NodeKind::kLeaf, leaf.value},
                 {NodeKind::kSpine, first + spine});
        }
    }
    for (SpineId spine; t.HasWanRouters() && spine.value < t.Spines(); ++spine.value)
    {
        both(t.SpineToWan(spine),
             {NodeKind::kSpine, spine.value},
             {NodeKind::kWanRouter, t.DatacenterOf(spine).value});
    }
    for (uint32_t link = 0; link < m_wanLinks.size(); ++link)
    {
        both(t.Wan(link, false),
             {NodeKind::kWanRouter, m_wanLinks[link].a},
             {NodeKind::kWanRouter, m_wanLinks[link].b},
             m_wanLinks[link].delay_ns);
    }
}

void
Detours::AddEdge(LinkId link, NodeRef from, NodeRef to, uint64_t wanDelay_ns)
{
    const auto number = static_cast<uint32_t>(m_edges.size());
    m_edges.push_back(
        {link, m_topology.SwitchIndex(from), m_topology.SwitchIndex(to), wanDelay_ns});
    m_out[m_edges.back().from].push_back(number);
    m_in[m_edges.back().to].push_back(number);
}

void
Detours::SetFailed(LinkId link, bool failed)
{
    if (!m_topology.JoinsSwitches(link))
    {
        return;
    }
    failed ? void(m_failed.insert(link)) : void(m_failed.erase(link));
    m_distances.clear();
    m_next.clear();
}

bool
Detours::AreNeeded() const
{
    return !m_failed.empty();
}

const std::vector<LinkId>&
Detours::Next(NodeRef at, NodeRef target)
{
    if (m_edges.empty())
    {
        AddEdges();
    }
    const uint32_t from = m_topology.SwitchIndex(at);
    const uint32_t to = m_topology.SwitchIndex(target);
    const auto [known, isNew] = m_next.try_emplace({from, to});
    if (!isNew)
    {
        return known->second;
    }
    const Distances& distances = To(to);
    for (const uint32_t number : m_out[from])
    {
        const Edge& edge = m_edges[number];
        if (!m_failed.contains(edge.link) && distances[edge.to] &&
            edge.Before(*distances[edge.to]) == distances[from])
        {
            known->second.push_back(edge.link);
        }
    }
    std::ranges::sort(known->second);
    return known->second;
}

const Detours::Distances&
Detours::To(uint32_t target)
{
    const auto [known, isNew] = m_distances.try_emplace(target);
    if (isNew)
    {
        known->second = WorkOut(target);
    }
    return known->second;
}

/// Dijkstra, from the target backwards. @return nothing for a switch from which there is no way
Detours::Distances
Detours::WorkOut(uint32_t target) const
{
    using Reached = std::pair<Distance, uint32_t>;
    Distances distances(m_topology.Switches());
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;
    distances[target] = Distance{};
    open.push({Distance{}, target});
    while (!open.empty())
    {
        const auto [distance, at] = open.top();
        open.pop();
        if (distances[at] < distance)
        {
            continue;
        }
        for (const uint32_t number : m_in[at])
        {
            const Edge& edge = m_edges[number];
            const Distance before = edge.Before(distance);
            std::optional<Distance>& least = distances[edge.from];
            if (!m_failed.contains(edge.link) && (!least || before < *least))
            {
                least = before;
                open.push({before, edge.from});
            }
        }
    }
    return distances;
}

} // namespace ns3::vnlab
