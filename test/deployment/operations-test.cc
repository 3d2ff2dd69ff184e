// SPDX-License-Identifier: GPL-2.0-only
//
// What can be done to a running cloud, under every design: what was reached before is reached again.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, one on each of four hosts behind two leaves.
class OperationsTest : public testing::TestWithParam<std::string>
{
  protected:
    OperationsTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_cloud(Automated(GetParam()), m_scenario)
    {
        m_cloud.Start();
    }

    HostId HostOf(VmId vm)
    {
        return m_cloud.plan.HostOf(vm, m_cloud.Cloud().Version());
    }

    /// Moves VM 0 to a host and waits until that is done.
    void Move(HostId to)
    {
        m_cloud.Cloud().Operate().Move(
            m_mover,
            to,
            MilliSeconds(60),
            [this](const ChangeReport& report) { m_report = report; },
            [this](uint64_t messages) { m_messages = messages; });
        m_cloud.RunFor(Seconds(5));
    }

    std::string WhyNot(VmId vm, HostId to)
    {
        try
        {
            m_cloud.Cloud().Operate().Move(
                vm, to, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "moved";
    }

    const VmId m_mover{0};
    CloudScenario m_scenario;
    CloudFixture m_cloud;
    std::optional<ChangeReport> m_report;
    std::optional<uint64_t> m_messages;
};

TEST_P(OperationsTest, MovedVmReachesItsPeersAndTheyReachIt)
{
    for (const uint32_t to : {3, 1, 0})
    {
        Move(HostId{to});
        EXPECT_EQ(HostOf(m_mover), HostId{to});
        EXPECT_TRUE(m_messages);
        for (const uint32_t peer : {1, 2, 3})
        {
            EXPECT_THAT(m_cloud.Send(m_mover, VmId{peer}), ElementsAre(VmId{peer})) << to;
            EXPECT_THAT(m_cloud.Send(VmId{peer}, m_mover), ElementsAre(m_mover)) << to;
        }
    }
}

TEST_P(OperationsTest, MoveChangesTheVmsPlaceAndNothingThatItsTenantWants)
{
    Move(HostId{3});
    ASSERT_TRUE(m_report);
    EXPECT_THAT(m_report->delta.changedVnics, ElementsAre(VnicId{0}));
    EXPECT_EQ(m_report->delta.changedLinks.size(), 3U);
    EXPECT_THAT(m_report->delta.addedVnics, IsEmpty());
    EXPECT_THAT(m_report->delta.removedVnics, IsEmpty());
    EXPECT_THAT(m_report->delta.addedLinks, IsEmpty());
    EXPECT_THAT(m_report->delta.removedLinks, IsEmpty());
    EXPECT_GT(m_report->rulesTouched, 0U);
}

TEST_P(OperationsTest, VmThatIsOnItsWayIsNotThere)
{
    m_cloud.Cloud().Operate().Move(
        m_mover, HostId{3}, Seconds(10), [](const ChangeReport&) {}, [](uint64_t) {});
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), IsEmpty());
    EXPECT_THAT(m_cloud.Send(m_mover, VmId{1}), IsEmpty());
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(OperationsTest, TwoMovesToOneHostAtATimeEndWithTheAddressOfTheSecond)
{
    for (int i = 0; i < 2; ++i)
    {
        m_cloud.Cloud().Operate().Move(
            m_mover, HostId{3}, MilliSeconds(60), [](const ChangeReport&) {}, [](uint64_t) {});
    }
    m_cloud.RunFor(Seconds(5));
    EXPECT_EQ(m_cloud.Cloud().DeviceOf(VnicId{0}).GetProviderAddress(),
              m_cloud.Cloud().Version().PlaceOf(VnicId{0}).providerAddress);
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(OperationsTest, NobodyIsToldThatAMovedVmStoppedOrStarted)
{
    int told = 0;
    m_cloud.Cloud().OnVmChange([&told](VmId, bool) { ++told; });
    Move(HostId{2});
    EXPECT_EQ(told, 0);
    EXPECT_EQ(m_cloud.Cloud().ActiveVms().size(), 4U);
}

TEST_P(OperationsTest, MoveThatCannotBeIsRefusedWithTheReason)
{
    EXPECT_EQ(WhyNot(m_mover, HostId{0}), "shop/vm-1 cannot move: it is on host 0");
    EXPECT_EQ(WhyNot(m_mover, HostId{4}), "shop/vm-1 cannot move: there is no host 4");
    m_cloud.Cloud().Operate().Fail(HostId{3}, [](uint64_t) {});
    EXPECT_EQ(WhyNot(m_mover, HostId{3}), "shop/vm-1 cannot move: host 3 has failed");
    m_cloud.Cloud().Operate().Stop(m_mover, [](uint64_t) {});
    EXPECT_EQ(WhyNot(m_mover, HostId{1}), "shop/vm-1 cannot move: it does not run");
}

TEST_P(OperationsTest, StoppedVmIsGoneAndComesBack)
{
    m_cloud.Cloud().Operate().Stop(m_mover, [](uint64_t) {});
    m_cloud.RunFor(Seconds(2));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), IsEmpty());
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
    m_cloud.Cloud().Operate().Start(m_mover, [](uint64_t) {});
    m_cloud.RunFor(Seconds(2));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
    EXPECT_THROW(m_cloud.Cloud().Operate().Start(m_mover, [](uint64_t) {}), std::invalid_argument);
}

TEST_P(OperationsTest, FailedHostSendsAndReceivesNothingAndHoldsNoRules)
{
    const HostId host = HostOf(VmId{3});
    std::optional<uint64_t> messages;
    m_cloud.Cloud().Operate().Fail(host, [&messages](uint64_t count) { messages = count; });
    m_cloud.RunFor(Seconds(2));
    EXPECT_TRUE(messages); // nobody waits for the dead
    const Topology& topology = m_cloud.Under().fabric->GetTopology();
    EXPECT_FALSE(m_cloud.Under().fabric->IsUp(topology.HostUp(host)));
    for (const Rule& rule : m_cloud.Cloud().Store().Rules())
    {
        EXPECT_NE(rule.where.at, EnforcementPoint::Of(host));
    }
    EXPECT_THROW(m_cloud.Cloud().Operate().Fail(host, [](uint64_t) {}), std::invalid_argument);
    EXPECT_THROW(m_cloud.Cloud().Operate().Repair(HostOf(VmId{2}), [](uint64_t) {}),
                 std::invalid_argument);
}

TEST_P(OperationsTest, FailedLinkLosesWhatIsSentOnIt)
{
    const LinkId link = m_cloud.Under().fabric->GetTopology().HostDown(HostOf(VmId{3}));
    m_cloud.Cloud().Operate().Fail(link, [](uint64_t) {});
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{3}), IsEmpty());
    EXPECT_GT(m_cloud.Under().drops.Count(VNLAB_DROP_LINK_DOWN), 0U);
    m_cloud.Cloud().Operate().Repair(link, [](uint64_t) {});
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{3}), ElementsAre(VmId{3}));
}

TEST_P(OperationsTest, FailedHostTakesItsVmsAlongAndGivesThemBackWhenItIsRepaired)
{
    const HostId host = HostOf(VmId{3});
    m_cloud.Cloud().Operate().Fail(host, [](uint64_t) {});
    m_cloud.RunFor(Seconds(2));
    EXPECT_EQ(m_cloud.Cloud().ActiveVms().size(), 3U);
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{3}), IsEmpty());
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
    m_cloud.Cloud().Operate().Repair(host, [](uint64_t) {});
    m_cloud.RunFor(Seconds(2) + kToNegotiate);
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{3}), ElementsAre(VmId{3}));
}

TEST_P(OperationsTest, VmThatThePlanLacksIsAddedBehindTheOthersAndReached)
{
    const Specification larger = GenerateSpecification({.kind = "full-mesh", .vms = 5});
    m_cloud.Cloud().Operate().Resubmit(TenantId{0}, larger, [](uint64_t) {});
    m_cloud.RunFor(Seconds(5));
    const VmId added = m_cloud.Vm("vm-5");
    EXPECT_EQ(added, VmId{4});
    EXPECT_THAT(m_cloud.plan.At(added).vnics, ElementsAre(VnicId{4}));
    EXPECT_EQ(m_cloud.Cloud().ActiveVms().size(), 5U);
    for (const uint32_t peer : {0, 1, 2, 3})
    {
        EXPECT_THAT(m_cloud.Send(added, VmId{peer}), ElementsAre(VmId{peer}));
        EXPECT_THAT(m_cloud.Send(VmId{peer}, added), ElementsAre(added));
    }
}

TEST_P(OperationsTest, VmThatCannotBeAddedIsRefusedAndTheNetworkStays)
{
    if (ReachDesign(GetParam()).GetDesign().NumbersByRack())
    {
        GTEST_SKIP() << "racks have more addresses than hosts have room";
    }
    const Specification large = GenerateSpecification({.kind = "full-mesh", .vms = 6});
    try
    {
        m_cloud.Cloud().Operate().Resubmit(TenantId{0}, large, [](uint64_t) {});
        FAIL() << "a subnet of eight addresses holds five VMs";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_STREQ(refusal.what(),
                     "shop/vm-6 cannot be added: path default has no address left in 10.0.0.0/29");
    }
    EXPECT_EQ(m_cloud.Cloud().ActiveVms().size(), 4U);
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(OperationsTest, LimitedVmSendsItsBurstAndTheRateWhereverItIs)
{
    const auto sendFor = [this](int milliseconds)
    {
        m_cloud.arrivals.clear();
        for (int at = 0; at < milliseconds; ++at)
        {
            Simulator::Schedule(
                MilliSeconds(at),
                [this]
                {
                    m_cloud.Cloud().GuestOf(m_mover).SendUdp(
                        m_cloud.plan.At(VnicId{1}).address,
                        kServicePort,
                        kServicePort,
                        Create<Packet>(958)); // 1,000 bytes of IPv4 and UDP, less 42
                });
        }
        m_cloud.RunFor(Seconds(2));
        return m_cloud.arrivals.size();
    };
    const size_t all = 200;
    ASSERT_EQ(sendFor(all), all);
    m_cloud.Cloud().Operate().Limit(m_mover, {.rate_bps = 0, .burst_bytes = 50'000});
    const size_t burst = sendFor(all);
    EXPECT_LE(burst, 50U);
    EXPECT_GE(burst, 45U); // with a tunnel's headers
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_RATE_LIMITED), all - burst);
    Move(HostId{3});
    EXPECT_LE(sendFor(all), 50U);
    m_cloud.Cloud().Operate().Unlimit(m_mover);
    EXPECT_EQ(sendFor(all), all);
}

TEST_P(OperationsTest, ControllerWithoutPowerIsHeardWhenItHasItAgain)
{
    const ServerId controller = m_cloud.Under().Controller().GetId();
    m_cloud.Cloud().Operate().Fail(controller, [](uint64_t) {});
    EXPECT_THROW(m_cloud.Cloud().Operate().Fail(controller, [](uint64_t) {}),
                 std::invalid_argument);
    std::optional<uint64_t> messages;
    m_cloud.Cloud().Operate().Stop(m_mover, [&messages](uint64_t count) { messages = count; });
    m_cloud.RunFor(Seconds(5));
    EXPECT_FALSE(messages);
    m_cloud.Cloud().Operate().Repair(controller, [](uint64_t) {});
    m_cloud.RunFor(Minutes(5));
    EXPECT_TRUE(messages);
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
}

TEST_P(OperationsTest, ChangesThatMeetBrokenChannelsArrive)
{
    const auto breakAll = [this]
    {
        for (uint32_t index = 0; index < 4; ++index)
        {
            m_cloud.Cloud().Operate().BreakChannel(EnforcementPoint::Of(HostId{index}));
            m_cloud.Cloud().Operate().BreakChannel(EnforcementPoint::Of(VnicId{index}));
        }
    };
    uint32_t acked = 0;
    const auto count = [&acked](uint64_t) { ++acked; };
    m_cloud.Cloud().Operate().Stop(m_mover, count);
    breakAll();
    m_cloud.RunFor(Seconds(2));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), IsEmpty());
    breakAll();
    m_cloud.Cloud().Operate().Start(m_mover, count);
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    EXPECT_EQ(acked, 2U);
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
    EXPECT_THAT(m_cloud.Send(m_mover, VmId{2}), ElementsAre(VmId{2}));
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
}

TEST_P(OperationsTest, AChangeDuringAnOutageArrivesWhenTheLinkIsBack)
{
    const Topology& topology = m_cloud.Under().fabric->GetTopology();
    const LinkId link = topology.ServerDown(m_cloud.Under().Controller().GetId());
    std::optional<uint64_t> messages;
    m_cloud.Cloud().Operate().Fail(link, [](uint64_t) {});
    m_cloud.Cloud().Operate().Stop(m_mover, [&messages](uint64_t count) { messages = count; });
    m_cloud.RunFor(Minutes(10)); // channels break after three
    EXPECT_FALSE(messages);
    m_cloud.Cloud().Operate().Repair(link, [](uint64_t) {});
    m_cloud.RunFor(Seconds(15)); // they are tried every eight seconds
    EXPECT_TRUE(messages);
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         OperationsTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
