// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/interrupts.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

TEST(InterruptsTest, EverySignalThatAsksToStopCounts)
{
    const Interrupts interrupts;
    EXPECT_EQ(interrupts.Count(), 0);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
    {
        raise(number);
    }
    EXPECT_EQ(interrupts.Count(), 3);
}

TEST(InterruptsTest, UnderNohupAHangUpDoesNot)
{
    const auto before = std::signal(SIGHUP, SIG_IGN);
    {
        const Interrupts interrupts;
        raise(SIGHUP);
        EXPECT_EQ(interrupts.Count(), 0);
    }
    EXPECT_EQ(std::signal(SIGHUP, before), SIG_IGN) << "it is as it was";
}

} // namespace

} // namespace ns3::vnlab
