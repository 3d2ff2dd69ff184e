// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/shortest-ways.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kFrame = 1'476; ///< 1,500 bytes on the wire: 1.2 µs at 10 Gbit/s

Time
Crossings(uint32_t links)
{
    return links * (NanoSeconds(1'200) + MicroSeconds(1));
}

/// Two racks of two hosts and two spines in each of some data centers.
Topology
Shape(uint32_t datacenters)
{
    return {.datacenters = datacenters, .racks = 2, .hostsPerRack = 2, .spines = 2};
}

class ShortestWaysTest : public testing::Test
{
  public:
    /// @param wan with a link of the same rate each
    Fabric& Build(Topology topology, const WanGraph& wan)
    {
        topology.wanLinks = static_cast<uint32_t>(wan.links.size());
        return m_fabric.emplace(topology, LinkProfile{}, LinkProfile{}, wan, m_drops);
    }

    ~ShortestWaysTest() override
    {
        Simulator::Destroy();
    }

  private:
    DropLog m_drops;
    std::optional<Fabric> m_fabric;
};

TEST_F(ShortestWaysTest, ALeafSpineHasTwoOrFourLinks)
{
    const ShortestWays ways(Build(Shape(1), GenerateWan("line", 1, 0)));
    const auto inRack = ways.Between({0}, {1}, kFrame);
    ASSERT_TRUE(inRack);
    EXPECT_EQ(inRack->links, 2u);
    EXPECT_EQ(inRack->time, Crossings(2));
    const auto across = ways.Between({0}, {2}, kFrame);
    ASSERT_TRUE(across);
    EXPECT_EQ(across->links, 4u);
    EXPECT_EQ(across->time, Crossings(4));
    EXPECT_FALSE(ways.Between({0}, {0}, kFrame));
}

TEST_F(ShortestWaysTest, AFailedLinkHasNoPart)
{
    Fabric& fabric = Build(Shape(1), GenerateWan("line", 1, 0));
    const Topology& topology = fabric.GetTopology();
    fabric.SetUp(topology.LeafUp({0}, 0), false);
    EXPECT_EQ(ShortestWays(fabric).Between({0}, {2}, kFrame)->links, 4u) << "by the other spine";
    fabric.SetUp(topology.LeafUp({0}, 1), false);
    EXPECT_FALSE(ShortestWays(fabric).Between({0}, {2}, kFrame));
    EXPECT_TRUE(ShortestWays(fabric).Between({2}, {0}, kFrame)) << "the other direction is up";
    EXPECT_TRUE(ShortestWays(fabric).Between({0}, {1}, kFrame));
    fabric.SetUp(topology.HostDown({1}), false);
    EXPECT_FALSE(ShortestWays(fabric).Between({0}, {1}, kFrame));
}

TEST_F(ShortestWaysTest, TheFewestLinksNeedNotBeTheFastest)
{
    WanGraph wan = GenerateWan("full-mesh", 3, 1'000'000);
    for (WanLink& link : wan.links)
    {
        link.delay_ns = link.a == 0 && link.b == 2 ? 10'000'000 : link.delay_ns;
    }
    const auto least = ShortestWays(Build(Shape(3), wan)).Between({0}, {8}, kFrame);
    ASSERT_TRUE(least);
    // Host, leaf, spine, router, router, spine, leaf, host; by way of data center 1, one router more.
    EXPECT_EQ(least->links, 7u);
    EXPECT_EQ(least->time, Crossings(6) + 2 * (NanoSeconds(1'200) + MilliSeconds(1)));
}

/// Sums of the least ways between all nodes, by Floyd and Warshall, over all links that are up.
class AllPairs
{
  public:
    AllPairs(const Fabric& fabric, uint32_t bytes)
    {
        const Topology& topology = fabric.GetTopology();
        for (uint32_t i = 0; i < topology.Links(); ++i)
        {
            const FabricLink& link = fabric.Link({i});
            m_nodes.try_emplace(link.From(), m_nodes.size());
        }
        const size_t count = m_nodes.size();
        m_links.assign(count, std::vector<double>(count, kNone));
        m_time = m_links;
        for (uint32_t i = 0; i < topology.Links(); ++i)
        {
            const FabricLink& link = fabric.Link({i});
            if (link.IsUp())
            {
                const size_t from = m_nodes.at(link.From());
                const size_t to = m_nodes.at(link.To());
                m_links[from][to] = 1;
                m_time[from][to] = static_cast<double>(link.SendWeightless(0, bytes));
            }
        }
        Close(m_links);
        Close(m_time);
    }

    double Links(HostId from, HostId to) const
    {
        return m_links[At(from)][At(to)];
    }

    double Time_ns(HostId from, HostId to) const
    {
        return m_time[At(from)][At(to)];
    }

    static constexpr double kNone = std::numeric_limits<double>::infinity();

  private:
    size_t At(HostId host) const
    {
        return m_nodes.at({NodeKind::kHost, host.value});
    }

    void Close(std::vector<std::vector<double>>& sums) const
    {
        for (const auto& [node, k] : m_nodes)
        {
            for (size_t i = 0; i < sums.size() && node.kind != NodeKind::kHost; ++i)
            {
                for (size_t j = 0; j < sums.size(); ++j)
                {
                    sums[i][j] = std::min(sums[i][j], sums[i][k] + sums[k][j]);
                }
            }
        }
    }

    std::map<NodeRef, size_t> m_nodes;
    std::vector<std::vector<double>> m_links;
    std::vector<std::vector<double>> m_time;
};

RC_GTEST_FIXTURE_PROP(ShortestWaysTest, IsTheLeastOverAllWaysThatAreUp, ())
{
    const auto datacenters = *rc::gen::inRange<uint32_t>(1, 4);
    WanGraph wan = GenerateWan("full-mesh", datacenters, 1'000);
    for (WanLink& link : wan.links)
    {
        link.delay_ns = *rc::gen::inRange<uint64_t>(0, 100'000);
    }
    Fabric& fabric = Build(Shape(datacenters), wan);
    const uint32_t links = fabric.GetTopology().Links();
    for (const uint32_t down :
         *rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange(0u, links)))
    {
        fabric.SetUp({down}, false);
    }
    const auto bytes = *rc::gen::inRange<uint32_t>(60, 9'014);
    const ShortestWays ways(fabric);
    const AllPairs all(fabric, bytes);
    for (uint32_t from = 0; from < fabric.GetTopology().Hosts(); ++from)
    {
        for (uint32_t to = 0; to < fabric.GetTopology().Hosts(); ++to)
        {
            if (from != to)
            {
                const auto least = ways.Between({from}, {to}, bytes);
                RC_ASSERT((least ? least->links : AllPairs::kNone) == all.Links({from}, {to}));
                RC_ASSERT((least ? static_cast<double>(least->time.GetNanoSeconds())
                                 : AllPairs::kNone) == all.Time_ns({from}, {to}));
            }
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
