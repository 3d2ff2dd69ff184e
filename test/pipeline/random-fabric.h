// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_RANDOM_FABRIC_H
#define VNLAB_TEST_RANDOM_FABRIC_H

#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"
#include "model/substrate/wan-ways.h"

#include <algorithm>
#include <rapidcheck.h>
#include <string>

namespace ns3::vnlab::test
{

/// The shape of a substrate.
struct FabricShape
{
    Topology topology;
    WanGraph wan;
};

/// @return a connected WAN without parallel links, and with more links than a tree has
inline WanGraph
RandomWan(uint32_t datacenters)
{
    WanGraph wan;
    const auto joins = [](uint32_t a, uint32_t b)
    { return [a, b](const WanLink& link) { return link.a == a && link.b == b; }; };
    for (uint32_t b = 0; b < datacenters; ++b)
    {
        wan.names.push_back(std::to_string(b));
        for (uint32_t more = 0; b > 0 && more < 2; ++more)
        {
            const auto a = *rc::gen::inRange<uint32_t>(0, b);
            const auto delay_ns = *rc::gen::inRange<uint64_t>(1'000, 10'000'000);
            if (std::ranges::none_of(wan.links, joins(a, b)))
            {
                wan.links.push_back({a, b, delay_ns});
            }
        }
    }
    FindWays(wan);
    return wan;
}

inline FabricShape
RandomFabric()
{
    FabricShape shape;
    Topology& t = shape.topology;
    t.datacenters = *rc::gen::inRange<uint32_t>(1, 7);
    t.racks = *rc::gen::inRange<uint32_t>(1, 4);
    t.hostsPerRack = *rc::gen::inRange<uint32_t>(1, 4);
    t.spines = *rc::gen::inRange<uint32_t>(1, 4);
    shape.wan = RandomWan(t.datacenters);
    t.wanLinks = static_cast<uint32_t>(shape.wan.links.size());
    for (auto left = *rc::gen::inRange<uint32_t>(0, 3); left > 0; --left)
    {
        const auto kind = *rc::gen::element(NodeKind::kLeaf, NodeKind::kWanRouter);
        t.servers.push_back({kind, *rc::gen::inRange<uint32_t>(0, t.Count(kind))});
    }
    return shape;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_RANDOM_FABRIC_H
