// SPDX-License-Identifier: GPL-2.0-only
//
// Several controllers share the places: what they say to each other, and who goes on where one fails.

#include "test/plane/several-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// By how many controllers there are.
class PushSeveralTest : public SeveralFixture, public testing::WithParamInterface<uint32_t>
{
  protected:
    PushSeveralTest()
        : SeveralFixture(GetParam())
    {
        RegisterPlaces(places);
    }

    /// @return messages between controllers that a change takes, which has a rule at some places
    uint64_t PeerMessagesOf(const std::vector<EnforcementPoint>& where)
    {
        const uint64_t before = PeerMessages();
        RulesAt rules;
        for (const EnforcementPoint at : where)
        {
            rules.emplace_back(at, 1);
        }
        plane.Submit(Pending(rules), Note());
        Simulator::Run();
        return PeerMessages() - before;
    }

    std::vector<EnforcementPoint> AllOf(EnforcementPoint (*of)(uint32_t)) const
    {
        std::vector<EnforcementPoint> all;
        for (uint32_t index = 0; index < GetParam(); ++index)
        {
            all.push_back(of(index));
        }
        return all;
    }
};

TEST_P(PushSeveralTest, AChangeAtTheHostsOfAllDomainsTakesTwoMessagesToEachOtherController)
{
    EXPECT_EQ(PeerMessagesOf(AllOf(HostOf)), 2U * (GetParam() - 1));
    EXPECT_THAT(m_messages, ElementsAre(2U * GetParam()));
}

TEST_P(PushSeveralTest, WithHooksTheBarrierBetweenTakesTwoMore)
{
    EXPECT_EQ(PeerMessagesOf(places), 4U * (GetParam() - 1));
    EXPECT_EQ(m_operations.size(), 2U * GetParam());
}

TEST_P(PushSeveralTest, AChangeOfTheCoordinatorsDomainAloneTakesNone)
{
    EXPECT_EQ(PeerMessagesOf({HostOf(0), HookOf(0)}), 0U);
    EXPECT_EQ(PeerMessagesOf({HookOf(GetParam() - 1)}), 2U);
}

TEST_P(PushSeveralTest, NoHookIsToldBeforeAllHostsOfAllDomainsHaveAcknowledged)
{
    RulesAt rules;
    for (const EnforcementPoint at : places)
    {
        rules.emplace_back(at, 1);
    }
    for (uint32_t key = 2; key < 50; ++key) // the last domain's host takes long
    {
        rules.emplace_back(HostOf(GetParam() - 1), key);
    }
    plane.Submit(Pending(rules), Note());
    Simulator::Run();
    int64_t lastHost = 0;
    int64_t firstHook = INT64_MAX;
    for (const Operation& operation : m_operations)
    {
        if (operation.place.kind == PlaceKind::kVmHook)
        {
            firstHook = std::min(firstHook, operation.at_us);
        }
        else
        {
            lastHost = std::max(lastHost, operation.at_us);
        }
    }
    // Acknowledged in 1 ms, reported in 1 ms, told in 1 ms, sent in 1 ms.
    EXPECT_GE(firstHook, lastHost + 2'000);
}

TEST_P(PushSeveralTest, ControllersWorkOnTheirHandshakesAtATime)
{
    // Each on a host, a hook, and on its end of the channels between controllers.
    EXPECT_EQ(plane.CpuTime(), MilliSeconds(10) * (2 * GetParam() + 2 * (GetParam() - 1)));
    for (uint32_t other = 1; other < GetParam(); ++other)
    {
        EXPECT_EQ(cpus[other].Used(), MilliSeconds(3 * 10));
    }
}

INSTANTIATE_TEST_SUITE_P(Controllers, PushSeveralTest, testing::Values(2, 3, 5));

/// Two controllers, of which the second has host 1 and hook 1.
class TakeOverTest : public SeveralFixture
{
  protected:
    TakeOverTest()
        : SeveralFixture(2)
    {
        RegisterPlaces({HostOf(0), HostOf(1)});
    }

    void FailAt(Time at, uint32_t controller)
    {
        Simulator::Schedule(at, [this, controller] { SetDown(controller, true); });
    }

    static Time Detection()
    {
        return MilliSeconds(kDetection_ms);
    }

    /// Of the handshake of one agent, and until it has said how far it has come.
    const Time m_reopened{MilliSeconds(10 + 5 + 3 + 1)};
    /// A message of one rule: worked out, and then there, obeyed and acknowledged.
    const Time m_worked{MicroSeconds(100 + 30)};
    const Time m_acked{MilliSeconds(2) + MicroSeconds(1)};
};

TEST_F(TakeOverTest, TakesDetectionHandshakeAndResync)
{
    plane.Submit(Pending({{HostOf(1), 1}}), Note());
    // Told after 30 us, there 1 ms later, worked out 130 us later, when there is nobody to send it.
    const Time failed = MicroSeconds(1'100);
    FailAt(failed, 1);
    Simulator::Run();
    EXPECT_THAT(m_doneAt,
                ElementsAre(began + failed + Detection() + m_reopened + m_worked + m_acked));
    EXPECT_THAT(KeysAt(HostOf(1)), ElementsAre(1));
    EXPECT_EQ(plane.Traffic().resyncMessages, 3U);
    EXPECT_EQ(PeerMessages(), 1U) << "the coordinator took it over itself";
}

TEST_F(TakeOverTest, APartThatNeverArrivedIsSentByTheNext)
{
    FailAt(Time(0), 1);
    Simulator::Schedule(Time(0), [this] { plane.Submit(Pending({{HostOf(1), 1}}), Note()); });
    Simulator::Run();
    // It waits for the channel, and is what the agent lacks when that is open.
    EXPECT_THAT(m_doneAt, ElementsAre(began + Detection() + m_reopened + m_worked + m_acked));
    EXPECT_EQ(plane.Traffic().resyncMessages, 3U);
}

TEST_F(TakeOverTest, TheCoordinatorsWorkIsGoneOnWithToo)
{
    plane.Submit(Pending({{HostOf(0), 1}, {HostOf(1), 2}, {HookOf(0), 3}, {HookOf(1), 4}}), Note());
    FailAt(MicroSeconds(1'500), 0);
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 1U);
    for (const uint32_t key : {1, 2, 3, 4})
    {
        EXPECT_EQ(std::ranges::count(m_operations, key, &Operation::key), 1) << key;
    }
}

TEST_F(TakeOverTest, AFailureThatIsOverBeforeItIsDetectedIsNone)
{
    FailAt(Time(0), 1);
    Simulator::Schedule(MilliSeconds(100), [this] { SetDown(1, false); });
    Simulator::Run();
    EXPECT_EQ(plane.Traffic().resyncMessages, 0U);
    EXPECT_EQ(plane.CpuTime(), MilliSeconds(4 * 10));
}

TEST_F(TakeOverTest, ARepairedControllerGetsItsPlacesBack)
{
    FailAt(Time(0), 1);
    Simulator::Schedule(Seconds(1), [this] { SetDown(1, false); });
    Simulator::Run();
    const Time before = cpus[1].Used();
    plane.Submit(Pending({{HostOf(1), 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(plane.Traffic().resyncMessages, 2U);
    // The channel to the coordinator is opened again, too.
    EXPECT_EQ(cpus[1].Used() - before, MilliSeconds(10) + m_worked + MicroSeconds(30));
}

TEST_F(TakeOverTest, WhereAllFailChangesArePendingUntilOneIsRepaired)
{
    FailAt(Time(0), 1);
    FailAt(MilliSeconds(50), 0);
    Simulator::Schedule(Seconds(1),
                        [this] {
                            plane.Submit(Pending({{HostOf(0), 1}, {HostOf(1), 2}}), Note());
                        });
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    EXPECT_THAT(m_doneAt, IsEmpty());
    EXPECT_THAT(m_operations, IsEmpty());
    SetDown(1, false);
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 1U);
    EXPECT_THAT(KeysAt(HostOf(0)), ElementsAre(1));
    EXPECT_THAT(KeysAt(HostOf(1)), ElementsAre(2));
}

TEST_F(TakeOverTest, AServerThatIsNoControllerConcernsNobody)
{
    plane.SetServerDown(ServerId{9}, true);
    Simulator::Run();
    EXPECT_EQ(plane.Traffic().resyncMessages, 0U);
}

} // namespace
} // namespace ns3::vnlab::test
