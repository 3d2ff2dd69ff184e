// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/change-point.h"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <random>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const std::vector<double> kOneToTen{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

/// Two slopes, near 2 and near 0.5, with a knee near 5.
const std::vector<double> kBent{2.1, 3.9, 6.2, 7.8, 10.1, 10.6, 10.9, 11.6, 11.9, 12.6};

/// A slope of 0.7 with noise; a bend at 5 would be nothing but noise.
const std::vector<double> kNoisyLine{1.2, 1.7, 3.4, 3.9, 5.3, 5.2, 6.9, 6.6, 7.6, 7.7};

std::vector<double>
TwoSegments(const std::vector<double>& x, double knee, double before, double after)
{
    std::vector<double> y;
    for (const double at : x)
    {
        y.push_back(3 + (at < knee ? before : after) * (at - knee));
    }
    return y;
}

TEST(ChangePointTest, TheKneeOfABentCurveIsThatOfAnIndependentSearch)
{
    // R 4.2.2: f <- function(k) sum(resid(lm(y ~ x + pmax(0, x - k)))^2)
    // optimize(f, c(4, 7), tol = 1e-12) gives 5.0134228 and 0.155; coef 0.05, 1.99, -1.49;
    // F 221.014076246; limit <- 0.155 * (1 + qf(.95, 1, 6) / 6) and
    // uniroot(function(k) f(k) - limit, ...)$root gives 4.75090112204 and 5.3529174522
    const ChangePoint found = FindKnee(kOneToTen, kBent);
    EXPECT_NEAR(found.line.residual, 11.5740606061, 1e-9);
    EXPECT_NEAR(found.residual, 0.155, 1e-12);
    EXPECT_NEAR(found.f, 221.014076246, 1e-8);
    EXPECT_EQ(found.pValue, 0.001); // none of 999 simulated lines bends as clearly
    ASSERT_TRUE(found.knee);
    EXPECT_NEAR(found.knee->x, 7.47 / 1.49, 1e-12);
    EXPECT_NEAR(found.knee->y, 0.05 + 1.99 * 7.47 / 1.49, 1e-12);
    EXPECT_NEAR(found.knee->slopeBefore, 1.99, 1e-12);
    EXPECT_NEAR(found.knee->slopeAfter, 0.5, 1e-12);
    EXPECT_NEAR(found.knee->interval.low, 4.75090112204, 1e-8);
    EXPECT_NEAR(found.knee->interval.high, 5.3529174522, 1e-8);
}

TEST(ChangePointTest, ALineWithNoiseHasNoKnee)
{
    // R 4.2.2: the largest gain over hinges at seq(2, 9, by = 0.02) explains 0.518495906 of the
    // residual, F 3.2305; among 20000 lines with rnorm(10) a share of 0.131 explains as much
    const ChangePoint found = FindKnee(kOneToTen, kNoisyLine, {.simulations = 9'999});
    EXPECT_NEAR(found.f, 3.2305, 0.001);
    EXPECT_NEAR(found.pValue, 0.131, 0.012); // three standard errors
    EXPECT_EQ(found.knee, std::nullopt);
}

TEST(ChangePointTest, ALineWithoutNoiseHasNoKnee)
{
    std::vector<double> y;
    for (const double x : kOneToTen)
    {
        y.push_back(1e6 + x / 3);
    }
    const ChangePoint found = FindKnee(kOneToTen, y);
    EXPECT_EQ(found.pValue, 1);
    EXPECT_EQ(found.f, 0);
    EXPECT_EQ(found.knee, std::nullopt);
    EXPECT_NEAR(found.line.slope, 1.0 / 3, 1e-9);
}

TEST(ChangePointTest, KneesAreSeenInNoiseAsRarelyAsTheConfidenceSays)
{
    std::mt19937_64 generator(3);
    int seen = 0;
    for (int curve = 0; curve < 500; ++curve)
    {
        std::vector<double> y;
        for (const double x : kOneToTen)
        {
            const double uniform = (static_cast<double>(generator() >> 12) + 0.5) * 0x1p-52;
            y.push_back(x + boost::math::quantile(boost::math::normal(), uniform));
        }
        seen += FindKnee(kOneToTen, y, {.confidence = 0.9, .simulations = 199}).knee.has_value();
    }
    EXPECT_GE(seen, 30); // 10 % of 500, less three standard deviations
    EXPECT_LE(seen, 70);
}

TEST(ChangePointTest, AKneeIsFoundAmongSizesThatGrowByOrdersOfMagnitude)
{
    const std::vector<double> x{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    const ChangePoint found = FindKnee(x, TwoSegments(x, 300, 0, 1));
    ASSERT_TRUE(found.knee);
    EXPECT_NEAR(found.knee->x, 300, 1e-3);
    EXPECT_NEAR(found.knee->slopeAfter, 1, 1e-9);
}

TEST(ChangePointTest, TheKneeLiesBetweenTheSecondAndTheSecondToLastPlace)
{
    // What a single value at an end says fits a knee anywhere in the gap beside it.
    const ChangePoint last =
        FindKnee(kOneToTen, std::vector<double>{1, 2.1, 2.9, 4, 5.1, 5.9, 7, 8.1, 8.9, 20});
    ASSERT_TRUE(last.knee);
    EXPECT_EQ(last.knee->x, 9);
    EXPECT_EQ(last.knee->interval.high, 9);
    EXPECT_GT(last.knee->interval.low, 8);
    const ChangePoint first =
        FindKnee(kOneToTen, std::vector<double>{-9, 2.1, 2.9, 4, 5.1, 5.9, 7, 8.1, 8.9, 10});
    ASSERT_TRUE(first.knee);
    EXPECT_EQ(first.knee->x, 2);
    EXPECT_EQ(first.knee->interval.low, 2);
    EXPECT_LT(first.knee->interval.high, 3);
}

TEST(ChangePointTest, AnUncertainKneeReachesToTheSecondPlace)
{
    // R 4.2.2, with f and limit as above: optimize(f, c(3, 4)) gives 3.2384824; f(2) is below the
    // limit; uniroot(function(k) f(k) - limit, c(5, 7))$root is 5.8380310
    const ChangePoint found =
        FindKnee(kOneToTen, std::vector{2.5, 4.9, 6.7, 7.7, 8.9, 10.2, 9.7, 10.4, 11.8, 13.0});
    ASSERT_TRUE(found.knee);
    EXPECT_NEAR(found.knee->x, 3.2384824, 5e-7);
    EXPECT_EQ(found.knee->interval.low, 2);
    EXPECT_NEAR(found.knee->interval.high, 5.8380310, 5e-7);
}

TEST(ChangePointTest, ALaterSeedMayChangeThePValueButNotTheFit)
{
    const ChangePoint one = FindKnee(kOneToTen, kNoisyLine, {.seed = 1});
    const ChangePoint again = FindKnee(kOneToTen, kNoisyLine, {.seed = 1});
    const ChangePoint other = FindKnee(kOneToTen, kNoisyLine, {.seed = 2});
    EXPECT_EQ(one.pValue, again.pValue);
    EXPECT_NE(one.pValue, other.pValue);
    EXPECT_EQ(one.f, other.f);
}

TEST(ChangePointTest, WhatHasNoAnswerIsRefused)
{
    const std::vector<double> four{1, 2, 3, 4};
    const std::vector<double> five{1, 2, 3, 4, 5};
    EXPECT_THROW(FindKnee({}, {}), std::invalid_argument);
    EXPECT_THROW(FindKnee(five, four), std::invalid_argument);
    EXPECT_THROW(FindKnee(four, four), std::invalid_argument);
    EXPECT_THROW(FindKnee(std::vector<double>{1, 1, 2, 2, 3}, five), std::invalid_argument);
    EXPECT_THROW(FindKnee(five, std::vector<double>{1, 2, std::nan(""), 4, 5}),
                 std::invalid_argument);
    EXPECT_THROW(FindKnee(five, five, {.simulations = 0}), std::invalid_argument);
    EXPECT_THROW(FindKnee(five, five, {.confidence = 1}), std::invalid_argument);
}

RC_GTEST_PROP(ChangePointProperty, AKneeWithoutNoiseIsRecovered, ())
{
    auto order = *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(1, 6)); // gaps in x
    std::vector<double> x(order.size());
    std::partial_sum(order.begin(), order.end(), x.begin());
    const double knee = x[1] + (x[10] - x[1]) * *rc::gen::inRange(0, 101) / 100.0;
    const double before = *rc::gen::inRange(-20, 20);
    const double after = before + *rc::gen::element(-3.0, -0.5, 0.5, 3.0);
    const ChangePoint found = FindKnee(x, TwoSegments(x, knee, before, after), {.simulations = 99});
    RC_ASSERT(found.knee.has_value());
    RC_ASSERT(std::abs(found.knee->x - knee) < 1e-6);
    RC_ASSERT(std::abs(found.knee->y - 3) < 1e-6);
    RC_ASSERT(std::abs(found.knee->slopeBefore - before) < 1e-6);
    RC_ASSERT(std::abs(found.knee->slopeAfter - after) < 1e-6);
}

RC_GTEST_PROP(ChangePointProperty, NoHingeOfAGridFitsBetter, ())
{
    const auto integers = *rc::gen::container<std::vector<int>>(10, rc::gen::inRange(-20, 20));
    const std::vector<double> y(integers.begin(), integers.end());
    RC_PRE(std::ranges::any_of(y, [&](double value) { return value != y.front(); }));
    const ChangePoint found = FindKnee(kOneToTen, y, {.simulations = 1});
    for (double k = 2; k <= 9; k += 0.125)
    {
        Eigen::MatrixXd design(10, 3);
        Eigen::VectorXd values(10);
        for (int i = 0; i < 10; ++i)
        {
            design.row(i) << 1, kOneToTen[i], std::max(0.0, kOneToTen[i] - k);
            values[i] = y[i];
        }
        const Eigen::VectorXd fit = design.colPivHouseholderQr().solve(values);
        RC_ASSERT(found.residual <= (values - design * fit).squaredNorm() + 1e-9);
    }
}

RC_GTEST_PROP(ChangePointProperty, TheOrderOfTheValuesDoesNotMatter, (uint32_t seed))
{
    std::vector<size_t> order(kOneToTen.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(seed));
    std::vector<double> x;
    std::vector<double> y;
    for (const size_t i : order)
    {
        x.push_back(kOneToTen[i]);
        y.push_back(kBent[i]);
    }
    const ChangePoint found = FindKnee(x, y, {.simulations = 19});
    RC_ASSERT(found.knee.has_value());
    RC_ASSERT(std::abs(found.knee->x - 7.47 / 1.49) < 1e-9);
}

} // namespace

} // namespace ns3::vnlab
