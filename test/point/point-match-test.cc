// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/point-match.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

StoredScenario
Vms(const std::string& text, double count)
{
    return {text, {{"tenants.count", {std::to_string(static_cast<int>(count)), count}}}};
}

TEST(PointMatchTest, TheSameTextMatchesItself)
{
    const auto points = MatchPoints({{"a", {}}, {"b", {}}}, {{"b", {}}, {"a", {}}});
    ASSERT_EQ(points.size(), 2u);
    EXPECT_EQ(points[0].before->text, "a");
    EXPECT_EQ(points[0].after->text, "a");
    EXPECT_EQ(points[0].where, "scenario 1");
    EXPECT_EQ(points[1].where, "scenario 2");
}

TEST(PointMatchTest, AChangedScenarioMatchesByItsParameters)
{
    const auto points =
        MatchPoints({Vms("old 1", 1), Vms("old 2", 2)}, {Vms("new 2", 2), Vms("new 1", 1)});
    ASSERT_EQ(points.size(), 2u);
    EXPECT_EQ(points[0].where, "tenants.count = 1");
    EXPECT_EQ(points[0].before->text, "old 1");
    EXPECT_EQ(points[0].after->text, "new 1");
    EXPECT_EQ(points[1].after->text, "new 2");
}

TEST(PointMatchTest, WithoutASweepOneScenarioMatchesTheOther)
{
    const auto points = MatchPoints({{"old", {}}}, {{"new", {}}});
    ASSERT_EQ(points.size(), 1u);
    EXPECT_EQ(points[0].where, "");
    EXPECT_EQ(points[0].before->text, "old");
    EXPECT_EQ(points[0].after->text, "new");
}

TEST(PointMatchTest, ParametersMatchByTheirTexts)
{
    const auto points = MatchPoints({{"", {{"substrate.link.rate", {"1Gbps", {}}}}}},
                                    {{"x", {{"substrate.link.rate", {"1Gbps", 1e9}}}}});
    ASSERT_EQ(points.size(), 1u);
    EXPECT_EQ(points[0].after->text, "x");
}

TEST(PointMatchTest, WhatIsAmbiguousIsNotGuessed)
{
    const auto points = MatchPoints({{"a", {}}, {"b", {}}}, {{"c", {}}});
    ASSERT_EQ(points.size(), 3u);
    for (const MatchedPoint& point : points)
    {
        EXPECT_NE(point.before.has_value(), point.after.has_value());
    }
}

TEST(PointMatchTest, PointsAreInTheOrderOfTheirNumbers)
{
    const auto points = MatchPoints({Vms("x", 100), Vms("y", 20), Vms("z", 3)}, {});
    ASSERT_EQ(points.size(), 3u);
    EXPECT_EQ(points[0].where, "tenants.count = 3");
    EXPECT_EQ(points[1].where, "tenants.count = 20");
    EXPECT_EQ(points[2].where, "tenants.count = 100");
}

} // namespace
} // namespace ns3::vnlab
