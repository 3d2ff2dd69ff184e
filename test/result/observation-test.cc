// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/observation.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::array kWork{
    "reconfig.acked", "reconfig.rules_touched", "reconfig.recomputed", "reconfig.messages"};

bool
IsJudgedIn(const RunResult& run, const char* metric)
{
    return IsJudged(run, DescribeIndicator(metric));
}

TEST(ObservationTest, WorkThatWasNotDoneIsNotJudged)
{
    RunResult open;
    open.metrics = {{"reconfig.always_open", 1}, {"reconfig.rules_touched", 0}};
    RunResult leaking;
    leaking.samples["reconfig.leak"] = {0.1, std::numeric_limits<double>::infinity()};
    for (const char* metric : kWork)
    {
        EXPECT_FALSE(IsJudgedIn(open, metric)) << metric;
        EXPECT_FALSE(IsJudgedIn(leaking, metric)) << metric;
    }
    for (const char* metric : {"config.rules", "reconfig.disrupted", "reconfig.leak never"})
    {
        EXPECT_TRUE(IsJudgedIn(open, metric)) << metric;
        EXPECT_TRUE(IsJudgedIn(leaking, metric)) << metric;
    }
}

TEST(ObservationTest, LittleWorkIsJudgedWhereLinksObey)
{
    RunResult quiet;
    quiet.metrics = {{"reconfig.always_open", 0}, {"reconfig.rules_touched", 0}};
    quiet.samples["reconfig.leak"] = {0, 0.1};
    RunResult busy = quiet;
    busy.metrics = {{"reconfig.always_open", 1}, {"reconfig.rules_touched", 3}};
    for (const char* metric : kWork)
    {
        EXPECT_TRUE(IsJudgedIn(quiet, metric)) << metric;
        EXPECT_TRUE(IsJudgedIn(busy, metric)) << metric;
    }
}

TEST(ObservationTest, WhatComesBeforehandIsNotJudgedWhereMostComesOnDemand)
{
    RunResult asks;
    asks.metrics = {{"control.entries", 0}, {"reconfig.rules_touched", 2}};
    for (const char* metric : {"config.rules",
                               "config.rules_host",
                               "config.rule_bytes",
                               "config.messages",
                               "reconfig.messages"})
    {
        EXPECT_FALSE(IsJudgedIn(asks, metric)) << metric;
        EXPECT_TRUE(IsJudgedIn(RunResult{}, metric)) << metric;
    }
    for (const char* metric : {"config.deploy_s", "traffic.first_packet_delay", "control.entries"})
    {
        EXPECT_TRUE(IsJudgedIn(asks, metric)) << metric;
    }
}

TEST(ObservationTest, AnAbsentValueHasAReasonWhereOneIsKnown)
{
    RunResult run;
    EXPECT_THAT(AbsencesOf(run), IsEmpty());
    run.metrics["reconfig.not_measured"] = 2;
    EXPECT_THAT(AbsencesOf(run),
                ElementsAre(Pair("reconfig.effective", "not measured"),
                            Pair("reconfig.leak", "not measured")));
    run.metrics["reconfig.always_open"] = 1;
    run.samples["reconfig.leak"] = {0.5};
    EXPECT_THAT(AbsencesOf(run), ElementsAre(Pair("reconfig.effective", "always open")));
    EXPECT_EQ(WhyAbsent(run, DescribeIndicator("reconfig.effective p99")), "always open");
    EXPECT_EQ(WhyAbsent(run, DescribeIndicator("reconfig.leak p99")), "");
}

} // namespace

} // namespace ns3::vnlab
