// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/flow.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

/// A flow that sends at 10, 12, 14 … s; what became of its packets is as given.
Flow
MakeFlow(const std::vector<bool>& arrived)
{
    return {.config = {.source = VnicId{0},
                       .destination = VnicId{1},
                       .start = Seconds(10),
                       .stop = Seconds(20),
                       .interval = Seconds(2)},
            .sent = static_cast<uint32_t>(arrived.size()),
            .arrived = arrived};
}

TEST(Flow, PacketsAreSentAtTheirInterval)
{
    const Flow flow = MakeFlow({});
    EXPECT_EQ(flow.SentAt(0), Seconds(10));
    EXPECT_EQ(flow.SentAt(3), Seconds(16));
}

TEST(Flow, DeliveredCountsWhatArrived)
{
    EXPECT_EQ(MakeFlow({}).Delivered(), 0u);
    EXPECT_EQ(MakeFlow({true, false, true}).Delivered(), 2u);
}

TEST(Flow, PassesAtEndWhereTheLastPacketArrived)
{
    EXPECT_TRUE(MakeFlow({false, true}).PassesAtEnd());
    EXPECT_FALSE(MakeFlow({true, true, false}).PassesAtEnd());
}

TEST(Flow, FlowThatSentNothingDoesNotPassAtEnd)
{
    EXPECT_FALSE(MakeFlow({}).PassesAtEnd());
}

TEST(Flow, LostBetweenHasItsBeginningAndNotItsEnd)
{
    const Flow flow = MakeFlow({false, false, false}); // sent at 10, 12 and 14 s
    EXPECT_EQ(flow.LostBetween(Seconds(10), Seconds(14)), 2u);
    EXPECT_EQ(flow.LostBetween(Seconds(12), Seconds(12) + NanoSeconds(1)), 1u);
    EXPECT_EQ(flow.LostBetween(Seconds(12), Seconds(12)), 0u);
    EXPECT_EQ(flow.LostBetween(Seconds(10) + NanoSeconds(1), Seconds(12)), 0u);
    EXPECT_EQ(flow.LostBetween(Seconds(0), Seconds(100)), 3u);
}

TEST(Flow, WhatArrivedOrWasNeverSentIsNotLost)
{
    EXPECT_EQ(MakeFlow({true, false, true}).LostBetween(Seconds(0), Seconds(100)), 1u);
    EXPECT_EQ(MakeFlow({}).LostBetween(Seconds(0), Seconds(100)), 0u);
}

TEST(Flow, DeliveredSinceHasItsBeginning)
{
    const Flow flow = MakeFlow({true, true, false, true}); // sent at 10, 12, 14 and 16 s
    EXPECT_EQ(flow.DeliveredSince(Seconds(0)), 3u);
    EXPECT_EQ(flow.DeliveredSince(Seconds(12)), 2u);
    EXPECT_EQ(flow.DeliveredSince(Seconds(12) + NanoSeconds(1)), 1u);
    EXPECT_EQ(flow.DeliveredSince(Seconds(17)), 0u);
}

} // namespace
} // namespace ns3::vnlab::test
