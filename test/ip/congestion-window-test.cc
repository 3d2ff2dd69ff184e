// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/congestion-window.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kFull = 1'000;

/// A window after a timeout with 20 segments on their way: threshold 10 segments, from 1 on.
CongestionWindow
AfterATimeout()
{
    CongestionWindow window(kFull);
    window.TimedOut(1, 1 + 20 * kFull, false);
    return window;
}

TEST(CongestionWindowTest, StartsWithTenSegmentsOrFewLargeOnes)
{
    EXPECT_EQ(CongestionWindow(536).Bytes(), 10 * 536);
    EXPECT_EQ(CongestionWindow(1'460).Bytes(), 14'600);
    EXPECT_EQ(CongestionWindow(2'000).Bytes(), 14'600);
    EXPECT_EQ(CongestionWindow(8'960).Bytes(), 2 * 8'960);
}

TEST(CongestionWindowTest, SlowStartAddsWhatWasAcknowledgedButNoMoreThanASegment)
{
    CongestionWindow window(kFull);
    window.Acknowledged(300, 301);
    EXPECT_EQ(window.Bytes(), 10'300);
    window.Acknowledged(5 * kFull, 5'301);
    EXPECT_EQ(window.Bytes(), 11'300);
}

TEST(CongestionWindowTest, AboveTheThresholdASegmentIsAddedForEachWindow)
{
    CongestionWindow window = AfterATimeout();
    uint32_t end = 1;
    for (int i = 0; i < 9; ++i)
    {
        window.Acknowledged(kFull, end += kFull);
    }
    EXPECT_EQ(window.Bytes(), 10 * kFull);
    for (int i = 0; i < 10; ++i)
    {
        window.Acknowledged(kFull, end += kFull);
    }
    EXPECT_NEAR(window.Bytes(), 11 * kFull, 50);
    EXPECT_LT(window.Bytes(), 11 * kFull);
}

TEST(CongestionWindowTest, FirstTwoRepetitionsLetANewSegmentGoEach)
{
    CongestionWindow window(kFull);
    EXPECT_FALSE(window.Duplicate(1, 10'001));
    EXPECT_EQ(window.Bytes(), 11 * kFull);
    EXPECT_FALSE(window.Duplicate(1, 11'001));
    EXPECT_EQ(window.Bytes(), 12 * kFull);
}

TEST(CongestionWindowTest, ThirdRepetitionSendsAgainAndHalvesTheWindow)
{
    CongestionWindow window(kFull);
    window.Duplicate(1, 10'001);
    window.Duplicate(1, 11'001);
    EXPECT_TRUE(window.Duplicate(1, 12'001));
    EXPECT_EQ(window.Bytes(), (5 + 3) * kFull); // half of ten; limited transmit does not count
    EXPECT_FALSE(window.Duplicate(1, 12'001));
    EXPECT_EQ(window.Bytes(), 9 * kFull);
}

TEST(CongestionWindowTest, PartialAcknowledgementSendsTheNextHoleAndAFullOneEndsTheRecovery)
{
    CongestionWindow window(kFull);
    for (int i = 0; i < 3; ++i)
    {
        window.Duplicate(1, 10'001);
    }
    EXPECT_TRUE(window.Acknowledged(4 * kFull, 4'001));
    EXPECT_EQ(window.Bytes(), (8 - 4 + 1) * kFull);
    EXPECT_FALSE(window.Acknowledged(6 * kFull, 10'001));
    EXPECT_EQ(window.Bytes(), 5 * kFull);
}

TEST(CongestionWindowTest, AfterATimeoutRepetitionsOfWhatWasSentBeforeSendNothingAgain)
{
    CongestionWindow window = AfterATimeout();
    EXPECT_EQ(window.Bytes(), kFull);
    for (int i = 0; i < 10; ++i)
    {
        EXPECT_FALSE(window.Duplicate(5'001, 20'001));
    }
    EXPECT_EQ(window.Bytes(), 3 * kFull);
}

TEST(CongestionWindowTest, SecondTimeoutOfASegmentLeavesTheThreshold)
{
    CongestionWindow window = AfterATimeout();
    window.TimedOut(1, kFull + 1, true);
    for (uint32_t i = 1; i <= 9; ++i)
    {
        window.Acknowledged(kFull, 1 + i * kFull);
    }
    EXPECT_EQ(window.Bytes(), 10 * kFull); // slow start so far
    window.Acknowledged(kFull, 10'001);
    EXPECT_EQ(window.Bytes(), 10 * kFull + kFull / 10);
}

} // namespace
} // namespace ns3::vnlab::test
