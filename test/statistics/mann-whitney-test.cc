// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/mann-whitney.h"
#include "test/support/infinity.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Two samples without ties in which left is the larger in @p u pairs.
struct Samples
{
    std::vector<double> left;
    std::vector<double> right;
};

Samples
WithU(size_t n1, size_t n2, size_t u)
{
    Samples samples;
    for (size_t i = 0; i < n2; ++i)
    {
        samples.right.push_back(static_cast<double>(i + 1));
    }
    for (size_t i = 0; i < n1; ++i)
    {
        const size_t above = std::min(u, n2); // so many right values are below this left one
        u -= above;
        samples.left.push_back(static_cast<double>(above) + 0.5 + 1e-3 * static_cast<double>(i));
    }
    return samples;
}

TEST(MannWhitneyTest, CriticalValuesAreThoseOfThePublishedTable)
{
    // Two-sided 5 %: the largest U that is significant (Siegel, "Nonparametric statistics", 1956,
    // table K; R 4.2.2: qwilcox(0.025, n1, n2) - 1).
    struct Critical
    {
        size_t n1, n2, u;
    };

    for (const auto& [n1, n2, u] : std::vector<Critical>{{3, 5, 0},
                                                         {4, 4, 0},
                                                         {5, 5, 2},
                                                         {8, 8, 13},
                                                         {6, 9, 10},
                                                         {10, 10, 23},
                                                         {7, 12, 18},
                                                         {20, 20, 127}})
    {
        const Samples least = WithU(n1, n2, u);
        const RankComparison significant = MannWhitney(least.left, least.right);
        EXPECT_EQ(significant.u1, u);
        EXPECT_TRUE(significant.exact);
        EXPECT_LE(significant.pValue, 0.05) << n1 << " " << n2;
        const Samples next = WithU(n1, n2, u + 1);
        EXPECT_GT(MannWhitney(next.left, next.right).pValue, 0.05) << n1 << " " << n2;
    }
}

TEST(MannWhitneyTest, PermeabilityOfMembranesIsThatOfThePublishedExample)
{
    // Hollander and Wolfe, "Nonparametric statistical methods", example 4.1 and ?wilcox.test of R:
    // wilcox.test(x, y, conf.int = TRUE): W = 35, p-value = 0.254412254, shift 0.305,
    // 95 percent confidence interval -0.15 0.76
    const std::vector<double> atTerm{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    const std::vector<double> early{1.15, 0.88, 0.90, 0.74, 1.21};
    const RankComparison result = MannWhitney(atTerm, early);
    EXPECT_EQ(result.n1, 10);
    EXPECT_EQ(result.n2, 5);
    EXPECT_EQ(result.u1, 35);
    EXPECT_EQ(result.u2, 15);
    EXPECT_TRUE(result.exact);
    EXPECT_NEAR(result.pValue, 0.254412254412, 1e-12);
    EXPECT_NEAR(result.shift, 0.305, 1e-12);
    ASSERT_TRUE(result.shiftInterval);
    EXPECT_NEAR(result.shiftInterval->low, -0.15, 1e-12);
    EXPECT_NEAR(result.shiftInterval->high, 0.76, 1e-12);
}

TEST(MannWhitneyTest, TiesTakeTheNormalApproximation)
{
    // R 4.2.2: wilcox.test(sleep$extra[1:10], sleep$extra[11:20], exact = FALSE): W = 25.5,
    // p-value = 0.0693275754336; o <- sort(outer(left, right, "-")); median(o) = -1.35;
    // k <- qwilcox(.025, 10, 10); o[k] = -3.6; o[101 - k] = 0.1
    const std::vector<double> left{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const std::vector<double> right{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const RankComparison result = MannWhitney(left, right);
    EXPECT_EQ(result.u1, 25.5);
    EXPECT_FALSE(result.exact);
    EXPECT_NEAR(result.pValue, 0.0693275754336, 1e-12);
    EXPECT_NEAR(result.shift, -1.35, 1e-12);
    EXPECT_NEAR(result.shiftInterval.value().low, -3.6, 1e-12);
    EXPECT_NEAR(result.shiftInterval.value().high, 0.1, 1e-12);
}

TEST(MannWhitneyTest, OzoneOfTwoMonthsIsThatOfR)
{
    // R 4.2.2, data airquality, months 5 and 8 without the missing values:
    // wilcox.test(m5, m8, exact = FALSE): W = 127.5, p-value = 0.000120807830769;
    // median(outer(m5, m8, "-")) = -32
    const std::vector<double> may{41, 36, 12, 18, 28, 23, 19, 8, 7,  16, 11, 14,  18,
                                  14, 34, 6,  30, 11, 1,  11, 4, 32, 23, 45, 115, 37};
    const std::vector<double> august{39, 9,  16, 78, 35, 66, 122, 89,  110, 44, 28,  65, 22,
                                     59, 23, 31, 44, 21, 9,  45,  168, 73,  76, 118, 84, 85};
    const RankComparison result = MannWhitney(may, august);
    EXPECT_EQ(result.u1, 127.5);
    EXPECT_NEAR(result.pValue, 0.000120807830769, 1e-15);
    EXPECT_EQ(result.shift, -32);
}

TEST(MannWhitneyTest, LargeSamplesTakeTheNormalApproximation)
{
    // R 4.2.2: x <- 1:60; y <- (1:60) * 1.01 + 5.0003; wilcox.test(x, y): W = 1485,
    // p-value = 0.09880047992; with k <- qwilcox(.025, 60, 60) the exact interval
    // o <- sort(outer(x, y, "-")); o[k] = -12.1203; o[3601 - k] = 1.5097
    std::vector<double> left(60);
    std::iota(left.begin(), left.end(), 1);
    std::vector<double> right;
    for (const double value : left)
    {
        right.push_back(value * 1.01 + 5.0003);
    }
    const RankComparison result = MannWhitney(left, right);
    EXPECT_EQ(result.u1, 1485);
    EXPECT_FALSE(result.exact);
    EXPECT_NEAR(result.pValue, 0.09880047992, 1e-11);
    EXPECT_NEAR(result.shiftInterval.value().low, -12.1203, 1e-9);
    EXPECT_NEAR(result.shiftInterval.value().high, 1.5097, 1e-9);
}

TEST(MannWhitneyTest, TheLargestExactSamplesAgreeWithR)
{
    // R 4.2.2: pwilcox(900, 49, 49) * 2
    const Samples samples = WithU(49, 49, 900);
    const RankComparison result = MannWhitney(samples.left, samples.right);
    EXPECT_TRUE(result.exact);
    EXPECT_NEAR(result.pValue, 0.0326177270517, 1e-13);
}

TEST(MannWhitneyTest, SmallSamplesHaveNoIntervalOfTheShift)
{
    const Samples samples = WithU(3, 3, 0); // 2 / C(6, 3) = 0.1 at the least
    const RankComparison result = MannWhitney(samples.left, samples.right);
    EXPECT_NEAR(result.pValue, 0.1, 1e-15);
    EXPECT_EQ(result.shiftInterval, std::nullopt);
    EXPECT_TRUE(MannWhitney(samples.left, samples.right, 0.9).shiftInterval);
}

TEST(MannWhitneyTest, EqualSamplesDoNotDiffer)
{
    const std::vector<double> same(8, 2.5);
    const RankComparison result = MannWhitney(same, same);
    EXPECT_EQ(result.u1, 32);
    EXPECT_EQ(result.pValue, 1);
    EXPECT_EQ(result.shift, 0);
    EXPECT_EQ(result.shiftInterval, (Interval{0, 0}));
}

TEST(MannWhitneyTest, CensoredValuesAreTheLargestAndTie)
{
    const RankComparison result =
        MannWhitney(std::vector{1.0, kInfinity}, std::vector{2.0, 3.0, kInfinity});
    EXPECT_EQ(result.u1, 2.5);
    EXPECT_EQ(result.u2, 3.5);
    EXPECT_FALSE(result.exact);
}

TEST(MannWhitneyTest, AShiftThatDependsOnUnknownDifferencesIsUnknown)
{
    const std::vector<double> mostly{1, kInfinity, kInfinity, kInfinity};
    EXPECT_TRUE(std::isnan(MannWhitney(mostly, mostly).shift));
    EXPECT_EQ(MannWhitney(mostly, mostly, 0.6).shiftInterval, (Interval{-kInfinity, kInfinity}));
    EXPECT_EQ(MannWhitney(mostly, std::vector{1.0, 2.0, 3.0}).shift, kInfinity);
    EXPECT_EQ(MannWhitney(std::vector{1.0, 2.0, 3.0}, mostly).shift, -kInfinity);
    // six known differences −2 … 2 around 0, one unknown
    EXPECT_EQ(MannWhitney(std::vector{1.0, 2.0, 3.0}, std::vector{1.0, 2.0, 3.0, kInfinity}).shift,
              -0.5);
}

TEST(MannWhitneyTest, WhatHasNoAnswerIsRefused)
{
    const std::vector<double> one{1};
    EXPECT_THROW(MannWhitney({}, one), std::invalid_argument);
    EXPECT_THROW(MannWhitney(one, {}), std::invalid_argument);
    EXPECT_THROW(MannWhitney(one, std::vector{std::nan("")}), std::invalid_argument);
    EXPECT_THROW(MannWhitney(one, one, 0), std::invalid_argument);
}

RC_GTEST_PROP(MannWhitneyProperty, BothUAddUpToAllPairsAndSwapWithTheSides, ())
{
    const auto sample = rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(-20, 20), [](int value) { return value / 4.0; })));
    const auto left = *sample;
    const auto right = *sample;
    const RankComparison forth = MannWhitney(left, right);
    const RankComparison back = MannWhitney(right, left);
    double larger = 0;
    for (const double l : left)
    {
        for (const double r : right)
        {
            larger += l > r ? 1 : l == r ? 0.5 : 0;
        }
    }
    RC_ASSERT(forth.u1 == larger);
    RC_ASSERT(forth.u1 + forth.u2 == static_cast<double>(left.size() * right.size()));
    RC_ASSERT(back.u1 == forth.u2);
    RC_ASSERT(std::abs(back.pValue - forth.pValue) < 1e-12);
    RC_ASSERT(back.shift == -forth.shift);
    RC_ASSERT(0 < forth.pValue && forth.pValue <= 1);
}

RC_GTEST_PROP(MannWhitneyProperty, MovingBothSamplesChangesNothingAndMovingOneMovesTheShift, ())
{
    const auto sample = rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(-20, 20), [](int value) { return value / 4.0; })));
    const auto left = *sample;
    const auto right = *sample;
    const double by = *rc::gen::inRange(-40, 40) / 4.0; // so that every difference is exact
    auto movedLeft = left;
    auto movedRight = right;
    std::ranges::transform(movedLeft, movedLeft.begin(), [&](double x) { return x + by; });
    std::ranges::transform(movedRight, movedRight.begin(), [&](double x) { return x + by; });
    const RankComparison before = MannWhitney(left, right);
    const RankComparison both = MannWhitney(movedLeft, movedRight);
    RC_ASSERT(both.u1 == before.u1 && both.pValue == before.pValue);
    RC_ASSERT(both.shift == before.shift && both.shiftInterval == before.shiftInterval);
    const RankComparison one = MannWhitney(movedLeft, right);
    RC_ASSERT(one.shift == before.shift + by);
    RC_ASSERT(!one.shiftInterval || (one.shiftInterval->low == before.shiftInterval->low + by));
}

} // namespace

} // namespace ns3::vnlab
