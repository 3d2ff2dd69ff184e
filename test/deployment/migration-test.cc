// SPDX-License-Identifier: GPL-2.0-only
//
// A VM that is copied while it runs, under every design, and what comes in between.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, one on each of four hosts behind two leaves; 10 Gbit/s.
class MigrationTest : public testing::TestWithParam<std::string>
{
  protected:
    MigrationTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_cloud(Automated(GetParam()), m_scenario)
    {
        m_cloud.Start();
        m_free = FreeAt(HostId{3});
    }

    /// A gigabyte takes 0.81 s; 6.4 Gbit/s of it are written meanwhile.
    void Migrate(uint32_t rounds = 29, uint64_t memory_bytes = 1'000'000'000)
    {
        m_cloud.Cloud().Operate().Migrate(
            m_mover,
            HostId{3},
            {.memory_bytes = memory_bytes,
             .dirtyRate_bps = 6'400'000'000,
             .rounds = rounds,
             .downtime = MilliSeconds(8)},
            [this](const ChangeReport& report) { m_report = report; },
            [this](uint64_t messages) { m_messages = messages; });
    }

    uint32_t FreeAt(HostId host)
    {
        return m_cloud.Cloud().Version().slots.Free(host);
    }

    HostId HostNow()
    {
        return m_cloud.plan.HostOf(m_mover, m_cloud.Cloud().Version());
    }

    void ExpectGivenUp()
    {
        ASSERT_TRUE(m_report);
        ASSERT_TRUE(m_report->migration);
        EXPECT_FALSE(m_report->migration->isComplete);
        EXPECT_EQ(m_messages, 0U);
        EXPECT_EQ(HostNow(), HostId{0});
        EXPECT_EQ(FreeAt(HostId{3}), m_free);
        EXPECT_FALSE(m_cloud.Cloud().Operate().IsMigrating(m_mover));
    }

    const VmId m_mover{0};
    CloudScenario m_scenario;
    CloudFixture m_cloud;
    uint32_t m_free{0}; // of host 3, at first
    std::optional<ChangeReport> m_report;
    std::optional<uint64_t> m_messages;
};

TEST_P(MigrationTest, RunsAtItsOldHostWhileItIsCopiedAndThenAtTheNewOne)
{
    Migrate(1);
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
    EXPECT_FALSE(m_report);
    EXPECT_EQ(HostNow(), HostId{0});
    m_cloud.RunFor(Seconds(10));
    ASSERT_TRUE(m_report);
    EXPECT_TRUE(m_messages);
    EXPECT_EQ(HostNow(), HostId{3});
    // Its peers are told where it is, by rules or by its hypervisor.
    EXPECT_THAT(m_cloud.Send(m_mover, VmId{2}), ElementsAre(VmId{2}));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(MigrationTest, StopsWhenTheRestFitsIntoTheDowntimeAndReportsWhatItTook)
{
    Migrate(29, 100'000'000);
    m_cloud.RunFor(Seconds(2));
    ASSERT_TRUE(m_report);
    ASSERT_TRUE(m_report->migration);
    const MigrationReport& took = *m_report->migration;
    // MTU 9000: B = 10 Gbit/s * 8960 / 9038, q = 0.6456, M/B = 80.7 ms; q^6 M/B is 5.8 ms.
    constexpr double once = 0.080696;
    constexpr double q = 0.64557;
    EXPECT_TRUE(took.isComplete);
    EXPECT_EQ(took.rounds, 6U);
    EXPECT_NEAR(took.downtime.GetSeconds(), once * std::pow(q, 6), 0.0002);
    EXPECT_NEAR(took.total.GetSeconds(), once * (1 - std::pow(q, 7)) / (1 - q), 0.003);
    EXPECT_NEAR(static_cast<double>(took.bytes), 1e8 * 9014 / 8960 * 2.69, 4e6);
    EXPECT_GT(m_report->rulesTouched, 0U);
}

TEST_P(MigrationTest, PausesFromTheLastRoundOn)
{
    Migrate(0);
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), IsEmpty()); // within the second that Send takes
    ASSERT_TRUE(m_report);
    EXPECT_EQ(m_report->migration->total, m_report->migration->downtime);
    EXPECT_EQ(m_report->migration->rounds, 0U);
}

TEST_P(MigrationTest, SecondMoveOfAVmOnItsWayIsRefusedWithTheReason)
{
    Migrate();
    EXPECT_TRUE(m_cloud.Cloud().Operate().IsMigrating(m_mover));
    const auto refusal = [this](auto move)
    {
        try
        {
            move();
            return std::string("moved");
        }
        catch (const std::invalid_argument& why)
        {
            return std::string(why.what());
        }
    };
    const std::string why = "shop/vm-1 cannot move: it is on its way to host 3 already";
    EXPECT_EQ(refusal([this] { Migrate(); }), why);
    EXPECT_EQ(refusal(
                  [this]
                  {
                      m_cloud.Cloud().Operate().Move(
                          m_mover, HostId{2}, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
                  }),
              why);
}

TEST_P(MigrationTest, VmWhoseHostFailsIsGoneAndItsMigrationIsGivenUp)
{
    Migrate();
    m_cloud.RunFor(MilliSeconds(500));
    m_cloud.Cloud().Operate().Fail(HostId{0}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1)); // detected, or the sender's timer has expired
    ExpectGivenUp();
    m_cloud.RunFor(Seconds(5));
    EXPECT_FALSE(m_cloud.Cloud().IsActive(m_mover));
    m_cloud.Cloud().Operate().Repair(HostId{0}, [](uint64_t) {});
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(MigrationTest, VmGoesOnWhereItWasWhenTheNewHostFailsWhileItRuns)
{
    Migrate();
    m_cloud.RunFor(MilliSeconds(500));
    m_cloud.Cloud().Operate().Fail(HostId{3}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(5));
    ExpectGivenUp();
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
}

TEST_P(MigrationTest, VmGoesOnWhereItWasWhenTheNewHostFailsWhileItIsPaused)
{
    Migrate(0);
    m_cloud.RunFor(MilliSeconds(500));
    m_cloud.Cloud().Operate().Fail(HostId{3}, [](uint64_t) {});
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    ExpectGivenUp();
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_mover), ElementsAre(m_mover));
    EXPECT_THAT(m_cloud.Send(m_mover, VmId{2}), ElementsAre(VmId{2}));
}

TEST_P(MigrationTest, VmThatStopsIsCopiedNoFurther)
{
    Migrate();
    m_cloud.RunFor(MilliSeconds(500));
    m_cloud.Cloud().Operate().Stop(m_mover, [](uint64_t) {});
    ExpectGivenUp();
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         MigrationTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
