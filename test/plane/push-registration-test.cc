// SPDX-License-Identifier: GPL-2.0-only
//
// What it takes until agents are registered: the controller's end of each handshake, one after the
// other on its cores, two round trips and a half, and the agent's end.

#include "test/plane/push-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

PushCosts
Handshakes()
{
    return {.handshake = MilliSeconds(10), .agentHandshake = MilliSeconds(3)};
}

class PushRegistrationTest : public PushFixture
{
  protected:
    PushRegistrationTest()
        : PushFixture(Handshakes())
    {
    }

    Time RegisteredBy(PushPlane& plane, const std::vector<EnforcementPoint>& places)
    {
        PendingRules none;
        plane.Register(places, none, Note());
        EXPECT_THAT(m_doneAt, IsEmpty());
        Simulator::Run();
        EXPECT_EQ(m_doneAt.size(), 1U);
        return m_doneAt.empty() ? Time(0) : m_doneAt.back();
    }

    const std::vector<EnforcementPoint> m_all{kHost, kOtherHost, kHook, kOtherHook};
};

TEST_F(PushRegistrationTest, NoPlaceIsRegisteredAtOnceButNotWithinTheCall)
{
    EXPECT_EQ(RegisteredBy(m_plane, {}), Time(0));
    EXPECT_EQ(m_plane.Traffic().bytes, 0);
}

TEST_F(PushRegistrationTest, AHandshakeIsTheControllersWorkTwoAndAHalfRoundTripsAndTheAgentsWork)
{
    EXPECT_EQ(RegisteredBy(m_plane, {kHost}), MilliSeconds(10 + 5 * 1 + 3));
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(10));
    EXPECT_EQ(m_plane.Traffic().messages, 0);
}

TEST_F(PushRegistrationTest, HandshakesWaitForTheCoreOneAfterTheOtherAndHooksForTheirHosts)
{
    // Hosts leave at 10 and 20 ms, of which the second has the long way; hooks 10 and 20 ms later.
    const int64_t hosts = 20 + 5 * 10 + 3;
    EXPECT_EQ(RegisteredBy(m_plane, m_all), MilliSeconds(hosts + 20 + 5 * 1 + 3));
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(4 * 10));
}

TEST_F(PushRegistrationTest, TwoCoresWorkOnTwoHandshakesAtATime)
{
    Controller controller(*this, Handshakes(), 2);
    const int64_t hosts = 10 + 5 * 10 + 3;
    EXPECT_EQ(RegisteredBy(controller.plane, m_all), MilliSeconds(hosts + 10 + 5 * 1 + 3));
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(4 * 10));
}

TEST_F(PushRegistrationTest, WhatAMachineProvesIsCheckedWhenItStartsAndNotWhenItMoves)
{
    PushCosts costs = Handshakes();
    costs.attestation = MilliSeconds(7);
    Controller controller(*this, costs, 1);
    EXPECT_EQ(RegisteredBy(controller.plane, {kHook}), MilliSeconds(10 + 7 + 5 * 1 + 3));
    controller.address[kHook] = 99;
    controller.plane.MoveAgent(kHook, 99);
    controller.plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(10 + 7 + 10));
    controller.plane.CloseAgent(kHook); // it stops, and starts again
    controller.plane.Submit(Pending({{kHook, 2}}), Note());
    Simulator::Run();
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(2 * (10 + 7) + 10));
}

TEST_F(PushRegistrationTest, AgentsStartWhileTheControllerWorks)
{
    // Hooks are asked from 63 ms on, and have loaded their programs 50 ms later, both of them.
    Controller controller(*this, Handshakes(), 2, MilliSeconds(50));
    EXPECT_EQ(RegisteredBy(controller.plane, m_all), MilliSeconds(63 + 50 + 3 + 2 * 1));
}

TEST_F(PushRegistrationTest, WhatHooksAreReachedWithIsSentBeforeTheyRegister)
{
    PendingRules rules = Pending({{kHost, 1}, {kOtherHost, 2}, {kHook, 3}});
    m_plane.Register(m_all, rules, Note());
    EXPECT_THAT(rules.infrastructure, IsEmpty());
    EXPECT_EQ(rules.hooks.size(), 1U);
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1));
    EXPECT_THAT(KeysAt(kOtherHost), ElementsAre(2));
    EXPECT_THAT(KeysAt(kHook), IsEmpty());
    EXPECT_THAT(m_messages, ElementsAre(4));
}

TEST_F(PushRegistrationTest, WithoutHooksAllRulesWaitForTheDeployment)
{
    PendingRules rules = Pending({{kHost, 1}});
    m_plane.Register({kHost, kOtherHost}, rules, Note());
    Simulator::Run();
    EXPECT_EQ(rules.infrastructure.size(), 1U);
    EXPECT_THAT(m_operations, IsEmpty());
}

TEST_F(PushRegistrationTest, ARegisteredAgentIsSentRulesWithoutAnotherHandshake)
{
    RegisteredBy(m_plane, {kHost});
    const Time before = Simulator::Now();
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(10));
    EXPECT_EQ(m_doneAt.back() - before, MilliSeconds(2) + MicroSeconds(1));
}

TEST_F(PushRegistrationTest, AnAgentThatIsNotRegisteredPaysTheHandshakeBeforeItsRules)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_doneAt, ElementsAre(MilliSeconds(10 + 4 * 1 + 3 + 2 * 1) + MicroSeconds(1)));
    EXPECT_EQ(m_plane.CpuTime(), MilliSeconds(10));
}

TEST_F(PushRegistrationTest, AnAgentThatMovedPaysAgainAndItsProgramsAreThere)
{
    Controller controller(*this, Handshakes(), 1, MilliSeconds(50));
    RegisteredBy(controller.plane, {kHook});
    controller.address[kHook] = 99;
    controller.plane.MoveAgent(kHook, 99);
    const Time before = Simulator::Now();
    controller.plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(2 * 10));
    EXPECT_EQ(m_doneAt.back() - before, MilliSeconds(10 + 4 * 1 + 3 + 2 * 1) + MicroSeconds(1));
}

TEST_F(PushRegistrationTest, AnAgentThatMovedWithAMessageOnItsWayIsCalledWhenItsHostLeadsToIt)
{
    constexpr uint32_t moved = 99;
    m_plane.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Schedule(MicroSeconds(17'500), // the update is on its way
                        [this]
                        {
                            m_address[kHook] = moved;
                            m_plane.MoveAgent(kHook, moved);
                            m_plane.Submit(Pending({{kOtherHost, 2}}), Note());
                        });
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHook), ElementsAre(1));
    EXPECT_THAT(m_messages, ElementsAre(2, 2));
    ASSERT_EQ(m_operations.front().place, kOtherHost);
    const Time hostAcked = MicroSeconds(m_operations.front().at_us) + MilliSeconds(10);
    EXPECT_EQ(m_controller.firstSentTo.at(moved), hostAcked + MilliSeconds(10));
}

TEST_F(PushRegistrationTest, NobodyWaitsForAnAgentWhoseMachineIsGone)
{
    Simulator::Schedule(MilliSeconds(15), [this] { m_plane.CloseAgent(kOtherHost); });
    EXPECT_EQ(RegisteredBy(m_plane, {kHost, kOtherHost}), MilliSeconds(18));
}

} // namespace
} // namespace ns3::vnlab::test
