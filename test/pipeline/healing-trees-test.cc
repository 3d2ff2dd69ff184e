// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/healing-trees.h"
#include "test/pipeline/random-fabric.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr Topology kThreeSpines{.racks = 3, .hostsPerRack = 1, .spines = 3};
const TreeTimes kTreeTimes{Seconds(50), Seconds(30)};

/// Sets of switches that links join.
class Joined
{
  public:
    explicit Joined(size_t switches)
        : m_of(switches)
    {
        std::iota(m_of.begin(), m_of.end(), 0);
    }

    /// @return false where both were joined before
    bool Join(uint32_t a, uint32_t b)
    {
        a = SetOf(a);
        b = SetOf(b);
        m_of[a] = b;
        return a != b;
    }

    uint32_t SetOf(uint32_t index) const
    {
        return m_of[index] == index ? index : SetOf(m_of[index]);
    }

  private:
    std::vector<uint32_t> m_of;
};

/// A link between switches, by one of its directions.
struct Trunk
{
    LinkId link;
    uint32_t a; ///< Topology::SwitchIndex
    uint32_t b;
};

std::vector<Trunk>
TrunksOf(const FabricShape& shape)
{
    const Topology& t = shape.topology;
    std::vector<Trunk> trunks;
    for (uint32_t leaf = 0; leaf < t.Leaves(); ++leaf)
    {
        for (uint32_t spine = 0; spine < t.spines; ++spine)
        {
            const uint32_t first = t.DatacenterOf(LeafId{leaf}).value * t.spines;
            trunks.push_back({t.LeafUp({leaf}, spine), leaf, t.Leaves() + first + spine});
        }
    }
    for (uint32_t spine = 0; spine < t.Spines(); ++spine)
    {
        const uint32_t dc = t.DatacenterOf(SpineId{spine}).value;
        trunks.push_back({t.SpineToWan({spine}), t.Leaves() + spine, t.Leaves() + t.Spines() + dc});
    }
    for (uint32_t link = 0; link < shape.wan.links.size(); ++link)
    {
        const uint32_t routers = t.Leaves() + t.Spines();
        trunks.push_back({t.Wan(link, false),
                          routers + shape.wan.links[link].a,
                          routers + shape.wan.links[link].b});
    }
    return trunks;
}

/// @return whether the links of a kind of set go in no circle; both directions have to agree
template <class IsIn>
bool
IsForest(const FabricShape& shape, Joined& joined, const IsIn& isIn)
{
    for (const Trunk& trunk : TrunksOf(shape))
    {
        if (isIn(trunk.link) != isIn(shape.topology.Reverse(trunk.link)))
        {
            return false;
        }
        if (isIn(trunk.link) && !joined.Join(trunk.a, trunk.b))
        {
            return false;
        }
    }
    return true;
}

std::set<LinkId>
RandomFailures(const FabricShape& shape)
{
    std::set<LinkId> failed;
    for (const Trunk& trunk : TrunksOf(shape))
    {
        const auto fate = *rc::gen::inRange(0, 6);
        if (fate < 2)
        {
            failed.insert(fate == 0 ? trunk.link : shape.topology.Reverse(trunk.link));
        }
    }
    return failed;
}

RC_GTEST_PROP(BridgeTree, JoinsExactlyTheLeavesThatWorkingLinksJoinAndGoesInNoCircle, ())
{
    const FabricShape shape = RandomFabric();
    const std::set<LinkId> failed = RandomFailures(shape);
    const auto place = *rc::gen::inRange<uint32_t>(0, shape.topology.spines);
    const TreeLinks tree = BridgeTree(shape.topology, shape.wan, place, failed);
    Joined byTree(shape.topology.Switches());
    RC_ASSERT(IsForest(shape, byTree, [&tree](LinkId link) { return tree[link.value]; }));

    Joined byLinks(shape.topology.Switches());
    for (const Trunk& trunk : TrunksOf(shape))
    {
        const bool works =
            !failed.contains(trunk.link) && !failed.contains(shape.topology.Reverse(trunk.link));
        RC_ASSERT(works || !tree[trunk.link.value]);
        if (works)
        {
            byLinks.Join(trunk.a, trunk.b);
        }
    }
    for (uint32_t one = 0; one < shape.topology.Leaves(); ++one)
    {
        for (uint32_t other = 0; other < one; ++other)
        {
            RC_ASSERT((byTree.SetOf(one) == byTree.SetOf(other)) ==
                      (byLinks.SetOf(one) == byLinks.SetOf(other)));
        }
    }
}

RC_GTEST_PROP(BridgeTree, OfAWholeFabricIsTheRootsPlaceInEachDatacenter, ())
{
    const FabricShape shape = RandomFabric();
    const Topology& t = shape.topology;
    const auto place = *rc::gen::inRange<uint32_t>(0, t.spines);
    const TreeLinks tree = BridgeTree(t, shape.wan, place, {});
    for (uint32_t leaf = 0; leaf < t.Leaves(); ++leaf)
    {
        for (uint32_t spine = 0; spine < t.spines; ++spine)
        {
            const bool joins = t.racks > 1 || t.datacenters > 1;
            RC_ASSERT(tree[t.LeafUp({leaf}, spine).value] == (joins && spine == place));
        }
    }
    size_t wanLinks = 0;
    for (uint32_t link = 0; link < shape.wan.links.size(); ++link)
    {
        wanLinks += tree[t.Wan(link, false).value] ? 1 : 0;
    }
    RC_ASSERT(wanLinks == t.datacenters - 1);
}

TEST(BridgeTree, WithoutItsRootTheNextSpineIsIt)
{
    const Topology& t = kThreeSpines;
    std::set<LinkId> failed;
    for (uint32_t leaf = 0; leaf < t.racks; ++leaf)
    {
        failed.insert(t.LeafUp({leaf}, 1));
    }
    const TreeLinks tree = BridgeTree(t, {}, 1, failed);
    for (uint32_t leaf = 0; leaf < t.racks; ++leaf)
    {
        EXPECT_FALSE(tree[t.LeafUp({leaf}, 0).value]);
        EXPECT_TRUE(tree[t.LeafUp({leaf}, 2).value]);
    }
}

TEST(BridgeTree, LeafWithoutTheRootIsBehindTheSpareSpineAndTheFirstLeaf)
{
    const Topology& t = kThreeSpines;
    const TreeLinks tree = BridgeTree(t, {}, 0, {t.LeafDown({2}, 0)});
    EXPECT_TRUE(tree[t.LeafUp({0}, 0).value]);
    EXPECT_TRUE(tree[t.LeafUp({1}, 0).value]);
    EXPECT_TRUE(tree[t.LeafUp({2}, 1).value]); // up to spine 1 ...
    EXPECT_TRUE(tree[t.LeafUp({0}, 1).value]); // ... and on to the root through leaf 0
    EXPECT_FALSE(tree[t.LeafUp({1}, 1).value]);
    EXPECT_FALSE(tree[t.LeafUp({2}, 2).value]);
}

/// Time in a simulator that has nothing else to do.
class HealingTreesTest : public testing::Test
{
  protected:
    ~HealingTreesTest() override
    {
        Simulator::Destroy();
    }

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }
};

TEST_F(HealingTreesTest, WhatReplacesAFailedLinkForwardsAfter50Seconds)
{
    const Topology& t = kThreeSpines;
    const WanGraph wan;
    int changes = 0;
    HealingTrees trees(t, wan, 1, kTreeTimes, [&changes] { ++changes; });
    trees.Learn(t.LeafUp({2}, 0), true);
    trees.Learn(t.LeafDown({2}, 0), true);
    EXPECT_EQ(changes, 1);
    EXPECT_FALSE(trees.Forwards(0, t.LeafDown({2}, 0)));
    RunFor(Seconds(50) - NanoSeconds(1));
    EXPECT_FALSE(trees.Forwards(0, t.LeafUp({2}, 1)));
    RunFor(NanoSeconds(1));
    EXPECT_TRUE(trees.Forwards(0, t.LeafUp({2}, 1)));
    EXPECT_EQ(changes, 2);
}

TEST_F(HealingTreesTest, ARepairedLinkForwardsAfter30SecondsAndItsSpareStopsAtOnce)
{
    const Topology& t = kThreeSpines;
    const WanGraph wan;
    HealingTrees trees(t, wan, 1, kTreeTimes, [] {});
    trees.Learn(t.LeafUp({2}, 0), true);
    RunFor(Seconds(60));
    trees.Learn(t.LeafUp({2}, 0), false);
    EXPECT_FALSE(trees.Forwards(0, t.LeafUp({2}, 1)));
    RunFor(Seconds(30) - NanoSeconds(1));
    EXPECT_FALSE(trees.Forwards(0, t.LeafUp({2}, 0)));
    RunFor(NanoSeconds(1));
    EXPECT_TRUE(trees.Forwards(0, t.LeafUp({2}, 0)));
}

TEST_F(HealingTreesTest, ALinkOffTheTreeFailsUnnoticed)
{
    const Topology& t = kThreeSpines;
    const WanGraph wan;
    int changes = 0;
    HealingTrees trees(t, wan, 1, kTreeTimes, [&changes] { ++changes; });
    trees.Learn(t.LeafUp({2}, 1), true);
    EXPECT_EQ(changes, 0);
}

TEST_F(HealingTreesTest, VlansAreSharedAmongTreesWithOneSpineAsRootEach)
{
    const Topology& t = kThreeSpines;
    const WanGraph wan;
    HealingTrees trees(t, wan, 3, kTreeTimes, [] {});
    for (uint16_t vlan = 1; vlan < 10; ++vlan)
    {
        const uint32_t tree = trees.TreeOf(vlan);
        EXPECT_EQ(tree, vlan % 3u);
        for (uint32_t spine = 0; spine < 3; ++spine)
        {
            EXPECT_EQ(trees.Forwards(tree, t.LeafUp({0}, spine)), spine == tree);
        }
    }
}

RC_GTEST_FIXTURE_PROP(HealingTreesTest, NeverGoesInACircleAndComesToTheTreeOfWhatWorks, ())
{
    const FabricShape shape = RandomFabric();
    const std::vector<Trunk> trunks = TrunksOf(shape);
    HealingTrees trees(shape.topology, shape.wan, 1, kTreeTimes, [] {});
    const auto forwards = [&trees](LinkId link) { return trees.Forwards(0, link); };
    const auto check = [&]
    {
        Joined joined(shape.topology.Switches());
        RC_ASSERT(IsForest(shape, joined, forwards));
    };
    std::set<LinkId> failed;
    for (auto left = *rc::gen::inRange(1, 12); left > 0; --left)
    {
        const auto index = *rc::gen::inRange<size_t>(0, trunks.size());
        const LinkId link = trunks[index].link;
        const bool fails = !failed.contains(link);
        fails ? void(failed.insert(link)) : void(failed.erase(link));
        trees.Learn(link, fails);
        check();
        for (auto steps = *rc::gen::inRange(0, 3); steps > 0; --steps)
        {
            RunFor(Seconds(*rc::gen::inRange(1, 40)));
            check();
        }
    }
    RunFor(Seconds(51));
    const TreeLinks wanted = BridgeTree(shape.topology, shape.wan, 0, failed);
    for (const Trunk& trunk : trunks)
    {
        RC_ASSERT(forwards(trunk.link) == wanted[trunk.link.value]);
    }
}

} // namespace
} // namespace ns3::vnlab::test
