// SPDX-License-Identifier: GPL-2.0-only
//
// Routers that know of failed links: every pair that some way joins is joined, without a loop.

#include "model/substrate/detours.h"
#include "test/substrate/fabric-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;

constexpr uint32_t kBytes = 100;

Topology
TwoDatacenters()
{
    return {.datacenters = 2, .racks = 3, .hostsPerRack = 1, .spines = 3, .wanLinks = 1};
}

WanGraph
OneWanLink()
{
    WanGraph wan;
    wan.names = {"a", "b"};
    wan.links = {{0, 1, 5'000'000}};
    wan.nextHop = {{0, 0}, {0, 0}};
    return wan;
}

class DetoursTest : public FabricFixture
{
  public:
    /// Sends a frame of each of some flows between all pairs of hosts. @return how many arrive
    size_t SendAll(Fabric& fabric, uint32_t flows = 6)
    {
        arrivals.clear();
        const uint32_t hosts = fabric.GetTopology().Hosts();
        for (uint32_t from = 0; from < hosts; ++from)
        {
            for (uint32_t to = 0; to < hosts; ++to)
            {
                for (uint32_t flow = 0; from != to && flow < flows; ++flow)
                {
                    FabricFrame frame =
                        MakeFabricFrame(HostAddress({from}), HostAddress({to}), 1, kBytes);
                    frame.flowHash = flow | flow << 16;
                    fabric.SendFromHost({from}, std::move(frame));
                }
            }
        }
        Simulator::Run();
        return arrivals.size();
    }

    static void Fail(Fabric& fabric, LinkId link, bool fails)
    {
        fabric.SetUp(link, !fails);
        fabric.SetUp(fabric.GetTopology().Reverse(link), !fails);
    }

    static void Learn(Fabric& fabric, LinkId link, bool fails)
    {
        fabric.LearnFailure(link, fails);
        fabric.LearnFailure(fabric.GetTopology().Reverse(link), fails);
    }
};

TEST_F(DetoursTest, WhicheverLinkFailsAllPairsReachEachOtherOnceItIsKnown)
{
    const Topology topology = TwoDatacenters();
    Fabric& fabric = Build(topology, {}, {}, OneWanLink());
    const size_t all = SendAll(fabric);
    ASSERT_EQ(all, 6U * 5 * 6);
    const LinkId wan = topology.Wan(0, false);
    for (LinkId link{2 * topology.Hosts()}; link.value < wan.value; ++link.value)
    {
        Fail(fabric, link, true);
        const uint64_t before = drops.Count(VNLAB_DROP_LINK_DOWN);
        const size_t unaware = SendAll(fabric);
        EXPECT_LT(unaware, all) << link.value;
        EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN) - before, all - unaware) << link.value;
        Learn(fabric, link, true);
        EXPECT_EQ(SendAll(fabric), all) << link.value;
        Fail(fabric, link, false);
        Learn(fabric, link, false);
    }
    EXPECT_EQ(SendAll(fabric), all);
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 0U);
    EXPECT_EQ(drops.Count(VNLAB_DROP_TTL_EXPIRED), 0U);
}

TEST_F(DetoursTest, WithoutAnotherWayThereIsNoRoute)
{
    const Topology topology = TwoDatacenters();
    Fabric& fabric = Build(topology, {}, {}, OneWanLink());
    const LinkId wan = topology.Wan(0, false);
    Fail(fabric, wan, true);
    Learn(fabric, wan, true);
    EXPECT_EQ(SendAll(fabric, 1), 2U * 3 * 2); // within the data centers
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 2U * 3 * 3);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 0U);
}

/// A router that nobody has leads nowhere.
TEST_F(DetoursTest, OneDataCenterHasNoWanRouterUnlessAServerIsPluggedIntoIt)
{
    const auto arrives = [this](const Topology& topology)
    {
        Fabric& fabric = Build(topology);
        for (const LinkId link : {topology.LeafUp({0}, 1), topology.LeafDown({1}, 0)})
        {
            fabric.LearnFailure(link, true);
        }
        FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, kBytes);
        const LinkId last = fabric.WayOf({0}, std::move(frame)).back();
        return last == topology.HostDown({1});
    };
    Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 2};
    EXPECT_FALSE(arrives(topology));
    topology.servers = {{NodeKind::kWanRouter, 0}};
    EXPECT_TRUE(arrives(topology));
}

TEST_F(DetoursTest, AFlowKeepsItsWayWhereThatIsStillOneOfTheBest)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 4};
    Fabric& fabric = Build(topology);
    const LinkId failed = topology.LeafDown({1}, 2);
    fabric.LearnFailure(failed, true);
    for (uint32_t hash = 0; hash < 16; ++hash)
    {
        FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, kBytes);
        frame.flowHash = hash;
        const LinkId up = fabric.WayOf({0}, std::move(frame)).at(1);
        EXPECT_EQ(up == topology.LeafUp({0}, hash % 4), hash % 4 != 2) << hash;
    }
}

TEST(DetoursLaw, EachHopIsNearerWhateverHasFailed)
{
    rc::detail::checkGTest(
        []
        {
            const Topology topology = TwoDatacenters();
            Detours detours(topology, OneWanLink());
            const auto failed =
                *rc::gen::container<std::set<uint32_t>>(rc::gen::inRange(0u, topology.Links()));
            for (const uint32_t link : failed)
            {
                detours.SetFailed({link}, true);
            }
            DropLog drops;
            const Fabric fabric(topology, {}, {}, OneWanLink(), drops);
            const NodeRef target{NodeKind::kLeaf, *rc::gen::inRange(0u, topology.Leaves())};
            NodeRef at{NodeKind::kLeaf, *rc::gen::inRange(0u, topology.Leaves())};
            const bool isJoined = at == target || !detours.Next(at, target).empty();
            for (uint32_t hop = 0; at != target && isJoined; ++hop)
            {
                RC_ASSERT(hop < topology.Switches());
                const std::vector<LinkId>& next = detours.Next(at, target);
                RC_ASSERT(!next.empty()); // no black hole behind a way that there is
                const LinkId link = next[*rc::gen::inRange<size_t>(0, next.size())];
                RC_ASSERT(!failed.contains(link.value));
                at = fabric.Link(link).To();
            }
        });
}

} // namespace
} // namespace ns3::vnlab::test
