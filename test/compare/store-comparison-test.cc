// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/store-comparison.h"
#include "test/support/infinity.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{
namespace
{

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Runs 0, 1, … of one seed with a value each.
std::vector<ComparedRun>
Runs(const std::vector<double>& values,
     uint64_t seed = 1,
     const std::string& metric = "config.rules",
     const std::string& design = "flat")
{
    std::vector<ComparedRun> runs;
    for (const double value : values)
    {
        runs.push_back({.design = design,
                        .seed = seed,
                        .run = static_cast<uint32_t>(runs.size()),
                        .values = {{metric, value}}});
    }
    return runs;
}

/// The only change of the only design.
IndicatorChange
Change(const std::vector<ComparedRun>& before, const std::vector<ComparedRun>& after)
{
    const std::vector<DesignChange> changes = ComparePoint("here", before, after);
    EXPECT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes.at(0).indicators.size(), 1u);
    return changes.at(0).indicators.at(0);
}

TEST(StoreComparisonTest, RunsOfOneSeedAreComparedPairByPair)
{
    const IndicatorChange change = Change(Runs({10, 12, 14}), Runs({11, 14, 17}));
    EXPECT_EQ(change.where, "here");
    EXPECT_EQ(change.design, "flat");
    EXPECT_EQ(change.indicator.name, "config.rules");
    EXPECT_EQ(change.pairs, 3u);
    EXPECT_DOUBLE_EQ(change.oldMean, 12);
    EXPECT_DOUBLE_EQ(change.newMean, 14);
    EXPECT_DOUBLE_EQ(change.difference, 2); // of 1, 2, 3: s = 1, t(0.975, 2) = 4.302653
    ASSERT_TRUE(change.interval);
    EXPECT_NEAR(change.interval->low, 2 - 4.302653 / std::sqrt(3.0), 1e-6);
    EXPECT_NEAR(change.interval->high, 2 + 4.302653 / std::sqrt(3.0), 1e-6);
    EXPECT_FALSE(change.significant);
    EXPECT_FALSE(change.equal);
    EXPECT_EQ(Worsening(change), 1);
}

TEST(StoreComparisonTest, ADifferenceThatIsTheSameInEveryPairIsSignificant)
{
    const IndicatorChange change = Change(Runs({10, 12}), Runs({8, 10}));
    EXPECT_EQ(change.interval, (Interval{-2, -2}));
    EXPECT_TRUE(change.significant);
    EXPECT_EQ(Worsening(change), -1);
}

TEST(StoreComparisonTest, EqualRunsAreEqualEvenWhereAValueIsCensoredOrUnknown)
{
    const IndicatorChange change = Change(Runs({1, kInfinity, kNaN}), Runs({1, kInfinity, kNaN}));
    EXPECT_TRUE(change.equal);
    EXPECT_EQ(change.difference, 0);
    EXPECT_EQ(Worsening(change), 0);
}

TEST(StoreComparisonTest, OnePairHasNoInterval)
{
    const IndicatorChange change = Change(Runs({10}), Runs({20}));
    EXPECT_EQ(change.difference, 10);
    EXPECT_FALSE(change.interval);
    EXPECT_FALSE(change.significant);
    EXPECT_EQ(Worsening(change), 1);
}

TEST(StoreComparisonTest, PairsInWhichOneValueIsCensoredDifferByAnUnknownAmount)
{
    const IndicatorChange change = Change(Runs({1, 2}), Runs({1, kInfinity}));
    EXPECT_FALSE(change.equal);
    EXPECT_TRUE(std::isnan(change.difference));
    EXPECT_EQ(change.oldMean, 1.5);
    EXPECT_EQ(change.newMean, kInfinity);
    EXPECT_EQ(Worsening(change), 0);
}

TEST(StoreComparisonTest, OnlyPairsCountWhereThereAreSome)
{
    const std::vector<ComparedRun> before = Runs({10, 10, 100});
    const std::vector<DesignChange> changes = ComparePoint("", before, Runs({11, 12}));
    const IndicatorChange& change = changes.at(0).indicators.at(0);
    EXPECT_EQ(change.pairs, 2u);
    EXPECT_EQ(change.oldRuns, 3u);
    EXPECT_EQ(change.oldMean, 10);
    EXPECT_EQ(change.newMean, 11.5);
    EXPECT_EQ(changes.at(0).onlyOld, 1u);
    EXPECT_EQ(changes.at(0).onlyNew, 0u);
}

TEST(StoreComparisonTest, OtherSeedsAreComparedAsIndependentSamples)
{
    const IndicatorChange change = Change(Runs({1, 2, 3, 4}, 1), Runs({11, 12, 13, 14}, 2));
    EXPECT_EQ(change.pairs, 0u);
    EXPECT_EQ(change.oldMean, 2.5);
    EXPECT_EQ(change.newMean, 12.5);
    EXPECT_EQ(change.difference, 10); // P(U < 1) = 1/70 <= 0.025: from 11 - 4 to 14 - 1
    EXPECT_EQ(change.interval, (Interval{7, 13}));
    EXPECT_TRUE(change.significant);
}

TEST(StoreComparisonTest, IndependentSamplesOfOneValueAreEqual)
{
    EXPECT_TRUE(Change(Runs({5, 5}, 1), Runs({5, 5, 5}, 2)).equal);
    EXPECT_FALSE(Change(Runs({5, 5}, 1), Runs({5, 6}, 2)).equal);
    EXPECT_TRUE(std::isnan(Change(Runs({5, kNaN}, 1), Runs({5, 6}, 2)).difference));
}

TEST(StoreComparisonTest, MoreIsBetterOrWorseAsTheCatalogueSays)
{
    const auto worsening = [](const std::string& metric) {
        return Worsening(Change(Runs({1, 1}, 1, metric), Runs({2, 2}, 1, metric)));
    };
    EXPECT_EQ(worsening("traffic.delivered"), -1);
    EXPECT_EQ(worsening("traffic.overhead_bytes"), 1);
    EXPECT_EQ(worsening("traffic.sent"), 0);
}

TEST(StoreComparisonTest, WhatOnlyOneStoreHasIsKept)
{
    std::vector<ComparedRun> before = Runs({1});
    before[0].values["gone"] = 3;
    std::vector<ComparedRun> after = Runs({1});
    after[0].values["added"] = 4;
    const std::vector<ComparedRun> other = Runs({7}, 1, "config.rules", "vxlan");
    after.insert(after.end(), other.begin(), other.end());
    const std::vector<DesignChange> changes = ComparePoint("", before, after);
    ASSERT_EQ(changes.size(), 2u);
    ASSERT_EQ(changes[0].indicators.size(), 3u);
    EXPECT_EQ(changes[0].indicators[1].indicator.name, "added");
    EXPECT_EQ(changes[0].indicators[1].oldRuns, 0u);
    EXPECT_EQ(changes[0].indicators[1].newMean, 4);
    EXPECT_EQ(changes[0].indicators[2].indicator.name, "gone");
    EXPECT_EQ(changes[0].indicators[2].newRuns, 0u);
    EXPECT_EQ(changes[1].design, "vxlan");
    EXPECT_EQ(changes[1].onlyNew, 1u);
}

TEST(StoreComparisonTest, FailedRunsAreCountedAndHaveNoValues)
{
    std::vector<ComparedRun> before = Runs({1, 1, 1});
    std::vector<ComparedRun> after = Runs({2, 2, 2});
    before[0].failed = true;
    after[2].failed = true;
    const DesignChange change = ComparePoint("", before, after).at(0);
    EXPECT_EQ(change.nowFailed, 1u);
    EXPECT_EQ(change.nowFine, 1u);
    EXPECT_EQ(change.indicators.at(0).pairs, 1u);
}

TEST(StoreComparisonTest, ARunIsReducedToItsNumbers)
{
    const RunResult fine{.key = {.scenario = "", .design = "flat", .seed = 3, .run = 2},
                         .metrics = {{"config.rules", 5}}};
    const ComparedRun run = ToComparedRun(fine);
    EXPECT_EQ(run.seed, 3u);
    EXPECT_EQ(run.run, 2u);
    EXPECT_EQ(run.values.at("config.rules"), 5);
    RunResult failed = fine;
    failed.error = "out of memory";
    EXPECT_TRUE(ToComparedRun(failed).failed);
    EXPECT_TRUE(ToComparedRun(failed).values.empty());
}

} // namespace
} // namespace ns3::vnlab
