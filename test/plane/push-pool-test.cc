// SPDX-License-Identifier: GPL-2.0-only
//
// The node pool: what is for an agent that has not opened its channel is pending until it registers.

#include "test/plane/push-fixture.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Both hosts are in the pool, the hooks are not.
class PushPoolTest : public PushFixture
{
  protected:
    PushPoolTest()
        : PushFixture({.handshake = MilliSeconds(10), .agentHandshake = MilliSeconds(3)})
    {
        PendingRules none;
        m_plane.Register({kHost, kOtherHost}, none, [](uint64_t) {});
        Simulator::Run();
        m_began = Simulator::Now();
    }

    uint64_t RulesThatPended() const
    {
        const auto counts = m_plane.Counts();
        return counts.contains("pending") ? counts.at("pending") : 0;
    }

    /// Until an agent is registered that is asked now.
    const Time m_registers{MilliSeconds(10 + 3 + 5 * 1)};
    Time m_began;
};

TEST_F(PushPoolTest, WhoIsInThePoolHasNothingPending)
{
    m_plane.Submit(Pending({{kHost, 1}, {kOtherHost, 2}}), Note());
    Simulator::Run();
    EXPECT_EQ(RulesThatPended(), 0U);
    EXPECT_THAT(m_plane.RunCounts(), IsEmpty());
}

TEST_F(PushPoolTest, AVmThatStartsWithAChangeHoldsUpItsOwnPartAlone)
{
    m_plane.Submit(Pending({{kHost, 1}, {kHook, 2}, {kHook, 3}}), Note());
    Simulator::Run();
    EXPECT_EQ(RulesThatPended(), 2U);
    const Time hostAcked = MilliSeconds(2) + MicroSeconds(1);
    EXPECT_EQ(m_operations.front().at_us,
              (m_began + hostAcked - MilliSeconds(1)).GetMicroSeconds());
    EXPECT_EQ(m_plane.RunCounts().at("pending_max"), m_registers.GetSeconds());
    // The update leaves with the end of the handshake, which is what the agent has registered with.
    EXPECT_THAT(m_doneAt,
                ElementsAre(m_began + hostAcked + m_registers + MicroSeconds(2) + MilliSeconds(1)));
}

TEST_F(PushPoolTest, TheFirstOfSeveralChangesHasWaitedLongest)
{
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Schedule(MilliSeconds(5), [this] { m_plane.Submit(Pending({{kHook, 2}}), Note()); });
    Simulator::Run();
    EXPECT_EQ(RulesThatPended(), 2U);
    EXPECT_EQ(m_plane.RunCounts().at("pending_max"), m_registers.GetSeconds());
}

TEST_F(PushPoolTest, WhoCannotBeReachedIsPendingForEver)
{
    m_controller.cut.insert(m_address[kHook]);
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Stop(Minutes(10));
    Simulator::Run();
    EXPECT_THAT(m_doneAt, IsEmpty());
    EXPECT_TRUE(std::isinf(m_plane.RunCounts().at("pending_max")));
}

TEST_F(PushPoolTest, WhoGoesBeforeItRegistersHasPendedForNoTime)
{
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Schedule(MilliSeconds(5), [this] { m_plane.CloseAgent(kHook); });
    Simulator::Run();
    EXPECT_EQ(RulesThatPended(), 1U);
    EXPECT_EQ(m_doneAt.size(), 1U);
    EXPECT_THAT(m_plane.RunCounts(), IsEmpty());
}

TEST_F(PushPoolTest, AChannelThatBreaksLeavesItsAgentInThePool)
{
    m_plane.BreakAgent(kHost);
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1));
    EXPECT_EQ(RulesThatPended(), 0U);
}

TEST_F(PushPoolTest, WhoMovesOpensItsChannelAgain)
{
    m_plane.Register({kHook}, *std::make_unique<PendingRules>(), [](uint64_t) {});
    Simulator::Run();
    m_address[kHook] = 99;
    m_plane.MoveAgent(kHook, 99);
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(RulesThatPended(), 1U);
    EXPECT_EQ(m_plane.RunCounts().at("pending_max"), m_registers.GetSeconds());
}

} // namespace
} // namespace ns3::vnlab::test
