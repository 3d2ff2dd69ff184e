// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/mean-over-time.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using Points = std::vector<std::pair<double, double>>;

/// The estimate that holds at a time.
MeanEstimate
At(const MeanOverTime& mean, double time)
{
    const auto curve = mean.Estimate();
    const auto after = std::ranges::find_if(curve, [&](const auto& at) { return at.time > time; });
    return std::prev(after)->mean;
}

TEST(MeanOverTimeTest, HoldsEachValueUntilTheNext)
{
    MeanOverTime mean;
    mean.Add(Points{{8, 1}, {9, 4}, {10, 5}});
    mean.Add(Points{{8, 1}, {9, 2}, {10, 3}});
    EXPECT_EQ(mean.Estimate().front().time, 8);
    EXPECT_EQ(mean.Estimate().back().time, 10);
    EXPECT_EQ(At(mean, 8.5).mean, 1);
    EXPECT_EQ(At(mean, 9.5).mean, 3);
    EXPECT_EQ(At(mean, 9.5).n, 2U);
    EXPECT_EQ(mean.Estimate().back().mean.mean, 4);
    EXPECT_EQ(mean.Estimate().size(), MeanOverTime::kSteps + 1);
}

TEST(MeanOverTimeTest, ALaterEndKeepsWhatWasKnown)
{
    MeanOverTime mean;
    mean.Add(Points{{0, 1}, {1, 3}});
    mean.Add(Points{{0, 1}, {5, 7}});
    EXPECT_EQ(mean.Estimate().back().time, 5);
    EXPECT_EQ(At(mean, 0.5).mean, 1);
    EXPECT_EQ(At(mean, 2).mean, 2);
    EXPECT_EQ(mean.Estimate().back().mean.mean, 5);
}

TEST(MeanOverTimeTest, BeforeItsFirstPointARunIsZero)
{
    MeanOverTime mean;
    mean.Add(Points{{4, 2}, {5, 4}});
    mean.Add(Points{{1, 6}, {2, 8}});
    EXPECT_EQ(mean.Estimate().front().time, 1);
    EXPECT_EQ(mean.Estimate().back().time, 5);
    EXPECT_EQ(At(mean, 1.5).mean, 3);
    EXPECT_EQ(At(mean, 3).mean, 4);
    EXPECT_EQ(At(mean, 4.5).mean, 5);
    EXPECT_EQ(mean.Estimate().back().mean.mean, 6);
}

TEST(MeanOverTimeTest, OnePointIsACurve)
{
    MeanOverTime mean;
    EXPECT_TRUE(mean.Estimate().empty());
    mean.Add({});
    EXPECT_TRUE(mean.Estimate().empty());
    mean.Add(Points{{3, 1}});
    ASSERT_EQ(mean.Estimate().size(), 1U);
    EXPECT_EQ(mean.Estimate().front().time, 3);
    EXPECT_EQ(mean.Estimate().front().mean.mean, 1);
}

} // namespace

} // namespace ns3::vnlab
