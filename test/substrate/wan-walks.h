// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WAN_WALKS_H
#define VNLAB_WAN_WALKS_H

#include "model/substrate/wan-graph.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace ns3::vnlab
{

/// A delay in ns for each two data centers.
using Table = std::vector<std::vector<uint64_t>>;

/// The least delay between each two data centers, by the algorithm of Floyd and Warshall.
inline Table
LeastDelays(const WanGraph& wan)
{
    const size_t count = wan.names.size();
    constexpr uint64_t far = std::numeric_limits<uint64_t>::max() / 2;
    Table least(count, std::vector<uint64_t>(count, far));
    for (const WanLink& link : wan.links)
    {
        least[link.a][link.b] = least[link.b][link.a] = link.delay_ns;
    }
    for (size_t via = 0; via < count; ++via)
    {
        least[via][via] = 0;
        for (size_t from = 0; from < count; ++from)
        {
            for (size_t to = 0; to < count; ++to)
            {
                least[from][to] = std::min(least[from][to], least[from][via] + least[via][to]);
            }
        }
    }
    return least;
}

/// @return the delay of the way that the next hops make, or the largest number if it never ends
inline uint64_t
WalkedDelay(const WanGraph& wan, uint32_t from, uint32_t to)
{
    uint64_t delay_ns = 0;
    for (size_t hops = 0; from != to; ++hops)
    {
        const WanLink& link = wan.links.at(wan.nextHop.at(from).at(to));
        if (hops == wan.names.size() || (link.a != from && link.b != from))
        {
            return std::numeric_limits<uint64_t>::max();
        }
        delay_ns += link.delay_ns;
        from = link.a == from ? link.b : link.a;
    }
    return delay_ns;
}

inline Table
WalkedDelays(const WanGraph& wan)
{
    Table walked(wan.names.size());
    for (uint32_t from = 0; from < walked.size(); ++from)
    {
        for (uint32_t to = 0; to < walked.size(); ++to)
        {
            walked[from].push_back(WalkedDelay(wan, from, to));
        }
    }
    return walked;
}

} // namespace ns3::vnlab

#endif // VNLAB_WAN_WALKS_H
