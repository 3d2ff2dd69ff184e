// SPDX-License-Identifier: GPL-2.0-only
//
// Batching: what waits for the controller and is for one place leaves as one message.

#include "test/plane/push-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// 100 us a rule, 30 us a message.
class PushBatchTest : public PushFixture
{
  protected:
    PushBatchTest()
        : PushFixture({.rule = MicroSeconds(100), .message = MicroSeconds(30)}, 1, {}, {}, true)
    {
        PendingRules none;
        m_plane.Register({kHost, kOtherHost}, none, [](uint64_t) {});
        Simulator::Run();
        m_began = Simulator::Now();
    }

    Time m_began;
};

TEST_F(PushBatchTest, UpdatesThatWaitLeaveAsOneMessage)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    m_plane.Submit(Pending({{kHost, 2}, {kHost, 3}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1, 2, 3));
    EXPECT_EQ(m_plane.Traffic().messages, 2U);
    EXPECT_THAT(m_messages, ElementsAre(2, 0)) << "it counts with the first";
    EXPECT_EQ(m_plane.CpuTime(), MicroSeconds(3 * 100 + 30));
    const Time done = m_began + MicroSeconds(330) + MilliSeconds(2) + MicroSeconds(3);
    EXPECT_THAT(m_doneAt, ElementsAre(done, done));
}

TEST_F(PushBatchTest, WhatHasLeftIsNotJoined)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Schedule(MicroSeconds(131),
                        [this] {
                            m_plane.Submit(Pending({{kHost, 2}}), Note());
                        });
    Simulator::Run();
    EXPECT_THAT(m_messages, ElementsAre(2, 2));
}

TEST_F(PushBatchTest, OtherPlacesHaveTheirOwn)
{
    m_plane.Submit(Pending({{kHost, 1}, {kOtherHost, 2}}), Note());
    m_plane.Submit(Pending({{kHost, 3}, {kOtherHost, 4}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.Traffic().messages, 4U);
}

TEST_F(PushBatchTest, WhatIsTakenBackWaitsForAMessageOfItsOwn)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    m_plane.Submit(Pending({}, {{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1, 1));
    EXPECT_EQ(m_operations.back().what, 'e');
    EXPECT_EQ(m_plane.Traffic().messages, 4U);
}

TEST_F(PushBatchTest, WhatIsWrittenAgainGoesAsItIsLast)
{
    m_plane.Submit(Pending({}, {{kHost, 1}}), Note());
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1));
    EXPECT_EQ(m_operations.back().what, 'w');
}

TEST_F(PushBatchTest, ABatchOfManyRulesIsCutAsAnyOther)
{
    for (uint32_t update = 0; update < 3; ++update)
    {
        RulesAt rules;
        for (uint32_t key = 0; key < 100; ++key)
        {
            rules.emplace_back(kHost, 1000 * (update + 1) + key);
        }
        m_plane.Submit(Pending(rules), Note());
    }
    Simulator::Run();
    EXPECT_EQ(m_operations.size(), 300U);
    EXPECT_THAT(m_messages, ElementsAre(6, 0, 0));
    EXPECT_EQ(m_doneAt.front(), m_doneAt.back());
}

TEST_F(PushBatchTest, NobodyWaitsForABatchWhoseMachineIsGone)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    m_plane.Submit(Pending({{kHost, 2}}), Note());
    m_plane.CloseAgent(kHost);
    m_plane.Submit(Pending({{kHost, 3}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(3));
    EXPECT_EQ(m_doneAt.size(), 3U);
}

TEST_F(PushBatchTest, RefusedRulesAreCounted)
{
    m_plane.Submit(Pending({{kHost, 666}}), Note());
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.Refused(), 1U);
}

} // namespace
} // namespace ns3::vnlab::test
