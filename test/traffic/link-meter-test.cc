// SPDX-License-Identifier: GPL-2.0-only
//
// Loads of links and their imbalance, counted on paper.

#include "model/traffic/link-meter.h"
#include "test/substrate/fabric-fixture.h"

#include <gmock/gmock.h>
#include <map>

namespace ns3::vnlab::test
{
namespace
{

using address_plan::HostAddress;
using testing::IsEmpty;

/// 1 byte a nanosecond at 8 Gbit/s. 958 bytes of payload are 1000 with Ethernet, IPv4 and UDP, and take
/// 1024 ns on a wire.
constexpr uint64_t kByteANanosecond = 8'000'000'000;
constexpr uint32_t kPayload = 958;
constexpr double kFrame_ns = 1024;

class LinkMeterTest : public FabricFixture
{
  protected:
    Fabric& BuildFast(const Topology& topology, const WanGraph& wan = {})
    {
        const LinkProfile fast{.rate_bps = kByteANanosecond};
        return Build(topology, fast, {.rate_bps = kByteANanosecond / 4}, wan);
    }

    /// @return a frame from host 0 to host 1 that goes up to a spine
    FabricFrame FrameOver(const Topology& topology, uint32_t spine)
    {
        uint16_t port = 1;
        FabricFrame frame;
        do
        {
            frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), port++, kPayload);
        } while (frame.flowHash % topology.spines != spine);
        return frame;
    }

    /// Sends frames, and lets time pass until 100 µs after it began to.
    void SendAll(Fabric& fabric, const std::vector<FabricFrame>& frames)
    {
        for (const FabricFrame& frame : frames)
        {
            fabric.SendFromHost({0}, frame);
        }
        Simulator::Stop(kTime);
        Simulator::Run();
    }

    const Time kTime = MicroSeconds(100);
};

TEST_F(LinkMeterTest, LoadIsTheTimeOnTheWireAndTheMeanIsOverEachDirection)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 2};
    Fabric& fabric = BuildFast(topology);
    fabric.SendFromHost({0}, FrameOver(topology, 1)); // before
    Simulator::Run();
    LinkMeter meter(fabric);
    SendAll(fabric,
            {FrameOver(topology, 0),
             FrameOver(topology, 0),
             FrameOver(topology, 0),
             FrameOver(topology, 1)});
    meter.End();
    fabric.SendFromHost({0}, FrameOver(topology, 1)); // after
    Simulator::Run();

    const std::map<LinkLevel, LinkLoad> loads = meter.Loads();
    ASSERT_EQ(loads.size(), 2u); // no servers, one data center
    // Of 4 links of hosts, one up and one down have 4 frames.
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kHost).max, 4 * kFrame_ns / 100'000);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kHost).mean, 2 * 4 * kFrame_ns / 4 / 100'000);
    // Of 8 between leaves and spines, one up and one down have 3, and two others one.
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kLeafSpine).max, 3 * kFrame_ns / 100'000);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kLeafSpine).mean, 2 * 4 * kFrame_ns / 8 / 100'000);
    // Leaf 0 sends 3 up one link and 1 up the other; leaf 1 nothing: (3 - 1) / 2.
    EXPECT_DOUBLE_EQ(meter.Imbalance().value(), 1);
}

TEST_F(LinkMeterTest, ImbalanceIsAsManyAsSpinesWhereOneHasAll)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 4};
    Fabric& fabric = BuildFast(topology);
    LinkMeter meter(fabric);
    SendAll(fabric, std::vector<FabricFrame>(5, FrameOver(topology, 2)));
    meter.End();
    EXPECT_DOUBLE_EQ(meter.Imbalance().value(), 4);
}

TEST_F(LinkMeterTest, ImbalanceIsNoneWhereAllHaveTheSame)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 3};
    Fabric& fabric = BuildFast(topology);
    LinkMeter meter(fabric);
    SendAll(fabric, {FrameOver(topology, 0), FrameOver(topology, 1), FrameOver(topology, 2)});
    meter.End();
    EXPECT_DOUBLE_EQ(meter.Imbalance().value(), 0);
}

/// Leaf 0 sends 8 frames up one of its two links, leaf 1 sends 2, one up each: (8 + 0) / (4 + 1).
TEST_F(LinkMeterTest, LeavesCountAsMuchAsTheySend)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 2};
    Fabric& fabric = BuildFast(topology);
    LinkMeter meter(fabric);
    std::map<uint32_t, FabricFrame> back; // by spine
    for (uint16_t port = 1; back.size() < 2; ++port)
    {
        const FabricFrame frame =
            MakeFabricFrame(HostAddress({1}), HostAddress({0}), port, kPayload);
        back[frame.flowHash % 2] = frame;
    }
    fabric.SendFromHost({1}, back[0]);
    fabric.SendFromHost({1}, back[1]);
    SendAll(fabric, std::vector<FabricFrame>(8, FrameOver(topology, 1)));
    meter.End();
    EXPECT_DOUBLE_EQ(meter.Imbalance().value(), 8.0 / 5);
}

TEST_F(LinkMeterTest, ThereIsNoImbalanceWithoutAChoiceOrWithoutTraffic)
{
    LinkMeter idle(BuildFast({.racks = 2, .hostsPerRack = 1, .spines = 2}));
    Simulator::Stop(kTime);
    Simulator::Run();
    idle.End();
    EXPECT_FALSE(idle.Imbalance());
    EXPECT_EQ(idle.Loads().at(LinkLevel::kHost).max, 0);

    const Topology one{.racks = 2, .hostsPerRack = 1, .spines = 1};
    Fabric& fabric = BuildFast(one);
    LinkMeter meter(fabric);
    SendAll(fabric, {FrameOver(one, 0)});
    meter.End();
    EXPECT_FALSE(meter.Imbalance());
}

/// A WAN link has a quarter of the rate, and each kind of link a level of its own.
TEST_F(LinkMeterTest, LevelsAreKindsOfLinks)
{
    const Topology topology{.datacenters = 3,
                            .racks = 1,
                            .hostsPerRack = 1,
                            .spines = 1,
                            .wanLinks = 2,
                            .servers = {{NodeKind::kLeaf, 0}}};
    Fabric& fabric = BuildFast(topology, MakeWanRow());
    LinkMeter meter(fabric);
    fabric.SendFromServer(
        {0},
        MakeFabricFrame(address_plan::ServerAddress({0}, false), HostAddress({1}), 1, kPayload));
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    meter.End();
    ASSERT_EQ(arrivals.size(), 1u);
    const std::map<LinkLevel, LinkLoad> loads = meter.Loads();
    const double frame = kFrame_ns / 10'000'000;
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kServer).max, frame);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kServer).mean, frame / 2);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kHost).mean, frame / 6);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kLeafSpine).mean, 2 * frame / 6);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kSpineWan).mean, 2 * frame / 6);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kWan).max, 4 * frame);
    EXPECT_DOUBLE_EQ(loads.at(LinkLevel::kWan).mean, 4 * frame / 4);
}

/// Probes take no room on links.
TEST_F(LinkMeterTest, ProbesDoNotCount)
{
    const Topology topology{.racks = 2, .hostsPerRack = 1, .spines = 2};
    Fabric& fabric = BuildFast(topology);
    LinkMeter meter(fabric);
    FabricFrame probe = FrameOver(topology, 0);
    probe.packets = 0;
    SendAll(fabric, {probe});
    meter.End();
    EXPECT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(meter.Loads().at(LinkLevel::kHost).max, 0);
}

} // namespace
} // namespace ns3::vnlab::test
