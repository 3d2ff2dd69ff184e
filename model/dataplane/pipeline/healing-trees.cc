// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/healing-trees.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// A link between two switches, as one of them sees it.
struct BridgePort
{
    LinkId link; ///< outwards
    uint32_t to; ///< Topology::SwitchIndex
};

/// The switches of a fabric and the links between them that work.
class BridgeGraph
{
  public:
    BridgeGraph(const Topology& topology, const WanGraph& wan, const std::set<LinkId>& failed)
        : m_topology(topology),
          m_failed(failed),
          m_ports(topology.Switches())
    {
        for (uint32_t leaf = 0; leaf < topology.Leaves(); ++leaf)
        {
            for (uint32_t place = 0; place < topology.spines; ++place)
            {
                const uint32_t dc = topology.DatacenterOf(LeafId{leaf}).value;
                Join({NodeKind::kLeaf, leaf},
                     {NodeKind::kSpine, dc * topology.spines + place},
                     topology.LeafUp({leaf}, place));
            }
        }
        for (uint32_t spine = 0; spine < topology.Spines(); ++spine)
        {
            Join({NodeKind::kSpine, spine},
                 {NodeKind::kWanRouter, topology.DatacenterOf(SpineId{spine}).value},
                 topology.SpineToWan({spine}));
        }
        for (uint32_t link = 0; link < wan.links.size(); ++link)
        {
            Join({NodeKind::kWanRouter, wan.links[link].a},
                 {NodeKind::kWanRouter, wan.links[link].b},
                 topology.Wan(link, false));
        }
    }

    const std::vector<BridgePort>& PortsOf(uint32_t index) const
    {
        return m_ports[index];
    }

  private:
    void Join(NodeRef one, NodeRef other, LinkId link)
    {
        const LinkId back = m_topology.Reverse(link);
        if (!m_failed.contains(link) && !m_failed.contains(back))
        {
            const uint32_t a = m_topology.SwitchIndex(one);
            const uint32_t b = m_topology.SwitchIndex(other);
            m_ports[a].push_back({link, b});
            m_ports[b].push_back({back, a});
        }
    }

    const Topology& m_topology;
    const std::set<LinkId>& m_failed;
    std::vector<std::vector<BridgePort>> m_ports; ///< by Topology::SwitchIndex
};

/// @return all switches, the best priority first
std::vector<uint32_t>
ByPriority(const Topology& topology, uint32_t rootPlace)
{
    std::vector<uint32_t> order;
    for (uint32_t behind = 0; behind < topology.spines; ++behind)
    {
        for (uint32_t dc = 0; dc < topology.datacenters; ++dc)
        {
            const uint32_t place = (rootPlace + behind) % topology.spines;
            order.push_back(topology.SwitchIndex({NodeKind::kSpine, dc * topology.spines + place}));
        }
    }
    for (uint32_t leaf = 0; leaf < topology.Leaves(); ++leaf)
    {
        order.push_back(topology.SwitchIndex({NodeKind::kLeaf, leaf}));
    }
    for (uint32_t dc = 0; dc < topology.datacenters; ++dc)
    {
        order.push_back(topology.SwitchIndex({NodeKind::kWanRouter, dc}));
    }
    return order;
}

/// The tree as it grows from its roots, by switch.
class GrowingTree
{
  public:
    GrowingTree(const BridgeGraph& graph, const std::vector<uint32_t>& order)
        : m_graph(graph),
          m_rank(order.size()),
          m_parent(order.size()),
          m_children(order.size(), 0),
          m_isReached(order.size(), false)
    {
        for (uint32_t rank = 0; rank < order.size(); ++rank)
        {
            m_rank[order[rank]] = rank;
        }
        for (const uint32_t root : order)
        {
            if (!m_isReached[root])
            {
                GrowFrom(root);
            }
        }
    }

    /// Cuts off what leads to no leaf: from the ends of the tree inwards, and from the root outwards.
    void Prune(uint32_t leaves)
    {
        for (auto at = m_reached.rbegin(); at != m_reached.rend(); ++at)
        {
            if (*at >= leaves && m_children[*at] == 0 && m_parent[*at])
            {
                --m_children[m_parent[*at]->to];
                m_parent[*at].reset();
            }
        }
        for (const uint32_t at : m_reached)
        {
            const uint32_t above = m_parent[at] ? m_parent[at]->to : at;
            if (above >= leaves && !m_parent[above] && m_children[above] == 1)
            {
                m_parent[at].reset();
            }
        }
    }

    TreeLinks Links(const Topology& topology) const
    {
        TreeLinks links(topology.Links(), false);
        for (const std::optional<BridgePort>& port : m_parent)
        {
            if (port)
            {
                links[port->link.value] = true;
                links[topology.Reverse(port->link).value] = true;
            }
        }
        return links;
    }

  private:
    void GrowFrom(uint32_t root)
    {
        std::vector<uint32_t> nearest{root};
        m_isReached[root] = true;
        while (!nearest.empty())
        {
            m_reached.insert(m_reached.end(), nearest.begin(), nearest.end());
            nearest = Next(nearest);
        }
    }

    /// @param nearest of equal distance to the root, the best first @return those one hop behind, likewise
    std::vector<uint32_t> Next(const std::vector<uint32_t>& nearest)
    {
        std::vector<uint32_t> next;
        for (const uint32_t at : nearest)
        {
            for (const BridgePort& port : m_graph.PortsOf(at))
            {
                if (!m_isReached[port.to])
                {
                    m_isReached[port.to] = true;
                    m_parent[port.to] = {port.link, at};
                    ++m_children[at];
                    next.push_back(port.to);
                }
            }
        }
        std::ranges::sort(next, {}, [this](uint32_t index) { return m_rank[index]; });
        return next;
    }

    const BridgeGraph& m_graph;
    std::vector<uint32_t> m_rank;
    std::vector<std::optional<BridgePort>> m_parent; ///< the link from there
    std::vector<uint32_t> m_children;
    std::vector<bool> m_isReached;
    std::vector<uint32_t> m_reached; ///< in the order of their distance, root by root
};

} // namespace

TreeLinks
BridgeTree(const Topology& topology,
           const WanGraph& wan,
           uint32_t rootPlace,
           const std::set<LinkId>& failed)
{
    const BridgeGraph graph(topology, wan, failed);
    GrowingTree tree(graph, ByPriority(topology, rootPlace));
    tree.Prune(topology.Leaves());
    return tree.Links(topology);
}

HealingTrees::HealingTrees(const Topology& topology,
                           const WanGraph& wan,
                           uint32_t trees,
                           const TreeTimes& times,
                           std::function<void()> changed)
    : m_topology(topology),
      m_wan(wan),
      m_times(times),
      m_changed(std::move(changed)),
      m_wanted(trees)
{
    m_wanted = Wanted();
    m_forwarding = m_wanted;
}

HealingTrees::~HealingTrees()
{
    for (EventId& joining : m_joining)
    {
        joining.Cancel();
    }
}

std::vector<TreeLinks>
HealingTrees::Wanted() const
{
    std::vector<TreeLinks> trees;
    for (uint32_t tree = 0; tree < m_wanted.size(); ++tree)
    {
        trees.push_back(BridgeTree(m_topology, m_wan, tree, m_failed));
    }
    return trees;
}

void
HealingTrees::Learn(LinkId link, bool failed)
{
    failed ? void(m_failed.insert(link)) : void(m_failed.erase(link));
    std::vector<TreeLinks> wanted = Wanted();
    if (wanted == m_wanted)
    {
        return;
    }
    m_wanted = std::move(wanted);
    Join(m_forwarding);
    const Time wait = failed ? m_times.afterFailure : m_times.afterRepair;
    std::erase_if(m_joining, [](const EventId& joining) { return joining.IsExpired(); });
    m_joining.push_back(Simulator::Schedule(wait, [this, then = m_wanted] { Join(then); }));
}

/// What has left the tree since stops, or does not begin.
void
HealingTrees::Join(const std::vector<TreeLinks>& links)
{
    for (uint32_t tree = 0; tree < m_wanted.size(); ++tree)
    {
        for (size_t link = 0; link < m_wanted[tree].size(); ++link)
        {
            m_forwarding[tree][link] =
                (m_forwarding[tree][link] || links[tree][link]) && m_wanted[tree][link];
        }
    }
    m_changed();
}

uint32_t
HealingTrees::TreeOf(uint16_t vlan) const
{
    return vlan % static_cast<uint32_t>(m_wanted.size());
}

bool
HealingTrees::Forwards(uint32_t tree, LinkId port) const
{
    return !m_topology.JoinsSwitches(port) || m_forwarding[tree][port.value];
}

} // namespace ns3::vnlab
