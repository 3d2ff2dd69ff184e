// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/fabric-link.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr NodeRef kHost{NodeKind::kHost, 0};
constexpr NodeRef kLeaf{NodeKind::kLeaf, 0};

// At 1 Gbit/s a byte takes 8 ns.
constexpr LinkProfile kGigabit{.rate_bps = 1'000'000'000, .delay_ns = 500, .queue_bytes = 1000};

TEST(FabricLink, FrameTakesItsTimeOnTheWireAndTheDelay)
{
    FabricLink link(kHost, kLeaf, kGigabit);
    EXPECT_EQ(link.Enqueue(1000, 100), 1000 + (100 + 24) * 8 + 500);
    EXPECT_EQ(link.From(), kHost);
    EXPECT_EQ(link.To(), kLeaf);
}

TEST(FabricLink, SecondFrameWaitsForTheFirst)
{
    FabricLink link(kHost, kLeaf, kGigabit);
    link.Enqueue(0, 100);
    EXPECT_EQ(link.Enqueue(10, 200), (124 + 224) * 8 + 500);
}

TEST(FabricLink, FrameAfterAnIdleTimeDoesNotWait)
{
    FabricLink link(kHost, kLeaf, kGigabit);
    link.Enqueue(0, 100);
    EXPECT_EQ(link.Enqueue(124 * 8, 100), 2 * 124 * 8 + 500);
    EXPECT_EQ(link.Enqueue(100'000, 100), 100'000 + 124 * 8 + 500);
}

TEST(FabricLink, FractionsOfANanosecondAddUpBeforeRounding)
{
    // 100 Gbit/s: 0.08 ns a byte, 84 bytes on the wire take 6.72 ns.
    FabricLink link(kHost, kLeaf, {.rate_bps = 100'000'000'000, .delay_ns = 0});
    EXPECT_EQ(link.Enqueue(0, 60), 7);
    EXPECT_EQ(link.Enqueue(0, 60), 14); // 13.44
    EXPECT_EQ(link.Enqueue(0, 60), 21); // 20.16
}

TEST(FabricLink, FullQueueRefusesAndCounts)
{
    // 1000 bytes of limit: frames of 476 + 24 bytes are refused with more than two in front.
    FabricLink link(kHost, kLeaf, kGigabit);
    EXPECT_TRUE(link.Enqueue(0, 476));
    EXPECT_TRUE(link.Enqueue(0, 476));
    EXPECT_TRUE(link.Enqueue(0, 476));
    EXPECT_FALSE(link.Enqueue(0, 476));
    EXPECT_FALSE(link.Enqueue(3999, 476)); // 1000.125 bytes in front
    EXPECT_TRUE(link.Enqueue(4000, 476));
    EXPECT_EQ(link.Frames(), 4u);
    EXPECT_EQ(link.Bytes(), 4u * 476);
    EXPECT_EQ(link.Drops(), 2u);
}

TEST(FabricLink, QueueOfZeroTakesOnlyWhatGoesOutAtOnce)
{
    FabricLink link(kHost, kLeaf, {.rate_bps = 1'000'000'000, .delay_ns = 0, .queue_bytes = 0});
    EXPECT_TRUE(link.Enqueue(0, 100));
    EXPECT_FALSE(link.Enqueue(991, 100));
    EXPECT_TRUE(link.Enqueue(992, 100));
}

RC_GTEST_PROP(FabricLink, NeverReordersAndNeverBeatsItsRate, ())
{
    FabricLink link(kHost, kLeaf, {.rate_bps = 1'000'000'000, .delay_ns = 0, .queue_bytes = 5000});
    const auto frames = *rc::gen::container<std::vector<std::pair<uint16_t, uint16_t>>>(
        rc::gen::pair(rc::gen::inRange<uint16_t>(0, 3000), rc::gen::inRange<uint16_t>(60, 1515)));
    int64_t now = 0;
    int64_t last = 0;
    for (const auto& [gap, bytes] : frames)
    {
        now += gap;
        if (const auto arrival = link.Enqueue(now, bytes))
        {
            const int64_t wire_ns = (bytes + 24) * 8;
            RC_ASSERT(*arrival >= last + wire_ns);
            RC_ASSERT(*arrival >= now + wire_ns);
            RC_ASSERT(*arrival <= now + (5000 + bytes + 24) * 8);
            last = *arrival;
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
