// SPDX-License-Identifier: GPL-2.0-only
#include "test/plane/push-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

const Time kPerRule = MicroSeconds(100);

class PushTest : public PushFixture
{
  protected:
    PushTest()
        : PushFixture({.rule = kPerRule})
    {
    }
};

TEST_F(PushTest, EmptyDeltaIsDoneAtOnceButNotWithinTheCall)
{
    m_plane.Submit({}, Note());
    EXPECT_THAT(m_messages, IsEmpty());
    Simulator::Run();
    EXPECT_THAT(m_messages, ElementsAre(0));
    EXPECT_THAT(m_doneAt, ElementsAre(Time(0)));
    EXPECT_EQ(m_plane.Traffic().bytes, 0);
}

TEST_F(PushTest, HooksComeAfterAllOfTheInfrastructure)
{
    m_plane.Submit(Pending({{kHook, 1}, {kOtherHook, 2}, {kHost, 3}, {kOtherHost, 4}}), Note());
    Simulator::Run();
    ASSERT_EQ(m_operations.size(), 4);
    EXPECT_THAT((std::vector{m_operations[0].place, m_operations[1].place}),
                ElementsAre(kHost, kOtherHost));
    // The slow host's acknowledgement takes 10 ms, then the hooks' channels open.
    EXPECT_GE(m_operations[2].at_us, m_operations[1].at_us + 10'000);
}

TEST_F(PushTest, IsDoneWhenTheLastAgentHasAcknowledged)
{
    m_plane.Submit(Pending({{kHost, 1}, {kOtherHost, 2}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operationsWhenDone, ElementsAre(2));
    EXPECT_EQ(m_doneAt.front(), MicroSeconds(m_operations.back().at_us) + MilliSeconds(10));
    EXPECT_THAT(m_messages, ElementsAre(4));
    EXPECT_EQ(m_plane.Traffic().messages, 4);
}

TEST_F(PushTest, ChannelIsOpenedOnceForAllUpdates)
{
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    const uint64_t first = m_plane.Traffic().bytes;
    m_plane.Submit(Pending({{kHost, 1}}), Note());
    Simulator::Run();
    const uint64_t second = m_plane.Traffic().bytes - first;
    // One update and one acknowledgement of it, each with its TLS record, its segment's headers and
    // the segment that acknowledges it.
    const uint64_t update = 16 + (4 + 4 + 4);
    EXPECT_EQ(second, update + 16 + 2 * 22 + 4 * 54);
    // The first time also: SYN, SYN-ACK, ACK; three handshake messages and their acknowledgements.
    EXPECT_EQ(first - second, 3 * 54 + 250 + 900 + 750 + 3 * 22 + 6 * 54);
}

TEST_F(PushTest, RefusedRulesAreCounted)
{
    m_plane.Submit(Pending({{kHost, 666}, {kHost, 1}, {kHook, 666}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.Refused(), 2);
    EXPECT_THAT(m_messages, ElementsAre(4));
}

TEST_F(PushTest, ManyRulesGoInMessagesOf128ErasesFirst)
{
    RulesAt erased;
    RulesAt written;
    for (uint32_t key = 0; key < 200; ++key)
    {
        erased.emplace_back(kHost, key);
        written.emplace_back(kHost, 1000 + key);
    }
    m_plane.Submit(Pending(written, erased), Note());
    Simulator::Run();
    EXPECT_THAT(m_messages, ElementsAre(2 * 4)); // 400 rules: 128 + 128 + 128 + 16
    ASSERT_EQ(m_operations.size(), 400);
    for (uint32_t i = 0; i < 400; ++i)
    {
        EXPECT_EQ(m_operations[i].what, i < 200 ? 'e' : 'w');
        EXPECT_EQ(m_operations[i].key, i < 200 ? i : 800 + i);
    }
}

TEST_F(PushTest, WorkingOutARuleTakesTheControllersTime)
{
    m_plane.Submit(Pending({{kHost, 1}, {kHost, 2}, {kOtherHost, 3}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_plane.CpuTime(), 3 * kPerRule);
    // The message to kOtherHost leaves after the work for both: TCP and TLS take two round trips.
    EXPECT_EQ(m_operations.back().at_us,
              (3 * kPerRule + 5 * MilliSeconds(10)).GetMicroSeconds() + 1);
}

TEST_F(PushTest, SendingAMessageTakesTheControllersTimeToo)
{
    PushFixture::Controller controller(*this, {.rule = kPerRule, .message = MicroSeconds(30)}, 1);
    controller.plane.Submit(Pending({{kHost, 1}, {kHost, 2}, {kOtherHost, 3}}), Note());
    Simulator::Run();
    EXPECT_EQ(controller.plane.CpuTime(), 3 * kPerRule + 2 * MicroSeconds(30));
}

TEST_F(PushTest, MessagesToOnePlaceLeaveInOrderHoweverManyCoresWorkOnThem)
{
    PushFixture::Controller controller(*this, {.rule = kPerRule}, 3);
    RulesAt rules;
    std::vector<uint32_t> keys;
    for (uint32_t key = 0; key < 3 * 128 + 1; ++key) // the last message has a rule
    {
        rules.emplace_back(kHost, key);
        keys.push_back(key);
    }
    controller.plane.Submit(Pending(rules), Note());
    controller.plane.Submit(Pending({}, {{kHost, 5}}), Note());
    keys.push_back(5);
    Simulator::Run();
    EXPECT_EQ(KeysAt(kHost), keys);
    EXPECT_EQ(m_operations.back().what, 'e');
}

TEST_F(PushTest, UpdatesOverlapAndAreDoneEachForItself)
{
    m_plane.Submit(Pending({{kOtherHost, 1}}), Note());
    m_plane.Submit(Pending({{kHost, 2}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations, ElementsAre(Field(&Operation::key, 2), Field(&Operation::key, 1)));
    EXPECT_THAT(m_messages, ElementsAre(2, 2));
}

TEST_F(PushTest, LaterUpdateDoesNotOvertakeAnEarlierOneAtTheHooks)
{
    m_plane.Submit(Pending({{kOtherHost, 1}, {kHook, 2}}), Note());
    m_plane.Submit(Pending({}, {{kHook, 2}}), Note());
    Simulator::Run();
    ASSERT_THAT(KeysAt(kHook), ElementsAre(2, 2));
    EXPECT_EQ(m_operations.back().what, 'e') << "the rule that was taken back stayed";
    EXPECT_THAT(m_messages, ElementsAre(4, 2));
}

TEST_F(PushTest, SegmentsOfStrangersAreIgnored)
{
    TcpSegment segment;
    segment.source = 99;
    segment.destination = m_address[kHost];
    segment.sourcePort = segment.destinationPort = kControlPort;
    segment.syn = true;
    segment.ack = false;
    segment.payload = Create<Packet>();
    m_plane.ReceivePacket(segment.destination, MakeFrame(segment));
    m_plane.ReceivePacket(kControllerAddress, MakeFrame(segment));
    m_plane.ReceivePacket(kControllerAddress, Create<Packet>(3));
    Simulator::Run();
    EXPECT_EQ(m_plane.Traffic().bytes, 0);
}

} // namespace
} // namespace ns3::vnlab::test
