// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/shortest-ways.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

namespace ns3::vnlab
{

ShortestWays::ShortestWays(const Fabric& fabric)
    : m_fabric(fabric),
      m_out(fabric.GetTopology().Switches())
{
    const Topology& topology = fabric.GetTopology();
    for (uint32_t i = 0; i < topology.Links(); ++i)
    {
        if (topology.JoinsSwitches({i}) && fabric.IsUp({i}))
        {
            m_out[topology.SwitchIndex(fabric.Link({i}).From())].push_back({i});
        }
    }
}

std::optional<ShortestWays::Least>
ShortestWays::Between(HostId from, HostId to, uint32_t bytes) const
{
    const Topology& topology = m_fabric.GetTopology();
    const LinkId up = topology.HostUp(from);
    const LinkId down = topology.HostDown(to);
    if (from == to || !m_fabric.IsUp(up) || !m_fabric.IsUp(down))
    {
        return std::nullopt;
    }
    const NodeRef first = m_fabric.Link(up).To();
    const NodeRef last = m_fabric.Link(down).From();
    const auto links = LeastSum(first, last, [](LinkId) { return 1; });
    const auto time_ns = LeastSum(
        first, last, [this, bytes](LinkId link) { return Crossing(link, bytes).GetNanoSeconds(); });
    if (!links || !time_ns)
    {
        return std::nullopt;
    }
    return Least{.links = static_cast<uint32_t>(*links) + 2,
                 .time = Crossing(up, bytes) + NanoSeconds(*time_ns) + Crossing(down, bytes)};
}

/// Dijkstra's algorithm.
std::optional<int64_t>
ShortestWays::LeastSum(NodeRef from, NodeRef to, const Cost& cost) const
{
    using Reached = std::pair<int64_t, uint32_t>; // the sum, and where
    const Topology& topology = m_fabric.GetTopology();
    std::vector<int64_t> least(m_out.size(), std::numeric_limits<int64_t>::max());
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> next;
    const auto reach = [&](uint32_t at, int64_t sum)
    {
        if (sum < least[at])
        {
            least[at] = sum;
            next.emplace(sum, at);
        }
    };
    reach(topology.SwitchIndex(from), 0);
    while (!next.empty())
    {
        const auto [sum, at] = next.top();
        next.pop();
        if (at == topology.SwitchIndex(to))
        {
            return sum;
        }
        for (const LinkId link : m_out[at])
        {
            reach(topology.SwitchIndex(m_fabric.Link(link).To()), sum + cost(link));
        }
    }
    return std::nullopt;
}

Time
ShortestWays::Crossing(LinkId link, uint32_t bytes) const
{
    FabricLink idle = m_fabric.Link(link);
    idle.SetUp(false); // and again: so nothing is on it
    idle.SetUp(true);
    return NanoSeconds(idle.SendWeightless(0, bytes));
}

} // namespace ns3::vnlab
