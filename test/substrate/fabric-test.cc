// SPDX-License-Identifier: GPL-2.0-only
#include "test/substrate/fabric-fixture.h"

#include <map>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;

constexpr Topology kOneDatacenter{.racks = 2, .hostsPerRack = 2, .spines = 4};
constexpr Topology kThreeDatacenters{
    .datacenters = 3, .racks = 2, .hostsPerRack = 2, .spines = 2, .wanLinks = 2};

/// Switches between two hosts of kThreeDatacenters.
uint32_t
HopsBetween(const Topology& t, HostId a, HostId b)
{
    if (t.LeafOf(a) == t.LeafOf(b))
    {
        return 1;
    }
    const uint32_t from = t.DatacenterOf(a).value;
    const uint32_t to = t.DatacenterOf(b).value;
    const uint32_t wanLinks = from < to ? to - from : from - to;
    return wanLinks == 0 ? 3 : 5 + wanLinks; // leaf, spine, WAN routers, spine, leaf
}

TEST_F(FabricFixture, ArrivalTimeIsTheSumOfWireTimesAndDelays)
{
    Fabric& fabric =
        Build(kOneDatacenter, {.rate_bps = 10'000'000'000, .delay_ns = 1000, .queue_bytes = 10000});
    // 58 + 42 = 100 bytes, 124 on the wire: 99.2 ns, which every hop rounds up to 100.
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({3}), 1, 58));
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({3}), 1, 58));
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 2u);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 3}));
    EXPECT_EQ(arrivals[0].at_ns, 4 * (100 + 1000));
    // The second leaves 99.2 ns later, at the first link, and finds the others free in time.
    EXPECT_EQ(arrivals[1].at_ns, 99 + 4 * (100 + 1000));
    EXPECT_EQ(arrivals[0].frame.hops, 3);
}

TEST_F(FabricFixture, EveryPairOfHostsIsReachedWithTheExpectedHops)
{
    Fabric& fabric = Build(kThreeDatacenters, {}, {}, MakeWanRow());
    const Topology& t = kThreeDatacenters;
    for (uint32_t a = 0; a < t.Hosts(); ++a)
    {
        for (uint32_t b = 0; b < t.Hosts(); ++b)
        {
            if (a == b)
            {
                continue;
            }
            arrivals.clear();
            fabric.SendFromHost({a}, MakeFabricFrame(HostAddress({a}), HostAddress({b}), 1, 10));
            Simulator::Run();
            ASSERT_EQ(arrivals.size(), 1u) << a << " to " << b;
            EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, b}));
            EXPECT_EQ(arrivals[0].frame.hops, HopsBetween(t, {a}, {b})) << a << " to " << b;
        }
    }
}

TEST_F(FabricFixture, WanDelayIsTheGraphs)
{
    Fabric& fabric = Build(kThreeDatacenters,
                           {.rate_bps = 1'000'000'000, .delay_ns = 1000},
                           {.rate_bps = 100'000'000, .delay_ns = 1},
                           MakeWanRow());
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({11}), 1, 58));
    Simulator::Run();
    // 992 ns a link inside, six of them; two WAN links of 9920 ns and their own delays.
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].at_ns, 6 * (992 + 1000) + (9920 + 5'000'000) + (9920 + 7'000'000));
}

TEST_F(FabricFixture, EveryTapOfALinkSeesItsFrames)
{
    Fabric& fabric = Build(kOneDatacenter, {});
    int seen[2] = {0, 0};
    for (int& count : seen)
    {
        fabric.AddTap(kOneDatacenter.HostUp({0}), [&count](const Ptr<const Packet>&) { ++count; });
    }
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10));
    Simulator::Run();
    EXPECT_EQ(seen[0], 1);
    EXPECT_EQ(seen[1], 1);
}

TEST_F(FabricFixture, TheWayOfAFrameIsTheLinksThatItTakes)
{
    const Topology shape{
        .datacenters = 3, .racks = 2, .hostsPerRack = 2, .spines = 3, .wanLinks = 2};
    Fabric& fabric = Build(shape, {}, {}, MakeWanRow());
    std::vector<LinkId> taken;
    for (uint32_t link = 0; link < shape.Links(); ++link)
    {
        fabric.AddTap(LinkId{link},
                      [&taken, link](const Ptr<const Packet>&) { taken.push_back(LinkId{link}); });
    }
    for (uint16_t port = 0; port < 200; ++port)
    {
        const HostId from{port % shape.Hosts()};
        const HostId to{(port * 7U + 1) % shape.Hosts()};
        const FabricFrame frame = MakeFabricFrame(HostAddress(from), HostAddress(to), port, 10);
        const std::vector<LinkId> way = fabric.WayOf(from, frame);
        taken.clear();
        fabric.SendFromHost(from, frame);
        Simulator::Run();
        EXPECT_EQ(way, taken) << from.value << " to " << to.value;
    }
}

/// A data plane that does not foretell ways.
class SilentPipeline : public FabricPipeline
{
  public:
    Forwarding Forward(NodeRef, std::optional<LinkId>, FabricFrame&) override
    {
        return VNLAB_DROP_NO_ROUTE;
    }

    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef, NodeRef) const override
    {
        return frame.packet->Copy();
    }
};

TEST_F(FabricFixture, TheWayOfAFrameEndsWhereItIsDroppedOrNobodyKnows)
{
    Fabric& fabric = Build(kOneDatacenter, {});
    const FabricFrame lost = MakeFabricFrame(HostAddress({0}), 0x0a000001, 1, 10);
    EXPECT_EQ(fabric.WayOf({0}, lost), std::vector{kOneDatacenter.HostUp({0})});
    const FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 10);
    const std::vector<LinkId> way = fabric.WayOf({0}, frame);
    EXPECT_GT(way.size(), 1u);
    fabric.SetPipeline(std::make_unique<RoutedPipeline>(kOneDatacenter, WanGraph{}));
    EXPECT_EQ(fabric.WayOf({0}, frame), way);
    fabric.SetPipeline(std::make_unique<SilentPipeline>());
    EXPECT_EQ(fabric.WayOf({0}, frame), std::vector{kOneDatacenter.HostUp({0})});
}

TEST_F(FabricFixture, WhoWatchesHostsSeesWhatTheySendWhileTheUplinkIsUp)
{
    Fabric& fabric = Build(kOneDatacenter, {});
    std::vector<std::pair<HostId, uint32_t>> seen;
    for (int watch = 0; watch < 2; ++watch)
    {
        fabric.WatchHosts([&seen](HostId host, const FabricFrame& frame)
                          { seen.emplace_back(host, frame.destination); });
    }
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10));
    const std::pair sent{HostId{0}, HostAddress({2})};
    EXPECT_EQ(seen, (std::vector{sent, sent})); // at once
    fabric.SendFromSwitch({NodeKind::kLeaf, 0},
                          MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10));
    fabric.SetUp(kOneDatacenter.HostUp({0}), false);
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10));
    EXPECT_EQ(seen.size(), 2U);
}

TEST_F(FabricFixture, FlowsSpreadOverTheSpinesAndEachKeepsItsPath)
{
    Fabric& fabric = Build(kOneDatacenter, {.queue_bytes = 1'000'000'000});
    std::map<uint32_t, std::set<uint16_t>> flowsOfSpine;
    for (uint32_t spine = 0; spine < 4; ++spine)
    {
        fabric.AddTap(kOneDatacenter.LeafUp({0}, spine),
                      [&flowsOfSpine, spine](const Ptr<const Packet>& packet)
                      {
                          std::array<uint8_t, 64> head;
                          const auto fields =
                              ParseFrame(std::span(head.data(), CopyHead(packet, head)));
                          flowsOfSpine[spine].insert(fields->sourcePort);
                      });
    }
    constexpr uint16_t flows = 1000;
    for (int repeat = 0; repeat < 3; ++repeat)
    {
        for (uint16_t port = 0; port < flows; ++port)
        {
            fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({2}), port, 10));
        }
    }
    Simulator::Run();
    size_t sum = 0;
    for (const auto& [spine, ports] : flowsOfSpine)
    {
        EXPECT_GT(ports.size(), 200u) << spine;
        sum += ports.size();
    }
    EXPECT_EQ(sum, flows); // no flow took two paths
    EXPECT_EQ(arrivals.size(), 3u * flows);
}

TEST_F(FabricFixture, TapSeesTtlChecksumAndAddressesOfItsLink)
{
    Fabric& fabric = Build({.racks = 2, .hostsPerRack = 1, .spines = 1});
    const Topology& t = fabric.GetTopology();
    const std::array<LinkId, 4> path{
        t.HostUp({0}), t.LeafUp({0}, 0), t.LeafDown({1}, 0), t.HostDown({1})};
    const std::array<NodeRef, 5> nodes{NodeRef{NodeKind::kHost, 0},
                                       {NodeKind::kLeaf, 0},
                                       {NodeKind::kSpine, 0},
                                       {NodeKind::kLeaf, 1},
                                       {NodeKind::kHost, 1}};
    int taps = 0;
    for (size_t i = 0; i < path.size(); ++i)
    {
        fabric.AddTap(path[i],
                      [&, i](const Ptr<const Packet>& packet)
                      {
                          std::array<uint8_t, 64> head;
                          const std::span bytes(head.data(), CopyHead(packet, head));
                          const auto fields = ParseFrame(bytes);
                          EXPECT_EQ(fields->ttl, 64 - i);
                          EXPECT_EQ(ChecksumOf(bytes.subspan(14, 20)), 0);
                          EXPECT_EQ(fields->sourceMac, NodeMac(nodes[i]));
                          EXPECT_EQ(fields->destinationMac, NodeMac(nodes[i + 1]));
                          ++taps;
                      });
    }
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 10));
    Simulator::Run();
    EXPECT_EQ(taps, 4);
}

TEST_F(FabricFixture, TtlEndsAtTheRouterThatWouldMakeItZero)
{
    Fabric& fabric = Build(kOneDatacenter);
    for (const uint8_t ttl : {uint8_t{3}, uint8_t{4}})
    {
        FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10);
        frame.ttl = ttl;
        fabric.SendFromHost({0}, std::move(frame));
    }
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_TTL_EXPIRED), 1u);
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].frame.ttl, 4);
}

TEST_F(FabricFixture, QueueOverflowIsCountedPerFrame)
{
    Fabric& fabric =
        Build(kOneDatacenter, {.rate_bps = 1'000'000'000, .delay_ns = 0, .queue_bytes = 1000});
    for (int i = 0; i < 10; ++i)
    {
        // 434 + 42 + 24 = 500 bytes on the wire
        fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 434));
    }
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 3u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 7u);
    EXPECT_EQ(fabric.Link(fabric.GetTopology().HostUp({0})).Drops(), 7u);
}

TEST_F(FabricFixture, AddressesThatNobodyHasHaveNoRoute)
{
    Fabric& fabric = Build(kOneDatacenter);
    for (const uint32_t address :
         {HostAddress({4}), LeafAddress({2}), SpineAddress({4}), 0x0a000001u})
    {
        fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), address, 1, 10));
    }
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 4u);
    EXPECT_TRUE(arrivals.empty());
}

TEST_F(FabricFixture, HostRoutesLeadTenantAddressesToTheirHosts)
{
    Fabric& fabric = Build(kOneDatacenter);
    for (uint32_t leaf = 0; leaf < 2; ++leaf)
    {
        fabric.Routes({NodeKind::kLeaf, leaf}).Set(0x0a000001, {3});
    }
    for (uint32_t spine = 0; spine < 4; ++spine)
    {
        fabric.Routes({NodeKind::kSpine, spine}).Set(0x0a000001, {3});
    }
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), 0x0a000001, 1, 10));
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 3}));

    fabric.Routes({NodeKind::kLeaf, 0}).Erase(0x0a000001);
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), 0x0a000001, 1, 10));
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 1u);
}

TEST_F(FabricFixture, SwitchesReceiveAndSendOnTheirOwnAddresses)
{
    Fabric& fabric = Build(kThreeDatacenters, {}, {}, MakeWanRow());
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), LeafAddress({5}), 1, 10));
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), SpineAddress({1}), 1, 10));
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), SpineAddress({4}), 1, 10));
    fabric.SendFromSwitch({NodeKind::kLeaf, 5},
                          MakeFabricFrame(LeafAddress({5}), HostAddress({0}), 1, 10));
    Simulator::Run();
    std::set<NodeRef> nodes;
    for (const Arrival& arrival : arrivals)
    {
        nodes.insert(arrival.node);
    }
    EXPECT_EQ(nodes,
              (std::set<NodeRef>{{NodeKind::kHost, 0},
                                 {NodeKind::kLeaf, 5},
                                 {NodeKind::kSpine, 1},
                                 {NodeKind::kSpine, 4}}));
}

TEST_F(FabricFixture, FramesToAHostWithoutAnEdgeAreDropped)
{
    Fabric& fabric = Build(kOneDatacenter);
    fabric.SetHostEdge({2}, nullptr);
    fabric.SetSwitchEdge(nullptr);
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, 10));
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), LeafAddress({0}), 1, 10));
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_PORT), 2u);
}

TEST(Topology, EveryLinkHasOneNumber)
{
    Topology t = kThreeDatacenters;
    std::set<uint32_t> links;
    for (uint32_t host = 0; host < t.Hosts(); ++host)
    {
        links.insert(t.HostUp({host}).value);
        links.insert(t.HostDown({host}).value);
    }
    for (uint32_t leaf = 0; leaf < t.Leaves(); ++leaf)
    {
        for (uint32_t spine = 0; spine < t.spines; ++spine)
        {
            links.insert(t.LeafUp({leaf}, spine).value);
            links.insert(t.LeafDown({leaf}, spine).value);
        }
    }
    for (uint32_t spine = 0; spine < t.Spines(); ++spine)
    {
        links.insert(t.SpineToWan({spine}).value);
        links.insert(t.WanToSpine({spine}).value);
    }
    for (uint32_t wan = 0; wan < t.wanLinks; ++wan)
    {
        links.insert(t.Wan(wan, false).value);
        links.insert(t.Wan(wan, true).value);
    }
    EXPECT_EQ(links.size(), t.Links());
    EXPECT_EQ(*links.rbegin(), t.Links() - 1);
}

TEST_F(FabricFixture, ReverseOfALinkJoinsTheSameNodes)
{
    const Topology& t = kThreeDatacenters;
    const Fabric& fabric = Build(t, {}, {}, MakeWanRow());
    for (LinkId link; link.value < t.Links(); ++link.value)
    {
        const LinkId reverse = t.Reverse(link);
        EXPECT_EQ(fabric.Link(reverse).From(), fabric.Link(link).To()) << link.value;
        EXPECT_EQ(fabric.Link(reverse).To(), fabric.Link(link).From()) << link.value;
        EXPECT_EQ(t.Reverse(reverse), link);
    }
}

} // namespace
} // namespace ns3::vnlab::test
