// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/report-fixtures.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::ElementsAre;

std::vector<Standing>
StandingsOf(const IndicatorRow& row)
{
    std::vector<Standing> standings;
    for (const DesignIndicator& design : row.designs)
    {
        standings.push_back(design.standing);
    }
    return standings;
}

TEST(GatherPointTest, DesignsAreComparedRunByRun)
{
    // The runs differ much more than the designs do: only pairs tell them apart.
    const ReportPoint point =
        PointOf({"a", "b"}, {{"config.rules", {{"a", {100, 200, 300}}, {"b", {102, 204, 306}}}}});
    const DesignIndicator& b = point.indicators.at(0).designs.at(1);
    EXPECT_EQ(b.mean.mean, 204);
    EXPECT_EQ(b.mean.n, 3U);
    EXPECT_EQ(b.standing, Standing::kNotSignificant); // 2, 4, 6: 4 ± 4.97
    EXPECT_EQ(b.toBest->difference.mean, 4);
    EXPECT_NEAR(b.toBest->difference.interval->high, 8.968, 0.001);
    EXPECT_NEAR(b.toBest->ratio->mean, 1.02, 1e-12);
    EXPECT_EQ(b.toBest->ratio->interval->low, b.toBest->ratio->interval->high);
}

TEST(GatherPointTest, TheDifferenceIsThatOfPairedDifference)
{
    const std::vector<double> a{5, 9, 4, 7};
    const std::vector<double> b{8, 11, 9, 9};
    const ReportPoint point = PointOf({"a", "b"}, {{"config.rules", {{"a", a}, {"b", b}}}});
    const MeanEstimate expected = PairedDifference(b, a);
    const MeanEstimate& found = point.indicators.at(0).designs.at(1).toBest->difference;
    EXPECT_NEAR(found.mean, expected.mean, 1e-12);
    EXPECT_NEAR(found.interval->low, expected.interval->low, 1e-12);
    EXPECT_NEAR(found.interval->high, expected.interval->high, 1e-12);
}

TEST(GatherPointTest, LevelIsWhatThreeDigitsDoNotTellApart)
{
    const Values values{{"a", {1000}}, {"b", {1004}}, {"c", {1006}}, {"d", {1500}}, {"e", {1501}}};
    const ReportPoint point = PointOf({"a", "b", "c", "d", "e"},
                                      {{"config.rules", values}, {"traffic.delivered", values}});
    EXPECT_THAT(StandingsOf(point.indicators.at(0)),
                ElementsAre(Standing::kBest,
                            Standing::kLevel,
                            Standing::kWorse,
                            Standing::kWorst,
                            Standing::kWorst));
    EXPECT_THAT(StandingsOf(point.indicators.at(1)),
                ElementsAre(Standing::kWorst,
                            Standing::kWorst,
                            Standing::kWorse,
                            Standing::kLevel,
                            Standing::kBest));
    EXPECT_FALSE(IsLevel(point.indicators.at(0)));
}

TEST(GatherPointTest, TheBestFollowsTheDirectionOfTheMetric)
{
    const Values values{{"a", {1, 1}}, {"b", {2, 2}}, {"c", {3, 3}}};
    const ReportPoint point = PointOf(
        {"a", "b", "c"},
        {{"config.rules", values}, {"traffic.delivered", values}, {"traffic.sent", values}});
    EXPECT_THAT(StandingsOf(point.indicators.at(0)),
                ElementsAre(Standing::kBest, Standing::kWorse, Standing::kWorst));
    EXPECT_THAT(StandingsOf(point.indicators.at(1)), testing::Each(Standing::kUnjudged));
    EXPECT_THAT(StandingsOf(point.indicators.at(2)),
                ElementsAre(Standing::kWorst, Standing::kWorse, Standing::kBest));
}

TEST(GatherPointTest, EqualInEveryRunIsEquallyGood)
{
    const ReportPoint point =
        PointOf({"a", "b", "c"}, {{"config.rules", {{"a", {1, 2}}, {"b", {1, 2}}, {"c", {2, 1}}}}});
    EXPECT_THAT(StandingsOf(point.indicators.at(0)),
                ElementsAre(Standing::kBest, Standing::kBest, Standing::kNotSignificant));
}

TEST(GatherPointTest, WhatIsNeverReachedIsWorseAndNotAveraged)
{
    const ReportPoint point =
        PointOf({"a", "b"}, {{"reconfig.acked", {{"a", {1, 2}}, {"b", {1, kNever}}}}});
    const DesignIndicator& b = point.indicators.at(0).designs.at(1);
    EXPECT_EQ(b.mean.mean, kNever);
    EXPECT_EQ(b.mean.censored, 1U);
    EXPECT_EQ(b.standing, Standing::kWorst);
    EXPECT_FALSE(b.toBest->difference.interval);
    EXPECT_FALSE(b.toBest->ratio);
}

TEST(GatherPointTest, ARatioToZeroDoesNotExist)
{
    const ReportPoint point =
        PointOf({"a", "b"}, {{"config.rules", {{"a", {0, 0}}, {"b", {1, 3}}}}});
    const DesignIndicator& b = point.indicators.at(0).designs.at(1);
    EXPECT_EQ(b.toBest->difference.mean, 2);
    EXPECT_FALSE(b.toBest->ratio);
}

TEST(GatherPointTest, OnlyCompletePairsAreCompared)
{
    const ReportPoint point =
        PointOf({"a", "b"}, {{"config.rules", {{"a", {1, 1, 100}}, {"b", {2, 2}}}}});
    // a's mean is larger, b is the best; of the pairs that exist, a is lower by 1 in both
    const DesignIndicator& a = point.indicators.at(0).designs.at(0);
    EXPECT_EQ(a.mean.n, 3U);
    EXPECT_EQ(a.toBest->difference.n, 2U);
    EXPECT_EQ(a.toBest->difference.mean, -1);
}

TEST(GatherPointTest, FailedRunsAreListedAndCountInNoMean)
{
    GatherPoint gather({"a"});
    gather.Add({.key = {"s", "a", 1, 0}, .metrics = {{"config.rules", 5}}});
    gather.Add({.key = {"s", "a", 1, 1}, .error = "no memory", .metrics = {{"config.rules", 9}}});
    const ReportPoint point = gather.Finish();
    EXPECT_EQ(point.runs.at(0).second.through, 1U);
    EXPECT_EQ(point.runs.at(0).second.failed, 1U);
    EXPECT_EQ(point.failures.at(0).error, "no memory");
    EXPECT_EQ(point.indicators.at(0).designs.at(0).mean.mean, 5);
}

TEST(GatherPointTest, ADistributionGivesFourIndicators)
{
    GatherPoint gather({"a"});
    gather.Add({.key = {"s", "a", 1, 0}, .samples = {{"reconfig.leak", {1, 3, kNever, 2}}}});
    const ReportPoint point = gather.Finish();
    std::map<std::string, double> indicators;
    for (const IndicatorRow& row : point.indicators)
    {
        indicators[row.indicator.name] = row.designs.at(0).mean.mean;
    }
    EXPECT_THAT(indicators,
                ElementsAre(testing::Pair("reconfig.leak max", kNever),
                            testing::Pair("reconfig.leak never", 0.25),
                            testing::Pair("reconfig.leak p50", 2.5),
                            testing::Pair("reconfig.leak p99", kNever)));
    EXPECT_EQ(point.distributions.at("reconfig.leak").at(0).second.Never(), 1U);
}

TEST(GatherPointTest, ASampleThatIsNoNumberIsRefused)
{
    GatherPoint gather({"a"});
    const RunResult run{.key = {"s", "a", 1, 0}, .samples = {{"reconfig.leak", {1, NAN}}}};
    EXPECT_THROW(gather.Add(run), std::invalid_argument);
}

TEST(GatherPointTest, AnUnknownDesignIsRefused)
{
    GatherPoint gather({"a"});
    EXPECT_THROW(gather.Add({.key = {"s", "b", 1, 0}}), std::out_of_range);
}

} // namespace

} // namespace ns3::vnlab::test
