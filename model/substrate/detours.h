// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DETOURS_H
#define VNLAB_DETOURS_H

#include "model/ids.h"
#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The ways between switches while links between them are known to have failed.
 *
 * The best way crosses the WAN in the least delay and, of those, has the fewest hops. Each switch knows
 * the same, and each hop is nearer to the target than the one before it: there is no loop. A way is worked
 * out when somebody asks for it, and forgotten when a link fails or works again.
 */
class Detours
{
  public:
    Detours(const Topology& topology, const WanGraph& wan);

    /// One direction of a link has failed, or works again. Links to hosts and servers are left out: there
    /// is no other.
    void SetFailed(LinkId link, bool failed);

    /// @return whether some link has failed
    bool AreNeeded() const;

    /// @param at,target switches that differ
    /// @return the first links of all best ways, ascending; none: there is no way
    const std::vector<LinkId>& Next(NodeRef at, NodeRef target);

  private:
    /// What is left of a way: smaller is nearer.
    struct Distance
    {
        uint64_t wanDelay_ns{0};
        uint32_t hops{0};

        auto operator<=>(const Distance&) const = default;
    };

    struct Edge
    {
        LinkId link;
        uint32_t from; ///< Topology::SwitchIndex
        uint32_t to;
        uint64_t wanDelay_ns;

        /// @return the distance from the edge's begin by way of its end
        Distance Before(const Distance& end) const
        {
            return {end.wanDelay_ns + wanDelay_ns, end.hops + 1};
        }
    };

    using Distances = std::vector<std::optional<Distance>>; // by Topology::SwitchIndex

    void AddEdges();
    void AddEdge(LinkId link, NodeRef from, NodeRef to, uint64_t wanDelay_ns);
    const Distances& To(uint32_t target);
    Distances WorkOut(uint32_t target) const;

    Topology m_topology;
    std::vector<WanLink> m_wanLinks;
    std::vector<Edge> m_edges;                ///< from the first failure on
    std::vector<std::vector<uint32_t>> m_out; ///< of m_edges, by Topology::SwitchIndex
    std::vector<std::vector<uint32_t>> m_in;
    std::set<LinkId> m_failed;
    std::map<uint32_t, Distances> m_distances; ///< by target
    std::map<std::pair<uint32_t, uint32_t>, std::vector<LinkId>> m_next;
};

} // namespace ns3::vnlab

#endif // VNLAB_DETOURS_H
