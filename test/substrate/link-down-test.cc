// SPDX-License-Identifier: GPL-2.0-only
//
// Links of the fabric that fail.

#include "model/substrate/strict-priority-queue.h"
#include "test/substrate/fabric-fixture.h"

#include <memory>

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;

constexpr Topology kFourSpines{.racks = 2, .hostsPerRack = 2, .spines = 4};
// 476 + 24 bytes take 4000 ns on the wire.
constexpr LinkProfile kSlow{.rate_bps = 1'000'000'000, .delay_ns = 10'000, .queue_bytes = 100'000};
constexpr uint32_t kPayload = 434;

class LinkDownTest : public FabricFixture
{
  public:
    void SendToNeighbour(Fabric& fabric)
    {
        fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, kPayload));
    }

    /// Takes a link down, or up again, at a time.
    void SetUpAt(Fabric& fabric, int64_t at_ns, LinkId link, bool up)
    {
        Simulator::Schedule(NanoSeconds(at_ns), &Fabric::SetUp, &fabric, link, up);
    }

    const LinkId uplink = kFourSpines.HostUp({0});
};

TEST_F(LinkDownTest, FrameSentOnALinkThatIsDownIsDropped)
{
    Fabric& fabric = Build(kFourSpines);
    EXPECT_TRUE(fabric.IsUp(uplink));
    fabric.SetUp(uplink, false);
    EXPECT_FALSE(fabric.IsUp(uplink));
    SendToNeighbour(fabric);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 1u);
    fabric.SetUp(uplink, true);
    SendToNeighbour(fabric);
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 1u);
}

TEST_F(LinkDownTest, OtherDirectionStaysUp)
{
    Fabric& fabric = Build(kFourSpines);
    fabric.SetUp(kFourSpines.HostDown({0}), false);
    SendToNeighbour(fabric);
    fabric.SendFromHost({1}, MakeFabricFrame(HostAddress({1}), HostAddress({0}), 1, kPayload));
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 1}));
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 1u);
}

TEST_F(LinkDownTest, FrameOnItsWayIsLostAlthoughTheLinkIsUpAgainWhenItWouldArrive)
{
    Fabric& fabric = Build(kFourSpines, kSlow);
    SendToNeighbour(fabric);
    SetUpAt(fabric, 13'998, uplink, false);
    SetUpAt(fabric, 13'999, uplink, true);
    Simulator::Run();
    EXPECT_TRUE(arrivals.empty());
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 1u);
}

TEST_F(LinkDownTest, FrameThatHasArrivedIsNotLost)
{
    Fabric& fabric = Build(kFourSpines, kSlow);
    SendToNeighbour(fabric);
    SetUpAt(fabric, 14'001, uplink, false);
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 0u);
}

TEST_F(LinkDownTest, LinkThatComesUpIsIdle)
{
    Fabric& fabric = Build(kFourSpines, kSlow);
    for (int i = 0; i < 10; ++i)
    {
        SendToNeighbour(fabric);
    }
    SetUpAt(fabric, 5'000, uplink, false);
    SetUpAt(fabric, 6'000, uplink, true);
    Simulator::Schedule(NanoSeconds(7'000), [&] { SendToNeighbour(fabric); });
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].at_ns, 7'000 + 2 * 14'000);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 10u);
}

TEST_F(LinkDownTest, WhatWaitsInAQueueIsDroppedAtOnce)
{
    Fabric& fabric = Build(kFourSpines, kSlow);
    fabric.SetQueue(uplink, std::make_unique<StrictPriorityQueue>(100'000));
    for (int i = 0; i < 10; ++i)
    {
        SendToNeighbour(fabric);
    }
    SetUpAt(fabric, 5'000, uplink, false); // one frame is out, one is on the wire
    Simulator::Schedule(NanoSeconds(5'001),
                        [this] { EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 8u); });
    SetUpAt(fabric, 6'000, uplink, true);
    Simulator::Schedule(NanoSeconds(7'000), [&] { SendToNeighbour(fabric); });
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].at_ns, 7'000 + 2 * 14'000);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 10u);
}

TEST_F(LinkDownTest, RoutersGoOnHashingOverAllSpinesUntilTheyKnow)
{
    Fabric& fabric = Build(kFourSpines);
    fabric.SetUp(kFourSpines.LeafUp({0}, 2), false);
    for (uint32_t hash = 0; hash < 4; ++hash)
    {
        FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({2}), 1, kPayload);
        frame.flowHash = hash;
        fabric.SendFromHost({0}, std::move(frame));
    }
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 3u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_LINK_DOWN), 1u);
}

} // namespace
} // namespace ns3::vnlab::test
