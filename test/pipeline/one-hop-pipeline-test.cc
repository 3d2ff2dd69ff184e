// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/one-hop-pipeline.h"
#include "test/pipeline/tagged-fabric.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr uint16_t kGreen = 7;
constexpr uint16_t kGrey = 8;
constexpr MacBytes kCarl{2, 0, 0, 0, 0, 1};
constexpr MacBytes kDora{2, 0, 0, 0, 0, 2};

FabricShape
TwoRacksFourSpines()
{
    return {.topology = {.racks = 2, .hostsPerRack = 2, .spines = 4}, .wan = {}};
}

/// Two racks with two hosts each; VLAN 7 on all ports, VLAN 8 on host 0's.
class OneHopTest : public testing::Test
{
  protected:
    OneHopTest()
    {
        cloud.Use(std::make_unique<OneHopPipeline>(cloud.fabric, cloud.shape.wan, 2, Seconds(300)));
        for (uint32_t host = 0; host < 4; ++host)
        {
            cloud.Allow(Topology().HostDown({host}), kGreen);
        }
        cloud.Allow(Topology().HostDown({0}), kGrey);
    }

    const ns3::vnlab::Topology& Topology() const
    {
        return cloud.shape.topology;
    }

    static NodeRef Host(uint32_t host)
    {
        return {NodeKind::kHost, host};
    }

    TaggedFabric cloud{TwoRacksFourSpines()};
};

TEST_F(OneHopTest, FlowsToAKnownAddressSpreadOverAllSpines)
{
    cloud.Send({3}, MakeTaggedFrame(kGreen, kDora, kBroadcastMac));
    std::set<LinkId> uplinks;
    for (uint32_t hash = 0; hash < 16; ++hash)
    {
        cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora, hash));
        EXPECT_THAT(cloud.reached, ElementsAre(Host(3)));
        ASSERT_EQ(cloud.taken.size(), 4u);
        uplinks.insert(cloud.taken[2]);
    }
    EXPECT_EQ(uplinks.size(), 4u);
}

TEST_F(OneHopTest, WhatALeafHasLearnedAllKnow)
{
    cloud.Send({3}, MakeTaggedFrame(kGreen, kDora, kDora)); // reaches nobody
    EXPECT_THAT(cloud.reached, IsEmpty());
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(3)));
}

TEST_F(OneHopTest, UnknownAddressIsFloodedToThePortsOfItsVlan)
{
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(1), Host(2), Host(3)));
    EXPECT_EQ(cloud.bridges->OverflowFloods(), 0u);
}

TEST_F(OneHopTest, PortTakesItsVlansAloneAndKnowsThemApart)
{
    cloud.Send({1}, MakeTaggedFrame(kGrey, kDora, kBroadcastMac));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 1u);
    EXPECT_EQ(cloud.bridges->Stations({NodeKind::kSpine, 0}), 0u);
    cloud.Send({0}, MakeTaggedFrame(kGrey, kDora, kBroadcastMac)); // alone in its VLAN
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_FILTERED), 1u);
    cloud.Send({1}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(0), Host(2), Host(3)));
}

TEST_F(OneHopTest, FrameToWhereItCameFromIsFiltered)
{
    cloud.Send({0}, MakeTaggedFrame(kGreen, kDora, kBroadcastMac));
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_FILTERED), 1u);
}

TEST_F(OneHopTest, PortThatLosesTheVlanIsNotSentTo)
{
    cloud.Send({3}, MakeTaggedFrame(kGreen, kDora, kBroadcastMac));
    const TrunkVlanKey key{Topology().HostDown({3}), kGreen, kGreen};
    EXPECT_TRUE(cloud.bridges->Erase({NodeKind::kLeaf, 1}, kTrunkVlanTable, PlainBytes(key)));
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(1), Host(2)));
}

TEST_F(OneHopTest, FullTableFloodsAndCounts)
{
    constexpr MacBytes third{2, 0, 0, 0, 0, 3};
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kBroadcastMac));
    cloud.Send({1}, MakeTaggedFrame(kGreen, kDora, kBroadcastMac));
    cloud.Send({2}, MakeTaggedFrame(kGreen, third, kBroadcastMac));
    EXPECT_EQ(cloud.bridges->OverflowFloods(), 0u); // broadcasts are no overflow
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, third));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(1), Host(2), Host(3)));
    EXPECT_EQ(cloud.bridges->Counts(),
              (std::map<std::string, double>{{"stations_max", 2}, {"overflow_floods", 1}}));
}

TEST_F(OneHopTest, FailureIsRoutedAroundAndTheTableStays)
{
    cloud.Send({3}, MakeTaggedFrame(kGreen, kDora, kBroadcastMac));
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    const LinkId uplink = cloud.taken[2];
    cloud.fabric.LearnFailure(uplink, true);
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kDora));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(3)));
    EXPECT_NE(cloud.taken[2], uplink);
    cloud.Send({0}, MakeTaggedFrame(kGreen, kCarl, kBroadcastMac));
    EXPECT_THAT(cloud.reached, ElementsAre(Host(1), Host(2), Host(3)));
    EXPECT_THAT(cloud.taken, testing::Not(testing::Contains(uplink)));
}

constexpr MacBytes
MacOfHost(uint32_t host)
{
    return {2, 0, 0, 0, 1, static_cast<uint8_t>(host)};
}

RC_GTEST_PROP(OneHopPipeline, CopiesReachOnceWhomAFrameToThemAloneReachesAndTakeALinkOnce, ())
{
    TaggedFabric bridged(RandomFabric());
    const ns3::vnlab::Topology& t = bridged.shape.topology;
    bridged.Use(
        std::make_unique<OneHopPipeline>(bridged.fabric, bridged.shape.wan, 100, Seconds(10'000)));
    const HostId from{*rc::gen::inRange<uint32_t>(0, t.Hosts())};
    std::vector<HostId> members;
    for (uint32_t host = 0; host < t.Hosts(); ++host)
    {
        if (HostId{host} == from || *rc::gen::arbitrary<bool>())
        {
            bridged.Allow(t.HostDown({host}), kGreen);
            members.push_back({host});
        }
    }
    for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
    {
        const LinkId link{*rc::gen::inRange<uint32_t>(0, t.Links())};
        if (t.JoinsSwitches(link))
        {
            bridged.fabric.LearnFailure(link, true);
        }
    }
    std::vector<NodeRef> alone;
    const auto hash = *rc::gen::arbitrary<uint32_t>();
    for (const HostId member : members)
    {
        const MacBytes mac = MacOfHost(member.value);
        bridged.Send(member, MakeTaggedFrame(kGreen, mac, mac)); // from now on it is known
        bridged.Send(from, MakeTaggedFrame(kGreen, MacOfHost(from.value), mac, hash));
        RC_ASSERT(bridged.reached.size() <= 1);
        alone.insert(alone.end(), bridged.reached.begin(), bridged.reached.end());
    }
    bridged.Send(from, MakeTaggedFrame(kGreen, MacOfHost(from.value), kBroadcastMac, hash));
    RC_ASSERT(bridged.reached == alone);
    RC_ASSERT(std::ranges::adjacent_find(bridged.taken) == bridged.taken.end());
}

} // namespace
} // namespace ns3::vnlab::test
