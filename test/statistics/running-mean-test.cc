// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/running-mean.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

constexpr double kNever = std::numeric_limits<double>::infinity();

RunningMean
MeanOf(const std::vector<double>& values)
{
    RunningMean mean;
    for (const double value : values)
    {
        mean.Add(value);
    }
    return mean;
}

RC_GTEST_PROP(RunningMeanTest, IsTheMeanOfTheSameValues, ())
{
    std::vector<double> values;
    for (const int value :
         *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-1000, 1000))))
    {
        values.push_back(value / 8.0);
    }
    const MeanEstimate running = MeanOf(values).Estimate();
    const MeanEstimate whole = Mean(values);
    RC_ASSERT(running.n == whole.n);
    RC_ASSERT(std::abs(running.mean - whole.mean) < 1e-9);
    RC_ASSERT(running.interval.has_value() == whole.interval.has_value());
    if (whole.interval)
    {
        RC_ASSERT(std::abs(running.interval->low - whole.interval->low) < 1e-9);
        RC_ASSERT(std::abs(running.interval->high - whole.interval->high) < 1e-9);
    }
}

TEST(RunningMeanTest, ValuesThatDifferByRoundingAreEqual)
{
    const MeanEstimate mean = MeanOf({0.1 + 0.2, 0.3, 0.3}).Estimate();
    ASSERT_TRUE(mean.interval);
    EXPECT_EQ(mean.interval->low, mean.interval->high);
}

TEST(RunningMeanTest, ACensoredValueIsNeverDropped)
{
    const MeanEstimate mean = MeanOf({1, kNever, 3}).Estimate();
    EXPECT_EQ(mean.n, 3U);
    EXPECT_EQ(mean.censored, 1U);
    EXPECT_EQ(mean.mean, kNever);
    EXPECT_FALSE(mean.interval);
}

TEST(RunningMeanTest, WithAnUnknownValueTheMeanIsUnknown)
{
    EXPECT_TRUE(std::isnan(MeanOf({1, std::nan(""), kNever}).Estimate().mean));
}

TEST(RunningMeanTest, NoValuesHaveNoMean)
{
    EXPECT_THROW(RunningMean().Estimate(), std::invalid_argument);
}

} // namespace

} // namespace ns3::vnlab
