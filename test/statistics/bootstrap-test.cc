// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/bootstrap.h"
#include "test/support/infinity.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Efron and Tibshirani, "An introduction to the bootstrap", 1993, table 14.1: test A of the
/// spatial perception of 26 children.
const std::vector<double> kSpatial{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                   0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};

double
Average(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The variance with divisor n, which underestimates: an interval has to correct for bias.
double
PlugInVariance(std::span<const double> values)
{
    const double mean = Average(values);
    double sum = 0;
    for (const double value : values)
    {
        sum += (value - mean) * (value - mean);
    }
    return sum / static_cast<double>(values.size());
}

double
LowerMedian(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return sorted[(sorted.size() - 1) / 2];
}

TEST(BootstrapTest, AccelerationOfTheSpatialTestDataIsThePublishedOne)
{
    // Efron and Tibshirani, section 14.3: variance 171.5 and a = 0.061. With more digits, R 4.2.2:
    // jk <- sapply(1:26, function(i) mean((A[-i] - mean(A[-i]))^2)); L <- mean(jk) - jk
    // sum(L^3) / (6 * sum(L^2)^1.5)   # 0.0612401198123
    const BootstrapEstimate estimate = Bootstrap(kSpatial, PlugInVariance);
    EXPECT_EQ(estimate.n, 26);
    EXPECT_NEAR(estimate.value, 171.534023669, 1e-9);
    EXPECT_NEAR(estimate.acceleration, 0.0612401198123, 1e-12);
}

TEST(BootstrapTest, IntervalOfTheSpatialTestDataIsThePublishedOne)
{
    // Efron and Tibshirani, table 14.2, 2000 resamples: BCa 90 % is 115.8 … 259.6.
    // R 4.2.2, boot 1.3.28.1, 100000 resamples of another generator: 115.9 … 261.5, z0 0.182, by
    // set.seed(1); b <- boot(A, function(d, i) mean((d[i] - mean(d[i]))^2), R = 100000)
    // boot.ci(b, conf = .90, type = "bca", L = 25 * L); the percentile interval is 98.0 … 235.2
    const BootstrapEstimate estimate =
        Bootstrap(kSpatial, PlugInVariance, {.resamples = 100'000, .confidence = 0.9});
    EXPECT_NEAR(estimate.biasCorrection, 0.182, 0.01);
    ASSERT_TRUE(estimate.interval);
    EXPECT_NEAR(estimate.interval->low, 115.9, 1);
    EXPECT_NEAR(estimate.interval->high, 261.5, 1.5);
}

TEST(BootstrapTest, TheSeedIsAllThatDecides)
{
    const auto first = Bootstrap(kSpatial, PlugInVariance, {.resamples = 200, .seed = 7});
    EXPECT_EQ(first.interval,
              Bootstrap(kSpatial, PlugInVariance, {.resamples = 200, .seed = 7}).interval);
    EXPECT_NE(first.interval,
              Bootstrap(kSpatial, PlugInVariance, {.resamples = 200, .seed = 8}).interval);
}

TEST(BootstrapTest, IntervalsOfASkewedMeanHoldTheTruthAboutAsOftenAsTheySay)
{
    std::mt19937_64 generator(1);
    int held = 0;
    for (int trial = 0; trial < 400; ++trial)
    {
        std::vector<double> values(30);
        for (double& value : values) // exponential with mean 1
        {
            value = -std::log((static_cast<double>(generator() >> 11) + 0.5) * 0x1p-53);
        }
        const auto interval =
            Bootstrap(values, Average, {.resamples = 1000, .confidence = 0.9}).interval;
        held += interval->low <= 1 && 1 <= interval->high;
    }
    EXPECT_GE(held, 340); // 85 % of 400
    EXPECT_LE(held, 378); // 94.5 %
}

TEST(BootstrapTest, EqualValuesHaveAnIntervalOfNoWidth)
{
    EXPECT_EQ(Bootstrap(std::vector{3.0, 3.0, 3.0}, Average).interval, (Interval{3, 3}));
}

TEST(BootstrapTest, OneValueHasNoInterval)
{
    const BootstrapEstimate estimate = Bootstrap(std::vector{7.5}, Average);
    EXPECT_EQ(estimate.value, 7.5);
    EXPECT_EQ(estimate.interval, std::nullopt);
}

TEST(BootstrapTest, AStatisticThatEveryResampleMissesHasNoInterval)
{
    const auto distinct = [](std::span<const double> values)
    {
        std::vector<double> sorted(values.begin(), values.end());
        std::ranges::sort(sorted);
        return static_cast<double>(std::ranges::unique(sorted).begin() - sorted.begin());
    };
    std::vector<double> ranks(50); // 50 different values: some repeat in every one of 50 resamples
    std::iota(ranks.begin(), ranks.end(), 0);
    EXPECT_EQ(Bootstrap(ranks, distinct, {.resamples = 50}).interval, std::nullopt);
}

TEST(BootstrapTest, CensoredValuesAreTheLargest)
{
    const std::vector<double> values{1, 2, 3, 4, 5, 6, kInfinity, kInfinity, kInfinity};
    const BootstrapEstimate median = Bootstrap(values, LowerMedian);
    EXPECT_EQ(median.censored, 3);
    EXPECT_EQ(median.value, 5);
    ASSERT_TRUE(median.interval);
    EXPECT_LE(median.interval->low, 3);
    EXPECT_EQ(median.interval->high, kInfinity);
}

TEST(BootstrapTest, WhatHasNoAnswerIsRefused)
{
    const std::vector<double> values{1, 2};
    EXPECT_THROW(Bootstrap({}, Average), std::invalid_argument);
    EXPECT_THROW(Bootstrap(std::vector{std::nan("")}, Average), std::invalid_argument);
    EXPECT_THROW(Bootstrap(values, Average, {.resamples = 0}), std::invalid_argument);
    EXPECT_THROW(Bootstrap(values, Average, {.confidence = 1}), std::invalid_argument);
    EXPECT_THROW(Bootstrap(values, [](auto) { return std::nan(""); }), std::invalid_argument);
}

RC_GTEST_PROP(BootstrapProperty, AnIntervalMovesAndScalesWithTheValues, ())
{
    const auto integers = *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(-50, 50));
    const int shift = *rc::gen::inRange(-100, 100);
    const int scale = 1 << *rc::gen::inRange(0, 5); // so that every sum is exact
    std::vector<double> values(integers.begin(), integers.end());
    std::vector<double> moved(values);
    std::ranges::transform(moved, moved.begin(), [&](double x) { return scale * x + shift; });
    const BootstrapOptions options{.resamples = 300};
    const auto before = Bootstrap(values, LowerMedian, options).interval;
    const auto after = Bootstrap(moved, LowerMedian, options).interval;
    RC_ASSERT(before.has_value() == after.has_value());
    if (before)
    {
        RC_ASSERT(after->low == scale * before->low + shift);
        RC_ASSERT(after->high == scale * before->high + shift);
    }
}

RC_GTEST_PROP(BootstrapProperty, AnIntervalGrowsWithConfidence, ())
{
    const auto integers = *rc::gen::container<std::vector<int>>(10, rc::gen::inRange(0, 100));
    const std::vector<double> values(integers.begin(), integers.end());
    const auto narrow = Bootstrap(values, Average, {.resamples = 300, .confidence = 0.8}).interval;
    const auto wide = Bootstrap(values, Average, {.resamples = 300, .confidence = 0.95}).interval;
    RC_ASSERT(narrow && wide);
    RC_ASSERT(wide->low <= narrow->low && narrow->high <= wide->high);
}

} // namespace

} // namespace ns3::vnlab
