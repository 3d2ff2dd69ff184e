// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/sequential-stop.h"
#include "test/support/infinity.h"

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Mean 10, standard deviation 1, five values: half-width 2.776445 / √5 = 1.241664.
const std::vector<double> kFive{9, 9, 10, 11, 11};

RepeatDecision
Decide(const std::vector<double>& values, const PrecisionTarget& target)
{
    return SequentialStop(values, target).decision;
}

TEST(SequentialStopTest, TheHalfWidthIsThatOfStudentsInterval)
{
    // t(0.975, 4) = 2.776445 (NIST/SEMATECH e-Handbook, section 1.3.6.7.2, to three places 2.776)
    EXPECT_NEAR(SequentialStop(kFive, {}).relativeHalfWidth, 0.1241664, 5e-8);
}

TEST(SequentialStopTest, AnIntervalAsNarrowAsWantedIsReached)
{
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.1242}), RepeatDecision::Reached);
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.1241}), RepeatDecision::Continue);
}

TEST(SequentialStopTest, TheConfidenceCounts)
{
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.1, .confidence = 0.8}),
              RepeatDecision::Reached); // t(0.9, 4) = 1.533: 6.9 %
}

TEST(SequentialStopTest, BelowTheMinimumNothingIsReached)
{
    const PrecisionTarget target{.relativeHalfWidth = 0.5, .minimum = 6};
    EXPECT_EQ(Decide(kFive, target), RepeatDecision::Continue);
    EXPECT_EQ(Decide({9, 9, 10, 11, 11, 10}, target), RepeatDecision::Reached);
}

TEST(SequentialStopTest, AtTheMaximumItGivesUp)
{
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.01, .maximum = 5}), RepeatDecision::GaveUp);
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.01, .maximum = 6}), RepeatDecision::Continue);
}

TEST(SequentialStopTest, WhatIsReachedAtTheMaximumIsReached)
{
    EXPECT_EQ(Decide(kFive, {.relativeHalfWidth = 0.2, .maximum = 5}), RepeatDecision::Reached);
}

TEST(SequentialStopTest, TheFirstRepetitionsAlwaysFollow)
{
    for (const std::vector<double>& values : {std::vector<double>{}, std::vector{3.0}})
    {
        const RepeatState state = SequentialStop(values, {.minimum = 2});
        EXPECT_EQ(state.decision, RepeatDecision::Continue);
        EXPECT_EQ(state.relativeHalfWidth, kInfinity);
    }
}

TEST(SequentialStopTest, EqualValuesAreReachedEvenAtZero)
{
    EXPECT_EQ(Decide({4, 4}, {.minimum = 2}), RepeatDecision::Reached);
    EXPECT_EQ(Decide({0, 0}, {.minimum = 2}), RepeatDecision::Reached);
}

TEST(SequentialStopTest, AMeanOfZeroIsNeverPreciseInRelation)
{
    const RepeatState state = SequentialStop(std::vector{-1.0, 1.0}, {.minimum = 2, .maximum = 2});
    EXPECT_EQ(state.relativeHalfWidth, kInfinity);
    EXPECT_EQ(state.decision, RepeatDecision::GaveUp);
}

TEST(SequentialStopTest, ANegativeMeanIsTakenByItsSize)
{
    EXPECT_NEAR(SequentialStop(std::vector<double>{-9, -9, -10, -11, -11}, {}).relativeHalfWidth,
                0.1241664,
                5e-8);
}

TEST(SequentialStopTest, ACensoredValueKeepsTheMeanUnknown)
{
    const std::vector<double> values{5, 5, 5, 5, kInfinity};
    EXPECT_EQ(Decide(values, {}), RepeatDecision::Continue);
    EXPECT_EQ(Decide(values, {.maximum = 5}), RepeatDecision::GaveUp);
}

TEST(SequentialStopTest, TheMinimumKeepsTheConfidence)
{
    std::mt19937_64 generator(1);
    const auto share = [&](size_t minimum)
    {
        int held = 0;
        for (int trial = 0; trial < 1'000; ++trial)
        {
            std::vector<double> values;
            while (Decide(values, {.minimum = minimum}) == RepeatDecision::Continue)
            {
                const double uniform = (static_cast<double>(generator() >> 12) + 0.5) * 0x1p-52;
                values.push_back(10 + boost::math::quantile(boost::math::normal(), uniform));
            }
            const Interval interval = Mean(values).interval.value();
            held += interval.low <= 10 && 10 <= interval.high;
        }
        return held / 1'000.0;
    };
    EXPECT_NEAR(share(2), 0.88, 0.03); // three standard errors
    EXPECT_NEAR(share(10), 0.94, 0.023);
}

TEST(SequentialStopTest, ATargetThatMakesNoSenseIsRefused)
{
    EXPECT_THROW(SequentialStop(kFive, {.relativeHalfWidth = 0}), std::invalid_argument);
    EXPECT_THROW(SequentialStop(kFive, {.minimum = 1}), std::invalid_argument);
    EXPECT_THROW(SequentialStop(kFive, {.minimum = 5, .maximum = 4}), std::invalid_argument);
    EXPECT_THROW(SequentialStop(kFive, {.confidence = 1}), std::invalid_argument);
    EXPECT_THROW(SequentialStop({}, {.relativeHalfWidth = std::nan("")}), std::invalid_argument);
    EXPECT_THROW(SequentialStop(std::vector{std::nan("")}, {}), std::invalid_argument);
}

RC_GTEST_PROP(SequentialStopProperty, TheUnitDoesNotDecide, ())
{
    const auto integers = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 100));
    std::vector<double> values(integers.begin(), integers.end());
    const PrecisionTarget target{.relativeHalfWidth = 0.3, .minimum = 3, .maximum = 20};
    const RepeatDecision before = Decide(values, target);
    for (double& value : values)
    {
        value *= 1'024; // exact
    }
    RC_ASSERT(Decide(values, target) == before);
}

RC_GTEST_PROP(SequentialStopProperty, RepetitionEndsBetweenTheMinimumAndTheMaximum, ())
{
    const size_t minimum = *rc::gen::inRange<size_t>(2, 10);
    const size_t maximum = minimum + *rc::gen::inRange<size_t>(0, 10);
    const PrecisionTarget target{.relativeHalfWidth = 0.2, .minimum = minimum, .maximum = maximum};
    std::vector<double> values;
    while (Decide(values, target) == RepeatDecision::Continue)
    {
        values.push_back(*rc::gen::inRange(1, 20));
    }
    RC_ASSERT(minimum <= values.size() && values.size() <= maximum);
}

} // namespace

} // namespace ns3::vnlab
