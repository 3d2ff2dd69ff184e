// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-packing.h"
#include "model/protocol/bgp-speaker.h"
#include "test/protocol/bgp-network.h"
#include "test/protocol/evpn-paths.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// Node 0 reflects for VTEPs 1 to `vteps`; all is connected and settled.
struct Star : BgpNetwork
{
    explicit Star(size_t vteps)
    {
        AddReflector();
        for (size_t i = 1; i <= vteps; ++i)
        {
            SetUp(AddLink(0, AddVtep(), true), true);
        }
        Settle();
    }
};

std::vector<EvpnKey>
LocRibKeys(BgpNetwork& network, size_t node)
{
    std::vector<EvpnKey> keys;
    for (const EvpnPath& path : network.At(node).speaker->Rib().AllBest())
    {
        keys.push_back(path.route.key);
    }
    return keys;
}

TEST(BgpSpeakerTest, RouteReachesAllThroughTheReflector)
{
    Star network(3);
    network.Learn(1, MacOf(1));
    network.Settle();
    const EvpnKey key = MacRoute(1, 1).route.key;
    for (size_t node = 0; node <= 3; ++node)
    {
        EXPECT_THAT(LocRibKeys(network, node), ElementsAre(key));
    }
    EXPECT_EQ(network.At(2).instance->VtepOf(MacOf(1)), VtepAddress(1));
    EXPECT_EQ(network.At(3).instance->VtepOf(MacOf(1)), VtepAddress(1));
    EXPECT_THAT(network.At(1).instance->Fdb(), IsEmpty());
    const PathAttributes& reflected = *network.At(2).speaker->Rib().Best(key)->attributes;
    EXPECT_EQ(reflected.originatorId, VtepAddress(1));
    EXPECT_THAT(reflected.clusterList, ElementsAre(VtepAddress(0)));
    EXPECT_EQ(reflected.nextHop, Address::Ipv4(VtepAddress(1)));
}

// n routes, each at a time of its own: n UPDATEs to the reflector, and n - 1 from it for each.
TEST(BgpSpeakerTest, UpdatesAreCountedAsTheClosedFormSays)
{
    constexpr size_t kCount = 5;
    Star network(kCount);
    for (size_t node = 1; node <= kCount; ++node)
    {
        network.JoinSegment(node);
        network.Settle();
    }
    const SpeakerCounts& reflector = network.At(0).speaker->Counts();
    EXPECT_EQ(reflector.updatesReceived, kCount);
    EXPECT_EQ(reflector.updatesSent, kCount * (kCount - 1));
    EXPECT_EQ(network.At(1).speaker->Counts().updatesReceived, kCount - 1);
    EXPECT_THAT(network.At(1).instance->FloodList(), SizeIs(kCount - 1));
}

TEST(BgpSpeakerTest, RoutesThatComeTogetherGoTogether)
{
    Star network(2);
    std::vector<OwnRoute> routes;
    for (uint8_t mac = 0; mac < 100; ++mac)
    {
        routes.push_back(MacRoute(1, mac));
    }
    network.At(1).speaker->Originate(routes);
    network.Settle();
    EXPECT_EQ(network.At(1).speaker->Counts().updatesSent, 1u);
    EXPECT_EQ(network.At(0).speaker->Counts().updatesSent, 1u);
    EXPECT_THAT(LocRibKeys(network, 2), SizeIs(100));
}

TEST(BgpSpeakerTest, LateComerGetsAllAtOnce)
{
    Star network(2);
    network.Learn(1, MacOf(1));
    network.Learn(2, MacOf(2));
    network.JoinSegment(2);
    const size_t link = network.AddLink(0, network.AddVtep(), true);
    network.Settle();
    network.SetUp(link, true);
    network.Settle();
    EXPECT_THAT(LocRibKeys(network, 3),
                UnorderedElementsAre(MacRoute(1, 1).route.key,
                                     MacRoute(2, 2).route.key,
                                     InstanceAt(2).MulticastRoute().route.key));
    EXPECT_EQ(network.At(0).speaker->RoutesAt(PeerId{2}), 3u);
    EXPECT_EQ(network.At(0).speaker->RoutesAt(PeerId{0}), 2u);
}

TEST(BgpSpeakerTest, SessionThatEndsTakesItsRoutesAlong)
{
    Star network(3);
    network.Learn(1, MacOf(1));
    network.Settle();
    network.SetUp(0, false);
    network.Settle();
    EXPECT_THAT(network.At(0).ends, SizeIs(1));
    EXPECT_THAT(LocRibKeys(network, 0), IsEmpty());
    EXPECT_THAT(LocRibKeys(network, 2), IsEmpty());
    EXPECT_THAT(LocRibKeys(network, 1), SizeIs(1));
    network.SetUp(0, true);
    network.Settle();
    EXPECT_THAT(LocRibKeys(network, 2), SizeIs(1));
}

TEST(BgpSpeakerTest, StoppedSessionEndsAtBothEnds)
{
    Star network(2);
    network.At(0).speaker->Stop(PeerId{0});
    network.Settle();
    ASSERT_THAT(network.At(1).ends, SizeIs(1));
    EXPECT_EQ(network.At(1).ends.front().cause, SessionEnd::Cause::kReceived);
    EXPECT_EQ(network.At(0).speaker->State(PeerId{0}), SessionState::kIdle);
    EXPECT_EQ(network.At(0).speaker->State(PeerId{1}), SessionState::kEstablished);
}

TEST(BgpSpeakerTest, WithoutClientsWhatOneNeighbourSaysIsNotToldToAnother) // RFC 4271 §9.2.1
{
    BgpNetwork network;
    network.AddReflector();
    network.SetUp(network.AddLink(0, network.AddVtep(), false), true);
    network.SetUp(network.AddLink(0, network.AddVtep(), false), true);
    network.Settle();
    network.Learn(1, MacOf(1));
    network.Settle();
    EXPECT_THAT(LocRibKeys(network, 0), SizeIs(1));
    EXPECT_THAT(LocRibKeys(network, 2), IsEmpty());
}

TEST(BgpSpeakerTest, OneClusterDoesNotReflectWhatItHasReflected) // RFC 4456 §7
{
    BgpNetwork network;
    network.AddReflector(77);
    network.AddReflector(77);
    network.AddVtep();
    network.SetUp(network.AddLink(0, 1, false), true);
    network.SetUp(network.AddLink(0, 2, true), true);
    network.Settle();
    network.Learn(2, MacOf(1));
    network.Settle();
    EXPECT_THAT(LocRibKeys(network, 0), SizeIs(1));
    EXPECT_THAT(LocRibKeys(network, 1), IsEmpty());
}

/// VTEPs 0 and 1, of which 0 tells changes every 5 s at most; connected.
class WithInterval : public testing::Test
{
  protected:
    WithInterval()
    {
        m_network.AddVtep(Seconds(5));
        m_network.AddVtep();
        m_network.SetUp(m_network.AddLink(0, 1, false), true);
        m_network.Settle();
    }

    /// Lets so much time pass, and messages arrive. @return UPDATEs that the first has sent so far
    uint64_t After(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
        m_network.Settle();
        return m_network.At(0).speaker->Counts().updatesSent;
    }

    BgpNetwork m_network;
};

TEST_F(WithInterval, FirstChangeIsToldAtOnceAndTheNextOnesTogether)
{
    m_network.Learn(0, MacOf(1));
    EXPECT_EQ(After(Seconds(1)), 1u);
    m_network.Learn(0, MacOf(2));
    m_network.Learn(0, MacOf(3));
    EXPECT_EQ(After(Seconds(3.9)), 1u);
    EXPECT_EQ(After(Seconds(0.2)), 2u); // 5 s after the first
    EXPECT_THAT(LocRibKeys(m_network, 1), SizeIs(3));
    m_network.Unlearn(0, MacOf(1)); // withdrawals wait, too
    EXPECT_EQ(After(Seconds(4)), 2u);
    EXPECT_EQ(After(Seconds(1)), 3u);
}

TEST_F(WithInterval, WhatIsAsItWasIsNotTold)
{
    m_network.Learn(0, MacOf(1));
    m_network.Learn(0, MacOf(2));
    m_network.Unlearn(0, MacOf(2));
    m_network.Unlearn(0, MacOf(1));
    m_network.Learn(0, MacOf(1));
    EXPECT_EQ(After(Seconds(60)), 1u);
    EXPECT_THAT(LocRibKeys(m_network, 1), SizeIs(1));
}

TEST_F(WithInterval, LateComerGetsWhatOthersHave)
{
    m_network.Learn(0, MacOf(1));
    m_network.Learn(0, MacOf(2)); // waits
    const size_t link = m_network.AddLink(0, m_network.AddVtep(), false);
    m_network.SetUp(link, true);
    m_network.Settle();
    EXPECT_THAT(LocRibKeys(m_network, 2), SizeIs(1));
    After(Seconds(5));
    EXPECT_THAT(LocRibKeys(m_network, 2), SizeIs(2));
    EXPECT_THAT(LocRibKeys(m_network, 1), SizeIs(2));
}

} // namespace
} // namespace ns3::vnlab::bgp
