// SPDX-License-Identifier: GPL-2.0-only
//
// Which pairs send more than a threshold, and when that is known.

#include "model/dataplane/pair-meter.h"

#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

const MacPair kFirstPair{Vni{1}, {2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}};
const MacPair kWayBack{Vni{1}, {2, 0, 0, 0, 0, 2}, {2, 0, 0, 0, 0, 1}};

TEST(PairMeterTest, PairIsFoundWithTheFrameThatExceedsTheThreshold)
{
    PairMeter meter(8'000, Seconds(1)); // 1000 bytes in an interval
    EXPECT_FALSE(meter.Count(kFirstPair, 600, Seconds(0)));
    EXPECT_FALSE(meter.Count(kFirstPair, 400, MilliSeconds(10)));
    EXPECT_TRUE(meter.Count(kFirstPair, 1, MilliSeconds(20)));
}

TEST(PairMeterTest, PairIsFoundOnceAnInterval)
{
    PairMeter meter(8'000, Seconds(1));
    EXPECT_TRUE(meter.Count(kFirstPair, 1001, Seconds(0)));
    EXPECT_FALSE(meter.Count(kFirstPair, 1001, MilliSeconds(999)));
    EXPECT_TRUE(meter.Count(kFirstPair, 1001, MilliSeconds(1000)));
}

TEST(PairMeterTest, IntervalBeginsWithAPairsFirstFrame)
{
    PairMeter meter(8'000, Seconds(1));
    EXPECT_FALSE(meter.Count(kFirstPair, 600, MilliSeconds(900)));
    EXPECT_TRUE(meter.Count(kFirstPair, 600, MilliSeconds(1899)));
    EXPECT_FALSE(meter.Count(kFirstPair, 600, MilliSeconds(1900)));
}

TEST(PairMeterTest, PairsHaveCountsOfTheirOwn)
{
    PairMeter meter(8'000, Seconds(1));
    EXPECT_FALSE(meter.Count(kFirstPair, 1000, Seconds(0)));
    EXPECT_FALSE(meter.Count(kWayBack, 1000, Seconds(0)));
    EXPECT_TRUE(meter.Count(kWayBack, 1, Seconds(0)));
}

TEST(PairMeterTest, WithAThresholdOfNothingEveryFirstFrameIsTooMuch)
{
    PairMeter meter(0, Seconds(1));
    EXPECT_TRUE(meter.Count(kFirstPair, 60, Seconds(5)));
}

/// Frames of b bytes every g: the first one over the threshold is the (⌊threshold · interval / 8b⌋ + 1)-th,
/// if that comes within the interval.
RC_GTEST_PROP(PairMeterTest, ConstantRateIsFoundWithinAnIntervalOrNever, ())
{
    const auto bytes = *rc::gen::inRange<uint32_t>(60, 1500);
    const auto gap_ms = *rc::gen::inRange<int64_t>(1, 100);
    const auto threshold = *rc::gen::inRange<uint64_t>(0, 200'000);
    PairMeter meter(threshold, Seconds(1));
    const uint64_t number = threshold / (uint64_t{8} * bytes);
    const int64_t expected_ms = static_cast<int64_t>(number) * gap_ms;
    std::optional<int64_t> found_ms;
    for (int64_t now_ms = 0; now_ms < 5'000 && !found_ms; now_ms += gap_ms)
    {
        if (meter.Count(kFirstPair, bytes, MilliSeconds(now_ms)))
        {
            found_ms = now_ms;
        }
    }
    RC_ASSERT(found_ms == (expected_ms < 1'000 ? std::optional(expected_ms) : std::nullopt));
}

} // namespace
} // namespace ns3::vnlab::test
