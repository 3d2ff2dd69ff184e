// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/statistics.h"
#include "test/support/infinity.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Student, "The probable error of a mean", Biometrika 6(1), 1908: hours of sleep gained with two
/// drugs by the same ten patients (data set `sleep` of R).
const std::vector<double> kDrug1{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> kDrug2{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

std::vector<double>
OneTo(int n)
{
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 1);
    return values;
}

/// @return t from the half-width of an interval over n values with standard deviation 1
double
TFromInterval(int n, double confidence)
{
    std::vector<double> values(n, 0.0); // pairs of ±a and perhaps a 0, with Σx² = n − 1
    const int pairs = n / 2;
    const double a = std::sqrt((n - 1.0) / (2 * pairs));
    std::fill_n(values.begin(), pairs, a);
    std::fill_n(values.begin() + pairs, pairs, -a);
    return Mean(values, confidence).interval->high * std::sqrt(n);
}

TEST(StatisticsTest, QuantilesOfTAreThoseOfThePublishedTable)
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, two-sided 95 % and 99 %.
    const std::vector<std::pair<int, double>> kTwoSided95{
        {1, 12.706}, {2, 4.303}, {4, 2.776}, {9, 2.262}, {10, 2.228}, {30, 2.042}, {100, 1.984}};
    for (const auto& [degrees, t] : kTwoSided95)
    {
        EXPECT_NEAR(TFromInterval(degrees + 1, 0.95), t, 0.0005) << degrees;
    }
    EXPECT_NEAR(TFromInterval(2, 0.99), 63.657, 0.0005);
    EXPECT_NEAR(TFromInterval(11, 0.99), 3.169, 0.0005);
}

TEST(StatisticsTest, PairedDifferenceIsThatOfStudentsSleepData)
{
    // R: t.test(sleep$extra[1:10], sleep$extra[11:20], paired = TRUE)
    // mean of the differences −1.58, 95 percent confidence interval −2.4598858 −0.7001142
    const MeanEstimate difference = PairedDifference(kDrug1, kDrug2);
    EXPECT_EQ(difference.n, 10);
    EXPECT_NEAR(difference.mean, -1.58, 1e-12);
    ASSERT_TRUE(difference.interval);
    EXPECT_NEAR(difference.interval->low, -2.4598858, 5e-8);
    EXPECT_NEAR(difference.interval->high, -0.7001142, 5e-8);
}

TEST(StatisticsTest, MeanOfOneValueHasNoInterval)
{
    const MeanEstimate mean = Mean(std::vector{7.5});
    EXPECT_EQ(mean.n, 1);
    EXPECT_EQ(mean.mean, 7.5);
    EXPECT_EQ(mean.interval, std::nullopt);
}

TEST(StatisticsTest, EqualValuesHaveAnIntervalOfNoWidth)
{
    EXPECT_EQ(Mean(std::vector{3.0, 3.0, 3.0}).interval, (Interval{3, 3}));
}

TEST(StatisticsTest, ACensoredValueIsNotDroppedFromTheMean)
{
    const MeanEstimate mean = Mean(std::vector{1.0, kInfinity, 3.0});
    EXPECT_EQ(mean.mean, kInfinity);
    EXPECT_EQ(mean.censored, 1);
    EXPECT_EQ(mean.interval, std::nullopt);
}

TEST(StatisticsTest, APairWithACensoredValueHasNoKnownDifference)
{
    for (const double right : {1.0, kInfinity})
    {
        const MeanEstimate difference =
            PairedDifference(std::vector{2.0, kInfinity}, std::vector{1.0, right});
        EXPECT_TRUE(std::isnan(difference.mean));
        EXPECT_EQ(difference.censored, 1);
        EXPECT_EQ(difference.interval, std::nullopt);
    }
}

TEST(StatisticsTest, QuantilesInterpolateAsTypeSeven)
{
    // R: quantile(1:10, c(0, .25, .5, .99, 1)) gives 1.00 3.25 5.50 9.91 10.00
    const auto values = OneTo(10);
    const std::vector<std::pair<double, double>> kExpected{
        {0, 1}, {0.25, 3.25}, {0.5, 5.5}, {0.99, 9.91}, {1, 10}};
    for (const auto& [probability, expected] : kExpected)
    {
        EXPECT_NEAR(Quantile(values, probability).value, expected, 1e-12) << probability;
    }
}

TEST(StatisticsTest, IntervalsOfTheMedianHaveTheRanksOfThePublishedTable)
{
    // Campbell and Gardner, "Calculating confidence intervals for some non-parametric analyses",
    // BMJ 296, 1988. For n = 10: P(B < 2) = 11/1024 is at most 0.025, P(B < 3) = 56/1024 is not.
    const std::vector<std::pair<int, Interval>> kRanks{
        {6, {1, 6}}, {10, {2, 9}}, {20, {6, 15}}, {50, {18, 33}}, {100, {40, 61}}};
    for (const auto& [n, ranks] : kRanks)
    {
        EXPECT_EQ(Quantile(OneTo(n), 0.5).interval, ranks) << n;
    }
}

TEST(StatisticsTest, TooFewValuesGiveNoIntervalOfAQuantile)
{
    EXPECT_EQ(Quantile(OneTo(1), 0.5).interval, std::nullopt);
    EXPECT_EQ(Quantile(OneTo(5), 0.5).interval, std::nullopt); // 1 − 2 · 2⁻⁵ < 0.95
    EXPECT_EQ(Quantile(OneTo(40), 0.99).interval, std::nullopt);
}

TEST(StatisticsTest, CensoredValuesAreTheLargest)
{
    const std::vector<double> values{kInfinity, 1, 2, kInfinity, 3};
    EXPECT_EQ(Quantile(values, 0.5).value, 3);
    EXPECT_EQ(Quantile(values, 0.5).censored, 2);
    EXPECT_EQ(Quantile(values, 0.6).value, kInfinity); // between 3 and infinity
    EXPECT_EQ(Quantile(values, 1).value, kInfinity);   // between infinities
    EXPECT_EQ(Quantile(values, 0.9).value, kInfinity);
}

TEST(StatisticsTest, TheIntervalOfAQuantileMayEndAtNever)
{
    auto values = OneTo(10);
    values[8] = values[9] = kInfinity;
    EXPECT_EQ(Quantile(values, 0.5).interval, (Interval{2, kInfinity}));
}

TEST(StatisticsTest, WhatHasNoAnswerIsRefused)
{
    EXPECT_THROW(Mean({}), std::invalid_argument);
    EXPECT_THROW(Mean(std::vector{std::nan("")}), std::invalid_argument);
    EXPECT_THROW(Mean(std::vector{1.0}, 1), std::invalid_argument);
    EXPECT_THROW(Quantile({}, 0.5), std::invalid_argument);
    EXPECT_THROW(Quantile(std::vector{1.0}, 1.1), std::invalid_argument);
    EXPECT_THROW(PairedDifference(std::vector{1.0}, std::vector{1.0, 2.0}), std::invalid_argument);
}

RC_GTEST_PROP(StatisticsProperty, TheIntervalHoldsTheEstimateAndGrowsWithConfidence, ())
{
    auto values = *rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(-1'000, 1'000), [](int value) { return value / 7.0; }));
    values.push_back(0.25);
    values.push_back(0.5);
    const MeanEstimate narrow = Mean(values, 0.8);
    const MeanEstimate wide = Mean(values, 0.99);
    RC_ASSERT(narrow.interval->low <= narrow.mean && narrow.mean <= narrow.interval->high);
    RC_ASSERT(wide.interval->low <= narrow.interval->low);
    RC_ASSERT(wide.interval->high >= narrow.interval->high);
    const QuantileEstimate median = Quantile(values, 0.5, 0.8);
    RC_ASSERT(!median.interval ||
              (median.interval->low <= median.value && median.value <= median.interval->high));
}

} // namespace

} // namespace ns3::vnlab
