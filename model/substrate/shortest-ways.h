// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SHORTEST_WAYS_H
#define VNLAB_SHORTEST_WAYS_H

#include "model/ids.h"
#include "model/substrate/fabric.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What a frame takes at least between two hosts of a substrate as it is, whatever its switches do.
 *
 * The fewest links and the least time need not be of one way: a short one across a WAN may be slow.
 */
class ShortestWays
{
  public:
    struct Least
    {
        uint32_t links;
        Time time; ///< propagation, and serialization at each node; no queues
    };

    /// Takes the links that are up now. @param fabric outlives this
    explicit ShortestWays(const Fabric& fabric);

    /// @param bytes of an Ethernet frame
    /// @return nothing: no way is up, or it is one host
    std::optional<Least> Between(HostId from, HostId to, uint32_t bytes) const;

  private:
    using Cost = std::function<int64_t(LinkId)>;

    /// @return the least sum of costs over all ways between two switches
    std::optional<int64_t> LeastSum(NodeRef from, NodeRef to, const Cost& cost) const;
    Time Crossing(LinkId link, uint32_t bytes) const;

    const Fabric& m_fabric;
    std::vector<std::vector<LinkId>> m_out; ///< to other switches, by Topology::SwitchIndex
};

} // namespace ns3::vnlab

#endif // VNLAB_SHORTEST_WAYS_H
