// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-adj-out.h"
#include "test/protocol/bgp-hex.h"
#include "test/protocol/evpn-paths.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint32_t kOwnCluster = 77;

/// A speaker with clients 1 and 2 and other neighbours 3 and 4.
class AdjOut : public testing::Test
{
  protected:
    AdjOut()
    {
        for (uint32_t number = 1; number <= 4; ++number)
        {
            m_out.AddPeer(Neighbour(number));
        }
    }

    static PathSource Neighbour(uint32_t number)
    {
        return SourceOfNumber(number, number <= 2);
    }

    /// @return what has to be told of changes
    std::vector<Outgoing> Tell(const EvpnRib::Changes& changes)
    {
        m_out.Note(changes);
        return m_out.Flush(m_rib);
    }

    std::vector<Outgoing> Say(uint32_t number, const OwnRoute& own)
    {
        return Tell(m_rib.Apply(Neighbour(number), AnnouncementOf(own)));
    }

    static Update Only(const Outgoing& outgoing)
    {
        EXPECT_THAT(outgoing.messages, SizeIs(1));
        return std::get<ReceivedUpdate>(DecodeUpdate(BodyOf(outgoing.messages.front()))).update;
    }

    EvpnRib m_rib{VtepAddress(9), kOwnCluster};
    EvpnAdjOut m_out{kOwnCluster};
};

TEST_F(AdjOut, OwnRoutesGoToAllAsTheyAre)
{
    const OwnRoute own = MacRoute(9, 1);
    const auto told = Tell(m_rib.Originate(std::vector{own}));
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told.front().to, ElementsAre(PeerId{1}, PeerId{2}, PeerId{3}, PeerId{4}));
    EXPECT_EQ(Only(told.front()), AnnouncementOf(own));
}

TEST_F(AdjOut, ClientsRoutesGoToAllOthers) // RFC 4456 §6
{
    const auto told = Say(1, MacRoute(1, 1));
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told.front().to, ElementsAre(PeerId{2}, PeerId{3}, PeerId{4}));
    const PathAttributes attributes = Only(told.front()).attributes;
    EXPECT_EQ(attributes.originatorId, VtepAddress(1));
    EXPECT_THAT(attributes.clusterList, ElementsAre(kOwnCluster));
}

TEST_F(AdjOut, OtherNeighboursRoutesGoToClients)
{
    const auto told = Say(3, MacRoute(3, 1));
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told.front().to, ElementsAre(PeerId{1}, PeerId{2}));
}

TEST_F(AdjOut, OriginatorStaysAndClustersAreAddedInFront) // RFC 4456 §8
{
    OwnRoute reflected = MacRoute(5, 1);
    reflected.attributes.originatorId = VtepAddress(5);
    reflected.attributes.clusterList = {1};
    const auto told = Say(3, reflected);
    ASSERT_THAT(told, SizeIs(1));
    const PathAttributes attributes = Only(told.front()).attributes;
    EXPECT_EQ(attributes.originatorId, VtepAddress(5));
    EXPECT_THAT(attributes.clusterList, ElementsAre(kOwnCluster, 1));
}

TEST_F(AdjOut, RouteThatGoesIsWithdrawnFromThoseWhoHaveIt)
{
    const OwnRoute own = MacRoute(3, 1);
    Say(3, own);
    const auto told = Tell(m_rib.Forget(PeerId{3}));
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told.front().to, ElementsAre(PeerId{1}, PeerId{2}));
    EXPECT_EQ(Only(told.front()), (Update{.withdrawn = {own.route.key}}));
    EXPECT_EQ(m_out.RoutesAt(PeerId{1}), 0u);
}

TEST_F(AdjOut, RouteThatComesFromAnotherNeighbourIsWithdrawnFromHim)
{
    OwnRoute own = MacRoute(5, 1);
    Say(1, own);
    own.attributes.localPreference = 200;
    const auto told = Say(2, own);
    ASSERT_THAT(told, SizeIs(2));
    EXPECT_THAT(told[0].to, ElementsAre(PeerId{2}));
    EXPECT_EQ(Only(told[0]), (Update{.withdrawn = {own.route.key}}));
    EXPECT_THAT(told[1].to, ElementsAre(PeerId{1}, PeerId{3}, PeerId{4}));
}

TEST_F(AdjOut, RoutesOfEqualAttributesAreOneUpdateWheneverTheyCame)
{
    m_out.Note(m_rib.Apply(Neighbour(1), AnnouncementOf(MacRoute(1, 1))));
    m_out.Note(m_rib.Apply(Neighbour(1), AnnouncementOf(MacRoute(1, 2, 1))));
    m_out.Note(m_rib.Apply(Neighbour(1), AnnouncementOf(MacRoute(1, 3))));
    const auto told = m_out.Flush(m_rib);
    ASSERT_THAT(told, SizeIs(2));
    EXPECT_THAT(Only(told[0]).announced, SizeIs(2));
    EXPECT_THAT(Only(told[1]).announced, SizeIs(1));
}

TEST_F(AdjOut, NothingIsToldTwice)
{
    Say(1, MacRoute(1, 1));
    EXPECT_FALSE(m_out.HasNews());
    EXPECT_THAT(m_out.Flush(m_rib), IsEmpty());
    const auto there = m_rib.Apply(Neighbour(1), AnnouncementOf(MacRoute(1, 2)));
    const auto gone = m_rib.Apply(Neighbour(1), {.withdrawn = {MacRoute(1, 2).route.key}});
    m_out.Note(there);
    EXPECT_THAT(Tell(gone), IsEmpty());
}

TEST_F(AdjOut, RouteThatDoesNotFitWhenReflectedIsWithdrawn)
{
    OwnRoute own = MacRoute(1, 1);
    Say(1, own);
    // 4,087 of 4,096 bytes: room for neither an ORIGINATOR_ID nor a CLUSTER_LIST.
    own.attributes.unknown = {{.type = 99, .value = Bytes(4'096 - 9 - 105 - 4)}};
    EXPECT_EQ(EncodeUpdate(AnnouncementOf(own)).size(), 4'096u - 9u);
    const auto told = Say(1, own);
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(Only(told.front()), (Update{.withdrawn = {own.route.key}}));
    EXPECT_EQ(m_out.RoutesAt(PeerId{2}), 0u);
    EXPECT_THAT(Say(1, MacRoute(1, 1)), SizeIs(1));
}

TEST_F(AdjOut, NeighbourWhoLeftIsToldNothing)
{
    m_out.RemovePeer(PeerId{2});
    EXPECT_THAT(Say(1, MacRoute(1, 1)).front().to, ElementsAre(PeerId{3}, PeerId{4}));
    EXPECT_EQ(m_out.RoutesAt(PeerId{2}), 0u);
    EXPECT_THAT(m_out.AddPeer(Neighbour(2)), SizeIs(1));
    EXPECT_EQ(m_out.RoutesAt(PeerId{2}), 1u);
}

} // namespace
} // namespace ns3::vnlab::bgp
