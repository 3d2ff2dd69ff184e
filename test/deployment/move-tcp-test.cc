// SPDX-License-Identifier: GPL-2.0-only
//
// How long a TCP connection stands still while a VM moves: until the first of its retransmissions that
// comes after the network has followed. It is ns-3's TCP, with the least timeout that Linux has. Achelous
// (SIGCOMM 2023, section 7.3) has 9.0 s for ICMP and 13.0 s for TCP (doc/published.md).

#include "model/ip/rto-estimator.h"
#include "model/spec/spec-generator.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/cloud-fixture.h"

#include "ns3/config.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint16_t kPort = 80;
const Time kBetween = MilliSeconds(10); ///< two segments

/// A VM that gets a segment every 10 ms moves after a second, and is reached again after a while.
class MoveTcpTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        SetLeastTimeout(NanoSeconds(RtoEstimator::kLeast_ns));
    }

    void TearDown() override
    {
        SetLeastTimeout(Seconds(1)); // ns-3's own
    }

    /// @param downtime,change until it goes on, and from then until rules are worked out
    /// @return from its pause until something comes again
    Time StillFor(Time downtime, Time change)
    {
        const CloudScenario scenario{
            .name = "pair",
            .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 2})}}}};
        CloudFixture cloud(*FindDesign("vxlan"), scenario);
        cloud.helper.SetGuests(GuestKind::kFull);
        cloud.helper.SetCosts(MakeCostTable({{"controller_change", change.GetSeconds()}}));
        cloud.Start();
        const VmId mover{0};
        Guest& sender = cloud.Cloud().GuestOf(VmId{1});
        cloud.Cloud().GuestOf(mover).Listen(ipproto::kTcp, kPort);
        const TcpConnection connection =
            sender.Connect(cloud.plan.At(cloud.plan.At(mover).vnics.front()).address, kPort, 0);
        SendUntilGot(cloud, sender, connection, 100);
        cloud.Cloud().Operate().Move(
            mover, HostId{3}, downtime, [](const ChangeReport&) {}, [](uint64_t) {});
        return SendUntilGot(cloud, sender, connection, 101);
    }

  private:
    static void SetLeastTimeout(Time least)
    {
        Config::SetDefault("ns3::TcpSocketBase::MinRto", TimeValue(least));
    }

    /// @return the time until so many payloads have come
    static Time SendUntilGot(CloudFixture& cloud,
                             Guest& sender,
                             const TcpConnection& connection,
                             size_t payloads)
    {
        const Time from = Simulator::Now();
        while (cloud.arrivals.size() < payloads && Simulator::Now() < from + Minutes(1))
        {
            EXPECT_TRUE(sender.Send(connection, Create<Packet>(100)));
            cloud.RunFor(kBetween);
        }
        return Simulator::Now() - from;
    }
};

TEST_F(MoveTcpTest, WhatIsLostIsSentAgainAfterAFifthOfASecondAndThenAfterTwiceAsLongEachTime)
{
    // 0.2 s, 0.6 s, 1.4 s, 3.0 s, 6.2 s, 12.6 s after the segment that was lost first, or the one before
    // it, whose acknowledgement waited for it. Linux does so, too.
    for (const auto& [outage, again] : std::map<double, double>{
             {0.15, 0.2}, {0.3, 0.6}, {0.9, 1.4}, {2.0, 3.0}, {6.0, 6.2}, {9.0, 12.6}})
    {
        EXPECT_NEAR(StillFor(MilliSeconds(100), Seconds(outage - 0.1)).GetSeconds(),
                    again,
                    1.5 * kBetween.GetSeconds())
            << outage;
    }
}

TEST_F(MoveTcpTest, AchelousesNineSecondsAreThirteenForTcp)
{
    const double published = 13.0;
    EXPECT_NEAR(StillFor(MilliSeconds(400), Seconds(8.6)).GetSeconds(), published, 0.2 * published);
}

} // namespace
} // namespace ns3::vnlab::test
