// SPDX-License-Identifier: GPL-2.0-only
#include "model/device/packet-core.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

TEST(PacketCoreTest, BurstIsWorkedOffOneAfterTheOther)
{
    PacketCore core;
    for (int64_t packet = 1; packet <= 5; ++packet)
    {
        PacketWork work{.core = &core, .readyAt_ps = core.TurnsTo_ps(1'000)};
        work.Take(162'600);
        EXPECT_EQ(work.readyAt_ps, 1'000 + packet * 162'600);
    }
    EXPECT_EQ(core.TurnsTo_ps(2'000'000), 2'000'000) << "idle since 814 ns";
}

TEST(PacketCoreTest, WorkInPiecesTakesTheirSum)
{
    PacketCore core;
    PacketWork work{.core = &core, .readyAt_ps = core.TurnsTo_ps(0)};
    work.Take(41'600);
    work.Take(121'000);
    EXPECT_EQ(work.readyAt_ps, 162'600);
    EXPECT_EQ(core.TurnsTo_ps(0), 162'600);
}

TEST(PacketCoreTest, ProbeWaitsAndIsNotWaitedFor)
{
    PacketCore core;
    core.Occupy(500);
    PacketWork probe{.core = &core, .isWeightless = true, .readyAt_ps = core.TurnsTo_ps(100)};
    probe.Take(70);
    EXPECT_EQ(probe.readyAt_ps, 570);
    EXPECT_EQ(core.TurnsTo_ps(100), 500);
}

TEST(PacketCoreTest, WithoutACoreWorkTakesNoTime)
{
    PacketWork work{.readyAt_ps = 10};
    work.Take(70);
    EXPECT_EQ(work.readyAt_ps, 10);
}

TEST(PacketCoreTest, NanosecondsAreRoundedUp)
{
    EXPECT_EQ(CeilToNs(0), 0);
    EXPECT_EQ(CeilToNs(1), 1);
    EXPECT_EQ(CeilToNs(41'600), 42);
    EXPECT_EQ(CeilToNs(42'000), 42);
}

/// Lindley's recursion, by which waiting times of a queue with one server are defined.
RC_GTEST_PROP(PacketCoreProperty, WaitingFollowsLindley, ())
{
    const auto gaps = *rc::gen::container<std::vector<int64_t>>(rc::gen::inRange<int64_t>(0, 300));
    PacketCore core;
    int64_t at = 0;
    int64_t waiting = 0;
    int64_t before = 0;
    for (const int64_t gap : gaps)
    {
        at += gap;
        waiting = std::max<int64_t>(0, waiting + before - gap);
        PacketWork work{.core = &core, .readyAt_ps = core.TurnsTo_ps(at)};
        RC_ASSERT(work.readyAt_ps - at == waiting);
        before = *rc::gen::inRange<int64_t>(0, 300);
        work.Take(before);
    }
}

} // namespace
} // namespace ns3::vnlab::test
