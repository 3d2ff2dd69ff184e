// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-packing.h"
#include "model/protocol/bgp-session.h"
#include "test/protocol/bgp-hex.h"

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

constexpr SessionConfig kHere{.as = 65000, .identifier = 1};
constexpr SessionConfig kThere{.as = 65000, .identifier = 2};

/// One end, and what it said.
class End
{
  public:
    explicit End(const SessionConfig& config)
        : session(config,
                  {.send = [this](const Bytes& message) { Sent(message); },
                   .established = [this](const Open& open) { peers.push_back(open); },
                   .update = [this](const ReceivedUpdate& update) { updates.push_back(update); },
                   .down = [this](const SessionEnd& end) { ends.push_back(end); }})
    {
    }

    ~End()
    {
        Simulator::Destroy();
    }

    /// @return what was sent since the last call
    Bytes Take()
    {
        return std::exchange(sent, {});
    }

    void Get(const Bytes& bytes)
    {
        session.Receive(bytes);
    }

    /// @return the types of what was sent since the last call
    std::vector<MessageType> TakeTypes()
    {
        MessageCutter cutter;
        cutter.Add(Take());
        std::vector<MessageType> types;
        while (const auto next = cutter.Next())
        {
            types.push_back(std::get<Message>(*next).type);
        }
        return types;
    }

    Bytes sent;
    std::vector<Time> sentAt;
    std::vector<Open> peers;
    std::vector<ReceivedUpdate> updates;
    std::vector<SessionEnd> ends;
    BgpSession session;

  private:
    void Sent(const Bytes& message)
    {
        sent.insert(sent.end(), message.begin(), message.end());
        sentAt.push_back(Simulator::Now());
    }
};

const Bytes kOpenThere =
    EncodeOpen({.as = kThere.as, .holdTime = kThere.holdTime, .identifier = kThere.identifier});

/// Brings an end to Established. @param open of the other one
void
Establish(End& end, const Bytes& open = kOpenThere)
{
    end.session.Start();
    end.Get(open);
    end.Get(EncodeKeepalive());
    ASSERT_EQ(end.session.State(), SessionState::kEstablished);
    end.Take();
}

void
ExpectFailed(const End& end, const Notification& notification)
{
    ASSERT_THAT(end.ends, SizeIs(1));
    EXPECT_EQ(end.ends.front().cause, SessionEnd::Cause::kSent);
    EXPECT_EQ(end.ends.front().notification, notification);
    EXPECT_EQ(end.session.State(), SessionState::kIdle);
    const Bytes last = EncodeNotification(notification);
    ASSERT_GE(end.sent.size(), last.size());
    EXPECT_TRUE(std::equal(last.rbegin(), last.rend(), end.sent.rbegin()));
}

TEST(BgpSessionTest, GoesThroughItsStates)
{
    End end(kHere);
    EXPECT_EQ(end.session.State(), SessionState::kIdle);
    end.session.Start();
    EXPECT_EQ(end.session.State(), SessionState::kOpenSent);
    EXPECT_EQ(end.Take(), EncodeOpen({.as = 65000, .holdTime = 90, .identifier = 1}));
    end.Get(kOpenThere);
    EXPECT_EQ(end.session.State(), SessionState::kOpenConfirm);
    EXPECT_EQ(end.Take(), EncodeKeepalive());
    EXPECT_THAT(end.peers, IsEmpty());
    end.Get(EncodeKeepalive());
    EXPECT_EQ(end.session.State(), SessionState::kEstablished);
    ASSERT_THAT(end.peers, SizeIs(1));
    EXPECT_EQ(end.peers.front().identifier, 2u);
    EXPECT_THAT(end.Take(), IsEmpty());
}

TEST(BgpSessionTest, StatesHaveTheirNames)
{
    EXPECT_EQ(ToString(SessionState::kIdle), "Idle");
    EXPECT_EQ(ToString(SessionState::kEstablished), "Established");
}

TEST(BgpSessionTest, UpdatesArriveAndAreSentWhenEstablishedOnly)
{
    const Update endOfRib{.endOfRib = true};
    End end(kHere);
    end.session.SendUpdate(EncodeUpdate(endOfRib));
    EXPECT_THAT(end.sent, IsEmpty());
    Establish(end);
    end.session.SendUpdate(EncodeUpdate(endOfRib));
    EXPECT_EQ(end.Take(), EncodeUpdate(endOfRib));
    end.Get(EncodeUpdate(endOfRib));
    EXPECT_THAT(end.updates, ElementsAre(ReceivedUpdate{endOfRib, {}}));
}

TEST(BgpSessionTest, LesserHoldTimeCounts)
{
    End end(kHere);
    Establish(end, EncodeOpen({.as = 65000, .holdTime = 9, .identifier = 2}));
    EXPECT_EQ(end.session.HoldTime(), 9);
    Simulator::Stop(Seconds(8));
    Simulator::Run();
    EXPECT_THAT(end.TakeTypes(), ElementsAre(MessageType::kKeepalive, MessageType::kKeepalive));
    EXPECT_EQ(end.sentAt.back(), Seconds(6));
}

TEST(BgpSessionTest, KeepalivesComeEvery30Seconds) // RFC 4271 §10
{
    End end(kHere);
    Establish(end);
    const size_t before = end.sentAt.size();
    for (int second : {25, 50, 75})
    {
        Simulator::Schedule(Seconds(second), [&end] { end.Get(EncodeKeepalive()); });
    }
    Simulator::Stop(Seconds(91));
    Simulator::Run();
    EXPECT_THAT(std::vector(end.sentAt.begin() + static_cast<ptrdiff_t>(before), end.sentAt.end()),
                ElementsAre(Seconds(30), Seconds(60), Seconds(90)));
}

TEST(BgpSessionTest, UpdateSentPutsTheNextKeepaliveOff)
{
    End end(kHere);
    Establish(end);
    Simulator::Schedule(Seconds(29),
                        [&end] { end.session.SendUpdate(EncodeUpdate({.endOfRib = true})); });
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    EXPECT_EQ(end.sentAt.back(), Seconds(59));
}

TEST(BgpSessionTest, SilenceEndsItAfterTheHoldTime)
{
    End end(kHere);
    Establish(end);
    Simulator::Schedule(Seconds(10), [&end] { end.Get(EncodeUpdate({})); });
    Simulator::Stop(Seconds(99.999));
    Simulator::Run();
    EXPECT_THAT(end.ends, IsEmpty());
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    ExpectFailed(end, {ErrorCode::kHoldTimer, 0, {}});
    EXPECT_EQ(end.sentAt.back(), Seconds(100));
}

TEST(BgpSessionTest, SilenceInsteadOfAnOpenEndsItAfterFourMinutes) // RFC 4271 §8.2.2
{
    End end(kHere);
    end.session.Start();
    Simulator::Run();
    ExpectFailed(end, {ErrorCode::kHoldTimer, 0, {}});
    EXPECT_EQ(Simulator::Now(), Seconds(240));
}

TEST(BgpSessionTest, HoldTimeOfZeroMeansNoTimers)
{
    End end({.as = 65000, .identifier = 1, .holdTime = 0});
    Establish(end);
    Simulator::Run();
    EXPECT_EQ(end.session.State(), SessionState::kEstablished);
    EXPECT_THAT(end.sent, IsEmpty());
    EXPECT_LE(Simulator::Now(), Seconds(240)); // where the event of the first hold time was
}

TEST(BgpSessionTest, OtherEndsThatDoNotFitAreRefused)
{
    const auto refused = [](const Open& open, const Notification& why)
    {
        End end(kHere);
        end.session.Start();
        end.Get(EncodeOpen(open));
        ExpectFailed(end, why);
        EXPECT_THAT(end.peers, IsEmpty());
    };
    refused({.as = 65001, .identifier = 2}, {ErrorCode::kOpen, openerror::kPeerAs, {}});
    refused({.as = 65000, .identifier = 1}, {ErrorCode::kOpen, openerror::kIdentifier, {}});
    // RFC 5492 §5: the data are the capabilities that are missing.
    const Notification capability{
        ErrorCode::kOpen, openerror::kCapability, FromHex("01 04 0019 00 46 41 04 0000fde8")};
    refused({.as = 65000, .identifier = 2, .families = {{1, 1}}}, capability);
    refused({.as = 65000, .fourByteAs = false, .identifier = 2}, capability);
}

TEST(BgpSessionTest, MessagesOutOfTheirStateEndIt) // RFC 6608 §3
{
    End early(kHere);
    early.session.Start();
    early.Get(EncodeKeepalive());
    ExpectFailed(early, {ErrorCode::kStateMachine, 1, {}});

    End unconfirmed(kHere);
    unconfirmed.session.Start();
    unconfirmed.Get(kOpenThere);
    unconfirmed.Get(EncodeUpdate({}));
    ExpectFailed(unconfirmed, {ErrorCode::kStateMachine, 2, {}});

    End late(kHere);
    Establish(late);
    late.Get(kOpenThere);
    ExpectFailed(late, {ErrorCode::kStateMachine, 3, {}});
}

TEST(BgpSessionTest, MalformedMessagesEndItWithTheirError)
{
    End header(kHere);
    Establish(header);
    header.Get(FromHex(VNLAB_BGP_MARKER "0013 09"));
    ExpectFailed(header, {ErrorCode::kHeader, headererror::kType, {9}});

    End open(kHere);
    open.session.Start();
    open.Get(FromHex(VNLAB_BGP_MARKER "001d 01 05 fde8 005a c0000201 00"));
    ExpectFailed(open, {ErrorCode::kOpen, openerror::kVersion, {0, 4}});

    End update(kHere);
    Establish(update);
    update.Get(FromHex(VNLAB_BGP_MARKER "0017 02 0001 0000"));
    ExpectFailed(update, {ErrorCode::kUpdate, updateerror::kAttributeList, {}});
}

TEST(BgpSessionTest, NotificationOfTheOtherEndEndsItWithoutAnAnswer)
{
    End end(kHere);
    Establish(end);
    const Notification cease{ErrorCode::kCease, ceaseerror::kShutdown, {}};
    end.Get(EncodeNotification(cease));
    ASSERT_THAT(end.ends, SizeIs(1));
    EXPECT_EQ(end.ends.front().cause, SessionEnd::Cause::kReceived);
    EXPECT_EQ(end.ends.front().notification, cease);
    EXPECT_THAT(end.sent, IsEmpty());
    Simulator::Run();
    EXPECT_EQ(end.session.State(), SessionState::kIdle);
    EXPECT_THAT(end.ends, SizeIs(1));
}

TEST(BgpSessionTest, StoppedItSaysCease)
{
    End end(kHere);
    end.session.Stop();
    EXPECT_THAT(end.sent, IsEmpty());
    Establish(end);
    end.session.Stop();
    ExpectFailed(end, {ErrorCode::kCease, ceaseerror::kShutdown, {}});
}

TEST(BgpSessionTest, ConnectionThatGoesAwayEndsItOnce)
{
    End end(kHere);
    Establish(end);
    end.session.Closed();
    end.session.Closed();
    ASSERT_THAT(end.ends, SizeIs(1));
    EXPECT_EQ(end.ends.front().cause, SessionEnd::Cause::kClosed);
    EXPECT_THAT(end.sent, IsEmpty());
}

TEST(BgpSessionTest, StartsAgainWithNothingOfTheLastConnection)
{
    End end(kHere);
    Establish(end);
    end.Get(FromHex("ffffff")); // a message that never ends
    end.session.Closed();
    end.Get(EncodeKeepalive()); // late bytes
    Establish(end);
    EXPECT_THAT(end.peers, SizeIs(2));
}

RC_GTEST_PROP(BgpSessionTest, AnyPiecesAreTheSameSession, ())
{
    Bytes stream = kOpenThere;
    for (const Bytes& message : {EncodeKeepalive(),
                                 EncodeUpdate({.endOfRib = true}),
                                 EncodeKeepalive(),
                                 EncodeUpdate({}),
                                 EncodeNotification({ErrorCode::kCease, 4, {}})})
    {
        stream.insert(stream.end(), message.begin(), message.end());
    }
    End end(kHere);
    end.session.Start();
    for (size_t at = 0; at < stream.size();)
    {
        const size_t size = std::min(*rc::gen::inRange<size_t>(1, 60), stream.size() - at);
        end.session.Receive(std::span(stream).subspan(at, size));
        at += size;
    }
    RC_ASSERT(end.peers.size() == 1u);
    RC_ASSERT(end.updates.size() == 2u);
    RC_ASSERT(end.ends.size() == 1u);
    RC_ASSERT(end.ends.front().notification.subcode == 4);
}

RC_GTEST_PROP(BgpSessionTest, NoiseEndsItAndNeverMore, ())
{
    End end(kHere);
    Establish(end);
    Bytes noise = *rc::gen::container<Bytes>(40, rc::gen::arbitrary<uint8_t>());
    noise[0] = 0;
    end.Get(noise);
    RC_ASSERT(end.ends.size() == 1u);
    RC_ASSERT(end.updates.empty());
}

} // namespace
} // namespace ns3::vnlab::bgp
