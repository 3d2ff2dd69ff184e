// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/memory-budget.h"
#include "scenarios/vnlab/sweep/sweep-precision.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{

namespace
{

RunResult
Result(const std::string& design, const std::map<std::string, double>& metrics)
{
    return {.key = {.scenario = "", .design = design, .seed = 1, .run = 0}, .metrics = metrics};
}

/// Three values with mean 100 and an interval of t(0.975, 2) · s / √3 = 4.303 · 1 / 1.732 = 2.48.
std::vector<RunResult>
Around100()
{
    return {
        Result("flat", {{"m", 99}}), Result("flat", {{"m", 100}}), Result("flat", {{"m", 101}})};
}

SweepRepeat
Within(double part, const std::string& metric = "")
{
    return {.atLeast = 2, .atMost = 9, .relativeHalfWidth = part, .metric = metric};
}

TEST(SweepPrecisionTest, IntervalsAreComparedWithTheirMeans)
{
    EXPECT_TRUE(IsPrecise(Around100(), {"flat"}, Within(0.025)));
    EXPECT_FALSE(IsPrecise(Around100(), {"flat"}, Within(0.024)));
}

TEST(SweepPrecisionTest, EveryDesignAndEveryMetricCounts)
{
    std::vector<RunResult> results = Around100();
    results.push_back(Result("vxlan", {{"m", 1}}));
    results.push_back(Result("vxlan", {{"m", 9}}));
    EXPECT_FALSE(IsPrecise(results, {"flat", "vxlan"}, Within(0.025)));
    EXPECT_TRUE(IsPrecise(results, {"flat"}, Within(0.025))) << "a design that is not swept counts";
    results = Around100();
    results[0].metrics["other"] = 1;
    results[1].metrics["other"] = 9;
    EXPECT_FALSE(IsPrecise(results, {"flat"}, Within(0.025)));
    EXPECT_TRUE(IsPrecise(results, {"flat"}, Within(0.025, "m")));
}

TEST(SweepPrecisionTest, ConstantsArePreciseAndCensoredValuesNever)
{
    EXPECT_TRUE(IsPrecise(std::vector{Result("flat", {{"m", 0}}), Result("flat", {{"m", 0}})},
                          {"flat"},
                          Within(0.01)));
    constexpr double never = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(IsPrecise(std::vector{Result("flat", {{"m", 1}}), Result("flat", {{"m", never}})},
                           {"flat"},
                           Within(0.01)));
}

TEST(SweepPrecisionTest, FailedRunsCountForNothing)
{
    std::vector<RunResult> results = Around100();
    results.push_back(Result("flat", {{"m", 1e9}}));
    results.back().error = "signal 11";
    EXPECT_TRUE(IsPrecise(results, {"flat"}, Within(0.025)));
}

TEST(MemoryBudgetTest, JobsFitUntilTheirSumExceedsIt)
{
    MemoryBudget budget(100);
    EXPECT_TRUE(budget.Fits(50));
    budget.Begin(0, 50);
    EXPECT_TRUE(budget.Fits(50));
    EXPECT_FALSE(budget.Fits(51));
    budget.End(0);
    EXPECT_TRUE(budget.Fits(100));
}

TEST(MemoryBudgetTest, AloneEveryJobFits)
{
    EXPECT_TRUE(MemoryBudget(100).Fits(1'000));
}

TEST(MemoryBudgetTest, EstimatesAreCorrectedByWhatJobsNeeded)
{
    MemoryBudget budget(100);
    budget.Begin(0, 10);
    budget.Measured(0, 30);
    budget.End(0);
    budget.Begin(1, 10);
    EXPECT_TRUE(budget.Fits(20));
    EXPECT_FALSE(budget.Fits(24));
    budget.Measured(1, 1); // less than thought changes nothing
    EXPECT_FALSE(budget.Fits(24));
}

TEST(MemoryBudgetTest, TheSystemHasSomeMemory)
{
    EXPECT_GT(AvailableMemory(), 10'000'000U);
    EXPECT_LT(AvailableMemory(), uint64_t{1} << 50);
}

} // namespace

} // namespace ns3::vnlab
