// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/distribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::Pair;

Distribution
DistributionOf(const std::vector<double>& values)
{
    Distribution distribution;
    for (const double value : values)
    {
        distribution.Add(value);
    }
    return distribution;
}

TEST(DistributionTest, StepsStandAtTheValues)
{
    EXPECT_THAT(DistributionOf({0.3, 0.1, 0.3, 2}).Curve(),
                ElementsAre(Pair(0.1, 0.25), Pair(0.3, 0.75), Pair(2, 1)));
}

TEST(DistributionTest, WhatIsNeverReachedKeepsTheCurveBelowOne)
{
    const Distribution some = DistributionOf({1, std::numeric_limits<double>::infinity()});
    EXPECT_EQ(some.Count(), 2U);
    EXPECT_EQ(some.Never(), 1U);
    EXPECT_THAT(some.Curve(), ElementsAre(Pair(1, 0.5)));
}

TEST(DistributionTest, ZeroIsAValue)
{
    EXPECT_THAT(DistributionOf({0, 1e-9, 0}).Curve(), ElementsAre(Pair(0, 2.0 / 3), Pair(1e-9, 1)));
}

RC_GTEST_PROP(DistributionTest, EachPointIsExact, ())
{
    const auto values =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5000)));
    const auto curve = DistributionOf({values.begin(), values.end()}).Curve();
    for (const auto& [x, part] : curve)
    {
        const auto atMost = std::ranges::count_if(values, [x = x](int v) { return v <= x; });
        RC_ASSERT(part == static_cast<double>(atMost) / static_cast<double>(values.size()));
    }
    RC_ASSERT(curve.back().first == std::ranges::max(values));
}

} // namespace

} // namespace ns3::vnlab
