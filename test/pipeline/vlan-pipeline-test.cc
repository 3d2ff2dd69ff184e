// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/vlan-pipeline.h"
#include "model/plain-bytes.h"

#include "ns3/simulator.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

constexpr Topology kVlanRacks{.racks = 2, .hostsPerRack = 2, .spines = 2};
constexpr NodeRef kLeaf0{NodeKind::kLeaf, 0};
constexpr MacBytes kAnna{2, 0, 0, 0, 0, 1};
constexpr MacBytes kBert{2, 0, 0, 0, 0, 2};
constexpr uint16_t kRed = 7;
constexpr uint16_t kBlue = 8;

/// Leaf 0 of two racks: VLAN 7 on the ports of hosts 0 and 1 and on both uplinks, VLAN 8 on host 0's alone.
class VlanPipelineTest : public testing::Test
{
  protected:
    VlanPipelineTest()
    {
        Allow(kVlanRacks.HostDown({0}), kRed, kRed);
        Allow(kVlanRacks.HostDown({1}), kRed, kRed);
        Allow(kVlanRacks.LeafUp({0}, 0), kRed, kRed);
        Allow(kVlanRacks.LeafUp({0}, 1), kRed, kRed);
        Allow(kVlanRacks.HostDown({0}), kBlue, kBlue);
    }

    ~VlanPipelineTest() override
    {
        Simulator::Destroy();
    }

    void Allow(LinkId port, uint16_t first, uint16_t last)
    {
        EXPECT_TRUE(pipeline.Write(
            kLeaf0, kTrunkVlanTable, PlainBytes(TrunkVlanKey{port, first, last}), {}));
    }

    bool Forbid(LinkId port, uint16_t first, uint16_t last)
    {
        return pipeline.Erase(kLeaf0, kTrunkVlanTable, PlainBytes(TrunkVlanKey{port, first, last}));
    }

    /// @return what leaf 0 does with a frame that comes from a host
    Forwarding From(HostId host, uint16_t vlan, const MacBytes& source, const MacBytes& destination)
    {
        return On(kVlanRacks.HostUp(host), vlan, source, destination);
    }

    Forwarding On(LinkId in, uint16_t vlan, const MacBytes& source, const MacBytes& destination)
    {
        std::array<uint8_t, 60> bytes{};
        std::ranges::copy(destination, bytes.begin());
        std::ranges::copy(source, bytes.begin() + 6);
        bytes[12] = 0x88; // an experimental ethertype (IEEE 802, 88-B5)
        bytes[13] = 0xb5;
        FabricFrame frame{.packet = Create<Packet>(bytes.data(), bytes.size()),
                          .bytes = bytes.size()};
        PushVlanTag(frame.packet, vlan, 0);
        return pipeline.Forward(kLeaf0, in, frame);
    }

    static void RunFor(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    /// @return the links of a flood; nothing where it is none
    static std::vector<LinkId> LinksOf(const Forwarding& forwarding)
    {
        std::vector<LinkId> links;
        if (const auto* flood = std::get_if<Flood>(&forwarding))
        {
            std::ranges::copy_if(flood->links,
                                 std::back_inserter(links),
                                 [flood](LinkId link) { return link != flood->except; });
        }
        return links;
    }

    const WanGraph wan;
    VlanPipeline pipeline{kVlanRacks, wan, {.capacity = 2, .times = {Seconds(50), Seconds(30)}}};
};

TEST_F(VlanPipelineTest, BroadcastGoesToThePortsOfItsVlanOnTheTree)
{
    EXPECT_THAT(LinksOf(From({0}, kRed, kAnna, kBroadcastMac)),
                ElementsAre(kVlanRacks.HostDown({1}), kVlanRacks.LeafUp({0}, 0)));
}

TEST_F(VlanPipelineTest, KnownAddressIsKnownInItsVlanAlone)
{
    From({1}, kRed, kBert, kBroadcastMac);
    EXPECT_EQ(std::get<LinkId>(From({0}, kRed, kAnna, kBert)), kVlanRacks.HostDown({1}));
    Allow(kVlanRacks.HostDown({1}), kBlue, kBlue);
    EXPECT_THAT(LinksOf(From({0}, kBlue, kAnna, kBert)), ElementsAre(kVlanRacks.HostDown({1})));
}

TEST_F(VlanPipelineTest, AddressThatMovesIsKnownWhereItSpokeLast)
{
    From({1}, kRed, kBert, kBroadcastMac);
    On(kVlanRacks.LeafDown({0}, 0), kRed, kBert, kBroadcastMac);
    EXPECT_EQ(std::get<LinkId>(From({0}, kRed, kAnna, kBert)), kVlanRacks.LeafUp({0}, 0));
}

TEST_F(VlanPipelineTest, PortTakesItsVlansAlone)
{
    EXPECT_EQ(std::get<DropReason>(From({1}, kBlue, kBert, kBroadcastMac)), VNLAB_DROP_UNKNOWN_VNI);
    EXPECT_EQ(std::get<DropReason>(From({0}, 9, kAnna, kBroadcastMac)), VNLAB_DROP_UNKNOWN_VNI);
    EXPECT_EQ(std::get<DropReason>(From({0}, 0, kAnna, kBroadcastMac)), VNLAB_DROP_UNKNOWN_VNI);
    EXPECT_EQ(pipeline.Stations(kLeaf0), 0u); // and learns of nobody who may not speak
}

TEST_F(VlanPipelineTest, WithNoPortButItsOwnAFrameIsFiltered)
{
    EXPECT_EQ(std::get<DropReason>(From({0}, kBlue, kAnna, kBroadcastMac)), VNLAB_DROP_FILTERED);
    From({0}, kRed, kBert, kBroadcastMac);
    EXPECT_EQ(std::get<DropReason>(From({0}, kRed, kAnna, kBert)), VNLAB_DROP_FILTERED);
}

TEST_F(VlanPipelineTest, PortOffTheTreeTakesAndSendsNothing)
{
    EXPECT_EQ(std::get<DropReason>(On(kVlanRacks.LeafDown({0}, 1), kRed, kBert, kBroadcastMac)),
              VNLAB_DROP_FILTERED);
}

TEST_F(VlanPipelineTest, FullTableFloodsAndCounts)
{
    From({1}, kRed, kBert, kBroadcastMac);
    From({0}, kRed, kAnna, kBroadcastMac);
    constexpr MacBytes third{2, 0, 0, 0, 0, 3};
    From({1}, kRed, third, kBroadcastMac);
    EXPECT_EQ(pipeline.Stations(kLeaf0), 2u);
    EXPECT_EQ(pipeline.OverflowFloods(), 0u); // broadcasts are no overflow
    EXPECT_EQ(LinksOf(From({0}, kRed, kAnna, third)).size(), 2u);
    EXPECT_EQ(pipeline.OverflowFloods(), 1u);
    EXPECT_EQ(std::get<LinkId>(From({0}, kRed, kAnna, kBert)), kVlanRacks.HostDown({1}));
    EXPECT_EQ(pipeline.OverflowFloods(), 1u);
}

TEST_F(VlanPipelineTest, SilentAddressIsForgottenAfter300Seconds)
{
    From({1}, kRed, kBert, kBroadcastMac);
    RunFor(Seconds(300));
    EXPECT_EQ(std::get<LinkId>(From({0}, kRed, kAnna, kBert)), kVlanRacks.HostDown({1}));
    RunFor(NanoSeconds(1));
    EXPECT_EQ(LinksOf(From({0}, kRed, kAnna, kBert)).size(), 2u);
}

TEST_F(VlanPipelineTest, FailureOnTheTreeHealsOntoTheSpareUplinkAndEmptiesTheTables)
{
    From({1}, kRed, kBert, kBroadcastMac);
    pipeline.LearnFailure(kVlanRacks.LeafUp({0}, 0), true);
    EXPECT_EQ(pipeline.Stations(kLeaf0), 0u);
    EXPECT_THAT(LinksOf(From({0}, kRed, kAnna, kBroadcastMac)),
                ElementsAre(kVlanRacks.HostDown({1})));
    RunFor(Seconds(50));
    EXPECT_EQ(pipeline.Stations(kLeaf0), 0u);
    EXPECT_THAT(LinksOf(From({0}, kRed, kAnna, kBroadcastMac)),
                ElementsAre(kVlanRacks.HostDown({1}), kVlanRacks.LeafUp({0}, 1)));
}

TEST_F(VlanPipelineTest, RangeIsOnePortsListAndGoesAsOne)
{
    Allow(kVlanRacks.HostDown({1}), 1, 4094);
    EXPECT_THAT(LinksOf(From({0}, kBlue, kAnna, kBroadcastMac)),
                ElementsAre(kVlanRacks.HostDown({1})));
    EXPECT_FALSE(Forbid(kVlanRacks.HostDown({1}), kBlue, kBlue));
    EXPECT_TRUE(Forbid(kVlanRacks.HostDown({1}), 1, 4094));
    EXPECT_EQ(std::get<DropReason>(From({0}, kBlue, kAnna, kBroadcastMac)), VNLAB_DROP_FILTERED);
    EXPECT_EQ(LinksOf(From({0}, kRed, kAnna, kBroadcastMac)).size(), 2u); // its own entry stays
}

TEST_F(VlanPipelineTest, PortThatLosesAVlanIsNotSentTo)
{
    From({1}, kRed, kBert, kBroadcastMac);
    EXPECT_TRUE(Forbid(kVlanRacks.HostDown({1}), kRed, kRed));
    EXPECT_THAT(LinksOf(From({0}, kRed, kAnna, kBert)), ElementsAre(kVlanRacks.LeafUp({0}, 0)));
}

TEST_F(VlanPipelineTest, TablesAndSizesThatItDoesNotHaveAreRefused)
{
    const TrunkVlanKey key{kVlanRacks.HostDown({0}), 1, 1};
    EXPECT_FALSE(pipeline.Write(kLeaf0, TableId::kHostRoute, PlainBytes(key), {}));
    EXPECT_FALSE(pipeline.Write(kLeaf0, kTrunkVlanTable, PlainBytes(key).first(4), {}));
    EXPECT_FALSE(pipeline.Write(kLeaf0, kTrunkVlanTable, PlainBytes(key), PlainBytes(key)));
    EXPECT_FALSE(pipeline.Erase(kLeaf0, kTrunkVlanTable, PlainBytes(key)));
}

} // namespace
} // namespace ns3::vnlab::test
