// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HEALING_TREES_H
#define VNLAB_HEALING_TREES_H

#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/// How long a port that joins a tree waits until it forwards.
struct TreeTimes
{
    Time afterFailure; ///< of a link
    Time afterRepair;  ///< of a link
};

/// The links of a tree between switches, by LinkId: both directions of a link are in it, or none.
using TreeLinks = std::vector<bool>;

/**
 * @brief The spanning tree that bridges come to (IEEE 802.1D-2004 §17.1 and §17.3), as a function of what is up.
 *
 * The root is a spine of the first data center. Each switch is behind the neighbour nearest to the root
 * and, of several, behind the one with the best priority: spines in the root's place of their data center
 * come first, then the spines behind it, leaves, WAN routers. Links of a kind are alike, so the least path
 * cost is the fewest hops. Where links are missing each part has a root and a tree of its own. Spines and
 * routers that lead nowhere are left out: what is flooded to them would end there.
 *
 * @param topology shape; topology.wanLinks equals wan.links.size()
 * @param rootPlace which spine of a data center is the root or nearest to it, below topology.spines
 * @param failed links of which at least one direction does not work: their other one is not used either
 */
TreeLinks BridgeTree(const Topology& topology,
                     const WanGraph& wan,
                     uint32_t rootPlace,
                     const std::set<LinkId>& failed);

/**
 * @brief Spanning trees of a fabric while links fail and are repaired: one, or one for each spine as root.
 *
 * No BPDUs are sent. When the switches learn of a change, ports that leave a tree stop at once, and those
 * that join one forward after a time: so there is never a circle.
 */
class HealingTrees
{
  public:
    /// @param trees how many, at most topology.spines
    /// @param changed called whenever another set of links forwards
    HealingTrees(const Topology& topology,
                 const WanGraph& wan,
                 uint32_t trees,
                 const TreeTimes& times,
                 std::function<void()> changed);
    ~HealingTrees();
    HealingTrees(const HealingTrees&) = delete;
    HealingTrees& operator=(const HealingTrees&) = delete;

    /// One direction of a link has failed, or works again.
    void Learn(LinkId link, bool failed);

    /// @return the tree that a VLAN is on
    uint32_t TreeOf(uint16_t vlan) const;

    /// @return whether a port forwards; those to hosts and servers always do
    bool Forwards(uint32_t tree, LinkId port) const;

  private:
    std::vector<TreeLinks> Wanted() const;
    void Join(const std::vector<TreeLinks>& links);

    Topology m_topology;
    const WanGraph& m_wan;
    TreeTimes m_times;
    std::function<void()> m_changed;
    std::set<LinkId> m_failed;
    std::vector<TreeLinks> m_wanted;     ///< by tree: what it comes to
    std::vector<TreeLinks> m_forwarding; ///< by tree: what forwards now
    std::vector<EventId> m_joining;
};

} // namespace ns3::vnlab

#endif // VNLAB_HEALING_TREES_H
