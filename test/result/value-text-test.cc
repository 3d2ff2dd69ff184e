// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/value-text.h"

#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{

namespace
{

std::string
SecondsText(double mean, double grid)
{
    return ValueText({.n = 1, .mean = mean, .interval = {}}, MetricUnit::kSeconds, grid);
}

TEST(ValueTextTest, AValueOnAGridIsAnInterval)
{
    EXPECT_EQ(SecondsText(6e-4, 1e-4), "500 µs … 600 µs");
    EXPECT_EQ(SecondsText(1e-4, 1e-4), "0 s … 100 µs");
    EXPECT_EQ(SecondsText(5e-5, 1e-4), "0 s … 50 µs");
    EXPECT_EQ(SecondsText(0, 1e-4), "0 s");
    EXPECT_EQ(SecondsText(6e-4, 0), "600 µs");
}

TEST(ValueTextTest, OfTheLastWrongProbeTheIntervalLiesBehindIt)
{
    EXPECT_EQ(SecondsText(6e-4, -1e-4), "600 µs … 700 µs");
    EXPECT_EQ(SecondsText(0, -1e-4), "0 s … 100 µs");
}

TEST(ValueTextTest, EndsThatLookTheSameAreOneValue)
{
    EXPECT_EQ(SecondsText(0.2858, 1e-4), "286 ms");
    EXPECT_EQ(SecondsText(450, -0.02), "450 s");
    EXPECT_EQ(SecondsText(40, 0.02), "40 s"); // and not "40.0 s … 40 s"
    EXPECT_EQ(SecondsText(0.05, 0.0002), "49.8 ms … 50 ms");
    EXPECT_EQ(SecondsText(0.05, 0.0001), "50 ms");
}

TEST(ValueTextTest, OfAMeanOnAGridTheHalfWidthIsBehindTheInterval)
{
    const MeanEstimate mean{.n = 5, .mean = 480e-6, .interval = Interval{424e-6, 536e-6}};
    EXPECT_EQ(ValueText(mean, MetricUnit::kSeconds, 1e-4), "380 µs … 480 ± 56 µs");
    EXPECT_EQ(ValueText(mean, MetricUnit::kSeconds, -1e-4), "480 µs … 580 ± 56 µs");
}

TEST(ValueTextTest, WhatIsNeverReachedIsNoInterval)
{
    EXPECT_EQ(SecondsText(std::numeric_limits<double>::infinity(), 1e-4), "never");
    EXPECT_EQ(SecondsText(std::numeric_limits<double>::infinity(), -1e-4), "never");
    const MeanEstimate some{.n = 5, .censored = 2, .mean = 1, .interval = {}};
    EXPECT_EQ(ValueText(some, MetricUnit::kSeconds, 1e-4), "never in 2 of 5");
}

} // namespace

} // namespace ns3::vnlab
