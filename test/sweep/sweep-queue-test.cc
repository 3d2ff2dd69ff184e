// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/sweep/sweep-queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// A sweep of a key "n" over 0 … points − 1.
SweepPlan
MakePlan(uint32_t points, const std::vector<std::string>& designs, const SweepRepeat& repeat)
{
    SweepPlan plan;
    for (uint32_t point = 0; point < points; ++point)
    {
        const std::string text = std::to_string(point);
        plan.points.push_back({.parameters = {{"n", {text, point}}}, .identity = text, .seed = 1});
    }
    plan.designs = designs;
    plan.repeat = repeat;
    return plan;
}

bool
Never(const SweepRun&)
{
    return false;
}

/// @return "point design run" of all runs, each ended before the next begins
std::vector<std::string>
Drain(SweepQueue& queue)
{
    std::vector<std::string> order;
    while (queue.Peek())
    {
        const SweepRun run = queue.Take();
        order.push_back(std::to_string(run.point) + std::to_string(run.design) +
                        std::to_string(run.run));
        queue.Ended(run);
    }
    return order;
}

std::vector<std::string>
Selected(const SweepPlan& plan, const SweepSelection& selection)
{
    SweepQueue queue(plan, selection, Never, [](uint32_t, uint32_t) { return true; });
    return Drain(queue);
}

TEST(SweepQueueTest, EveryPointHasItsFirstRunsBeforeAnyHasItsSecond)
{
    EXPECT_THAT(Selected(MakePlan(2, {"flat", "vxlan"}, {2, 2}), {}),
                ElementsAre("000", "010", "100", "110", "001", "011", "101", "111"));
}

TEST(SweepQueueTest, WhatWasDoneBeforeIsLeftOut)
{
    const SweepPlan plan = MakePlan(2, {"flat"}, {2, 2});
    SweepQueue queue(
        plan,
        {},
        [](const SweepRun& run) { return run.run == 0; },
        [](uint32_t, uint32_t) { return true; });
    EXPECT_EQ(queue.DoneBefore(), 2U);
    EXPECT_EQ(queue.ToDo(), 2U);
    EXPECT_THAT(Drain(queue), ElementsAre("001", "101"));
}

TEST(SweepQueueTest, APointGetsRunsUntilItIsPreciseOrHasTheMost)
{
    const SweepPlan plan = MakePlan(3, {"flat"}, {2, 5, 0.05});
    std::vector<std::string> asked;
    SweepQueue queue(plan,
                     {},
                     Never,
                     [&asked](uint32_t point, uint32_t runs)
                     {
                         asked.push_back(std::to_string(point) + std::to_string(runs));
                         return point == 0 || (point == 1 && runs == 3);
                     });
    EXPECT_EQ(queue.ToDo(), 6U);
    EXPECT_THAT(Drain(queue),
                ElementsAre("000", "100", "200", "001", "101", "201", "102", "202", "203", "204"));
    EXPECT_EQ(queue.ToDo(), 10U);
    EXPECT_THAT(asked, ElementsAre("02", "12", "22", "13", "23", "24"));
}

TEST(SweepQueueTest, APointIsJudgedOnlyWhenAllDesignsHaveRun)
{
    const SweepPlan plan = MakePlan(1, {"flat", "vxlan"}, {2, 5, 0.05});
    int judged = 0;
    SweepQueue queue(plan, {}, Never, [&judged](uint32_t, uint32_t) { return ++judged > 0; });
    std::vector<SweepRun> atWork;
    while (queue.Peek())
    {
        atWork.push_back(queue.Take());
    }
    ASSERT_EQ(atWork.size(), 4U);
    for (size_t i = 0; i < atWork.size(); ++i)
    {
        EXPECT_EQ(judged, 0);
        queue.Ended(atWork[i]);
    }
    EXPECT_EQ(judged, 1);
}

TEST(SweepQueueTest, WhatWasDoneBeforeMayBePreciseAlready)
{
    const SweepPlan plan = MakePlan(1, {"flat"}, {2, 5, 0.05});
    const auto all = [](const SweepRun&) { return true; };
    SweepQueue enough(plan, {}, all, [](uint32_t, uint32_t runs) { return runs == 4; });
    EXPECT_THAT(Drain(enough), IsEmpty());
    EXPECT_EQ(enough.DoneBefore(), 4U);
}

TEST(SweepQueueTest, ASelectionIsByIdOrByValues)
{
    const SweepPlan plan = MakePlan(3, {"flat", "vxlan"}, {2, 2});
    EXPECT_THAT(Selected(plan, {.only = {"n=1", "design=vxlan"}}), ElementsAre("110", "111"));
    EXPECT_THAT(Selected(plan, {.only = {"run=1", "n=2"}}), ElementsAre("201", "211"));
    EXPECT_THAT(
        Selected(plan, {.only = {RunId(plan.KeyOf({2, 1, 0})), RunId(plan.KeyOf({0, 0, 1}))}}),
        ElementsAre("210", "001"));
    EXPECT_THAT(Selected(plan, {.only = {RunId(plan.KeyOf({2, 1, 0})), "design=flat"}}), IsEmpty());
}

RC_GTEST_PROP(SweepQueueProperty, ShardsAreApartAndTogetherTheWhole, ())
{
    const auto points = *rc::gen::inRange<uint32_t>(1, 6);
    const auto repeat = *rc::gen::inRange<uint32_t>(1, 4);
    const auto shards = *rc::gen::inRange<uint32_t>(1, 9);
    const SweepPlan plan = MakePlan(points, {"flat", "vxlan", "linkwire"}, {repeat, repeat});
    std::multiset<std::string> together;
    for (uint32_t shard = 1; shard <= shards; ++shard)
    {
        const std::vector<std::string> part = Selected(plan, {.shard = shard, .shards = shards});
        together.insert(part.begin(), part.end());
    }
    const std::vector<std::string> whole = Selected(plan, {});
    RC_ASSERT(together == std::multiset<std::string>(whole.begin(), whole.end()));
}

} // namespace

} // namespace ns3::vnlab
