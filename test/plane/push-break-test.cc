// SPDX-License-Identifier: GPL-2.0-only
//
// Channels that break: they are opened again, and agents get what they missed and nothing else.

#include "test/plane/push-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const Time kRule = MicroSeconds(100);
const Time kMessage = MicroSeconds(30);
/// A handshake: the controller's work, two and a half round trips of 1 ms a way, the agent's work.
const Time kRegister = MilliSeconds(10 + 5 + 3);
/// The agent says how far it has come.
const Time kResume = MilliSeconds(1);

class PushBreakTest : public PushFixture
{
  protected:
    PushBreakTest()
        : PushFixture({.rule = kRule,
                       .message = kMessage,
                       .handshake = MilliSeconds(10),
                       .agentHandshake = MilliSeconds(3)},
                      1,
                      {},
                      {.userTimeout = Seconds(1), .reconnect = Seconds(2)})
    {
        PendingRules none;
        m_plane.Register(
            {kHost, kOtherHost, kHook, kOtherHook}, none, [this](uint64_t) { ++m_registered; });
        Simulator::Run();
        m_began = Simulator::Now();
    }

    uint64_t ResyncMessages() const
    {
        return m_plane.Traffic().resyncMessages;
    }

    /// @return when an update was done, from the end of the registration on
    Time DoneAfter(size_t update) const
    {
        return m_doneAt.at(update) - m_began;
    }

    int m_registered{0};
    Time m_began;
};

TEST_F(PushBreakTest, AnAgentThatMissedNothingSaysSoInOneMessage)
{
    const Time worked = m_plane.CpuTime();
    m_plane.BreakAgent(kHost);
    Simulator::Run();
    EXPECT_EQ(ResyncMessages(), 1U);
    EXPECT_EQ(m_plane.Traffic().messages, 1U);
    EXPECT_EQ(m_plane.CpuTime() - worked, MilliSeconds(10));
    EXPECT_EQ(m_plane.Counts().at("resync_messages"), 1U);
    EXPECT_EQ(m_registered, 1) << "nobody waits for it a second time";
}

TEST_F(PushBreakTest, WithoutABreakNothingIsCounted)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_plane.Counts(), IsEmpty());
}

TEST_F(PushBreakTest, ChannelsThatWereNeverOpenDoNotBreak)
{
    Controller other(*this, {}, 1);
    other.plane.BreakAgent(kHost);
    other.plane.BreakAgent(EnforcementPoint::Of(HostId{9}));
    Simulator::Run();
    EXPECT_EQ(other.plane.Traffic().bytes, 0U);
}

TEST_F(PushBreakTest, WhatChangedMeanwhileComesInOneMessageErasesFirst)
{
    m_plane.BreakAgent(kHost);
    m_plane.Submit(Pending({{kHost, 1}, {kHost, 2}}), Note());
    m_plane.Submit(Pending({{kHost, 3}}, {{kHost, 1}}), Note());
    m_plane.Submit(Pending({{kHost, 3}, {kHost, 4}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(m_operations.front().what, 'e');
    EXPECT_EQ(ResyncMessages(), 1U + 2U); // kResume; an update and its acknowledgement
    const Time done =
        kRegister + kResume + 4 * kRule + kMessage + MilliSeconds(2) + 4 * MicroSeconds(1);
    EXPECT_EQ(DoneAfter(0), done);
    EXPECT_EQ(DoneAfter(1), done);
    EXPECT_EQ(DoneAfter(2), done);
}

TEST_F(PushBreakTest, ManyRulesThatWereMissedComeInMessagesOf128)
{
    m_controller.cut = {m_address[kHost]};
    m_plane.BreakAgent(kHost);
    Simulator::Schedule(MilliSeconds(500), [this] { m_controller.cut = {}; });
    RulesAt rules;
    for (uint32_t key = 1000; key < 1300; ++key)
    {
        rules.emplace_back(kHost, key);
    }
    m_plane.Submit(Pending(rules), Note());
    Simulator::Run();
    EXPECT_EQ(KeysAt(kHost).size(), 300U);
    EXPECT_EQ(ResyncMessages(), 1U + 2U * 3U);
}

TEST_F(PushBreakTest, AnUpdateThatArrivedIsNotSentAgain)
{
    m_plane.Submit(Pending({{kOtherHost, 1}}), Note());
    // It leaves after 130 us, arrives 10 ms later, and is acknowledged 20 ms after it left.
    Simulator::Schedule(MilliSeconds(15), [this] { m_plane.BreakAgent(kOtherHost); });
    Simulator::Run();
    EXPECT_THAT(KeysAt(kOtherHost), ElementsAre(1));
    EXPECT_EQ(ResyncMessages(), 1U);
    EXPECT_EQ(DoneAfter(0), MilliSeconds(15 + 10 + 5 * 10 + 3 + 10));
}

TEST_F(PushBreakTest, AnUpdateThatWasOnItsWayIsSentAgain)
{
    m_plane.Submit(Pending({{kOtherHost, 1}}), Note());
    Simulator::Schedule(MilliSeconds(5), [this] { m_plane.BreakAgent(kOtherHost); });
    Simulator::Run();
    EXPECT_THAT(KeysAt(kOtherHost), ElementsAre(1));
    EXPECT_EQ(ResyncMessages(), 3U);
}

TEST_F(PushBreakTest, ARuleThatCameAndWentIsNoRefusal)
{
    m_plane.BreakAgent(kHost);
    m_plane.Submit(Pending({{kHost, 666}}), Note());
    m_plane.Submit(Pending({}, {{kHost, 666}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(666));
    EXPECT_EQ(m_plane.Refused(), 0U);
    EXPECT_THAT(m_messages, ElementsAre(2, 2));
}

TEST_F(PushBreakTest, ARuleThatIsRefusedIsCountedOnce)
{
    m_plane.BreakAgent(kHost);
    m_plane.Submit(Pending({{kHost, 666}}), Note());
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.Refused(), 1U);
}

TEST_F(PushBreakTest, AChannelThatBreaksWhileItsAgentIsBroughtUpToDateStartsAnew)
{
    for (const int64_t at_us : {5'000, 18'500, 19'100, 19'500, 20'200, 20'500})
    {
        m_operations.clear();
        m_doneAt.clear();
        m_plane.BreakAgent(kHost);
        m_plane.Submit(Pending({{kHost, 1}, {kHost, 2}}), Note());
        Simulator::Schedule(MicroSeconds(at_us),
                            [this]
                            {
                                m_plane.BreakAgent(kHost);
                                m_plane.Submit(Pending({}, {{kHost, 1}}), Note());
                            });
        Simulator::Run();
        ASSERT_EQ(m_doneAt.size(), 2U) << at_us;
        const Operation& last = m_operations.back();
        EXPECT_TRUE(last.what == 'e' || last.key == 2) << at_us;
    }
}

TEST_F(PushBreakTest, ASilentPathBreaksTheChannelAfterTheUserTimeoutAndIsTriedAgain)
{
    m_controller.cut = {m_address[kHost]};
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Schedule(Seconds(10), [this] { m_controller.cut = {}; });
    Simulator::Run();
    // Sent after 130 us, given up 1 s later; the handshake is worked on once, and then two SYN every
    // 2 s: at 1.01 s, 2.01 s and so on.
    const Time sent = kRule + kMessage;
    const Time syn = sent + Seconds(10) + MilliSeconds(10);
    EXPECT_EQ(DoneAfter(0),
              syn + MilliSeconds(5 + 3) + kResume + kRule + kMessage + MilliSeconds(2) +
                  MicroSeconds(1));
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(5 * 10) + 2 * (kRule + kMessage));
}

TEST_F(PushBreakTest, AnAgentThatLostItsTablesRegistersWithoutBeingAsked)
{
    m_plane.CloseAgent(kHost);
    Simulator::Run();
    const uint64_t before = m_plane.Traffic().bytes;
    m_plane.OpenAgent(kHost);
    Simulator::Run();
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(5 * 10));
    EXPECT_GT(m_plane.Traffic().bytes, before);
    EXPECT_EQ(m_plane.Traffic().messages, 0U);
}

TEST_F(PushBreakTest, AnAgentThatWasNeverConnectedDoesNotRegister)
{
    Controller other(*this, {}, 1);
    other.plane.CloseAgent(kHost);
    other.plane.OpenAgent(kHost);
    Simulator::Run();
    EXPECT_EQ(other.plane.Traffic().bytes, 0U);
}

TEST_F(PushBreakTest, AMachineThatGoesWhileItsAgentIsBroughtUpToDateIsWaitedForByNobody)
{
    m_plane.BreakAgent(kHost);
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Schedule(MicroSeconds(20'200), [this] { m_plane.CloseAgent(kHost); });
    Simulator::Run();
    EXPECT_THAT(m_doneAt, ElementsAre(m_began + MicroSeconds(20'200)));
}

TEST_F(PushBreakTest, AnAgentThatMovesWhileItsChannelIsBrokenIsBroughtUpToDateThere)
{
    constexpr uint32_t moved = 99;
    m_plane.BreakAgent(kHook);
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Schedule(MilliSeconds(12),
                        [this]
                        {
                            m_address[kHook] = moved;
                            m_plane.MoveAgent(kHook, moved);
                            m_plane.Submit(Pending({{kHost, 2}}), Note());
                        });
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHook), ElementsAre(1));
    EXPECT_EQ(m_doneAt.size(), 2U);
    EXPECT_EQ(ResyncMessages(), 3U);
}

} // namespace
} // namespace ns3::vnlab::test
