// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/spanning-tree.h"
#include "test/pipeline/random-fabric.h"
#include "test/substrate/fabric-fixture.h"
#include "test/substrate/wan-walks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SpanningTree, OfOneRackIsItsLeaf)
{
    const Topology t{.racks = 1, .hostsPerRack = 2, .spines = 2};
    EXPECT_THAT(
        SpanningTree(t, {}),
        ElementsAre(
            ElementsAre(t.HostDown({0}), t.HostDown({1})), IsEmpty(), IsEmpty(), IsEmpty()));
}

TEST(SpanningTree, GoesOverSpine0AndTheWanTowardsRouter0)
{
    const Topology t{.datacenters = 3, .racks = 1, .hostsPerRack = 1, .spines = 2, .wanLinks = 2};
    EXPECT_THAT(SpanningTree(t, MakeWanRow()),
                ElementsAre(ElementsAre(t.HostDown({0}), t.LeafUp({0}, 0)),
                            ElementsAre(t.HostDown({1}), t.LeafUp({1}, 0)),
                            ElementsAre(t.HostDown({2}), t.LeafUp({2}, 0)),
                            ElementsAre(t.LeafDown({0}, 0), t.SpineToWan({0})),
                            IsEmpty(),
                            ElementsAre(t.LeafDown({1}, 0), t.SpineToWan({2})),
                            IsEmpty(),
                            ElementsAre(t.LeafDown({2}, 0), t.SpineToWan({4})),
                            IsEmpty(),
                            ElementsAre(t.WanToSpine({0}), t.Wan(0, false)),
                            ElementsAre(t.WanToSpine({2}), t.Wan(0, true), t.Wan(1, false)),
                            ElementsAre(t.WanToSpine({4}), t.Wan(1, true))));
}

/// Walks a tree from a node on and remembers the delay to each node that it meets.
class TreeWalk
{
  public:
    TreeWalk(const FabricShape& shape, NodeRef from)
        : m_topology(shape.topology),
          m_fabric(shape.topology,
                   {.delay_ns = 0},
                   {},
                   shape.wan,
                   m_drops,
                   std::vector<LinkProfile>(shape.topology.servers.size())),
          m_tree(SpanningTree(shape.topology, shape.wan))
    {
        Visit(from, std::nullopt, 0);
    }

    std::map<NodeRef, int64_t> delays_ns;

  private:
    void Visit(NodeRef at, std::optional<LinkId> back, int64_t delay_ns)
    {
        RC_ASSERT(delays_ns.emplace(at, delay_ns).second); // no way goes in a circle
        if (at.kind == NodeKind::kHost || at.kind == NodeKind::kServer)
        {
            return;
        }
        for (const LinkId link : m_tree[m_topology.SwitchIndex(at)])
        {
            const FabricLink& wire = m_fabric.Link(link);
            RC_ASSERT(wire.From() == at);
            if (link != back)
            {
                Visit(wire.To(), m_topology.Reverse(link), delay_ns + DelayOf(wire));
            }
        }
    }

    static int64_t DelayOf(FabricLink link)
    {
        const NodeRef node = link.From();
        return link.Send(0, 0) - FabricLink(node, node, {.delay_ns = 0}).Send(0, 0);
    }

    Topology m_topology;
    DropLog m_drops;
    Fabric m_fabric;
    std::vector<std::vector<LinkId>> m_tree;
};

RC_GTEST_PROP(SpanningTree, ReachesEveryHostAndServerOnceOverTheLeastDelaysToRouter0, ())
{
    const FabricShape shape = RandomFabric();
    const Topology& t = shape.topology;
    const bool hasRouter0 = t.datacenters > 1;
    const TreeWalk walk(shape, {hasRouter0 ? NodeKind::kWanRouter : NodeKind::kLeaf, 0});
    for (uint32_t host = 0; host < t.Hosts(); ++host)
    {
        RC_ASSERT(walk.delays_ns.contains({NodeKind::kHost, host}));
    }
    for (uint32_t server = 0; server < t.servers.size(); ++server)
    {
        RC_ASSERT(walk.delays_ns.contains({NodeKind::kServer, server}));
    }
    const Table least = LeastDelays(shape.wan);
    for (uint32_t dc = 0; hasRouter0 && dc < t.datacenters; ++dc)
    {
        RC_ASSERT(walk.delays_ns.at({NodeKind::kWanRouter, dc}) ==
                  static_cast<int64_t>(least[dc][0]));
    }
}

} // namespace
} // namespace ns3::vnlab::test
