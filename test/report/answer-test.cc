// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/answer-words.h"
#include "analysis/report/answer.h"
#include "test/support/report-fixtures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST(AnswerTest, SaysTheRatioWithItsIntervalAndWhatIsNotSignificant)
{
    // With t(0.975, 2) = 4.303: settings, ratios 3.0, 3.1, 3.2: geometric mean 3.099, mean of logs ±
    // 0.0802. Rules, ratios 10/11, 12/10, 11/12: logs of mean 0 and s = 0.158, ± 0.392.
    const Answer answer = AnswerOf(
        PointOf({"vxlan", "linkwire"},
                {{"config.settings_intent", {{"vxlan", {30, 31, 32}}, {"linkwire", {10, 10, 10}}}},
                 {"config.rules", {{"vxlan", {10, 12, 11}}, {"linkwire", {11, 10, 12}}}},
                 {"reconfig.disrupted", {{"vxlan", {0, 0, 0}}, {"linkwire", {0, 0, 0}}}}}));
    EXPECT_EQ(answer.lead, "linkwire is best in the one headline measure that differs.");
    EXPECT_THAT(answer.findings,
                ElementsAre(Pair("configuration cost",
                                 "Stated settings: linkwire needs 3.1× [2.9, 3.4] fewer settings "
                                 "than vxlan.")));
    EXPECT_EQ(answer.losses, "Where each is worst: vxlan in stated settings; linkwire nowhere.");
    EXPECT_THAT(answer.limits,
                ElementsAre("Equal under all designs: disrupted packets.",
                            "Not significant: rules of vxlan and linkwire (1.00× [0.68, 1.48]).",
                            "n = 3 runs of each design, paired on the same random numbers; "
                            "brackets are 95 % intervals (Student t), left out where they are "
                            "narrower than the digits shown."));
}

TEST(AnswerTest, DesignsThatAreEquallyFarOffAreNamedTogether)
{
    const Answer answer = AnswerOf(PointOf(
        {"a", "b", "c", "d"},
        {{"config.rules", {{"a", {10, 10}}, {"b", {10, 10}}, {"c", {20, 20}}, {"d", {20, 20}}}}}));
    EXPECT_THAT(answer.findings,
                ElementsAre(Pair("configuration cost",
                                 "Rules: a and b each hold 2.0× fewer rules than c and d.")));
    EXPECT_EQ(answer.losses, "Where each is worst: c in rules; d in rules; a and b nowhere.");
}

TEST(AnswerTest, AgainstZeroItSaysTheDifference)
{
    const Answer answer = AnswerOf(
        PointOf({"flat", "vxlan"},
                {{"config.rules", {{"flat", {0, 0, 0}}, {"vxlan", {1'000, 1'010, 1'020}}}},
                 {"exposure.reachable.guest-user", {{"flat", {1, 1, 1}}, {"vxlan", {0, 0, 0}}}}}));
    EXPECT_THAT(
        answer.findings,
        ElementsAre(Pair("configuration cost",
                         "Rules: flat holds 1,010 [985, 1,035] fewer rules than vxlan."),
                    Pair("lateral-movement exposure",
                         "VMs in reach (guest-user): vxlan lets an attacker reach 100 points "
                         "fewer VMs than flat.")));
    EXPECT_EQ(answer.lead,
              "No design is best everywhere. Best throughout a question: flat (configuration cost) "
              "and vxlan (lateral-movement exposure).");
}

TEST(AnswerTest, WhatIsNeverReachedIsSaid)
{
    const Answer answer = AnswerOf(PointOf(
        {"a", "b", "c"},
        {{"config.deploy_s", {{"a", {0.001, 0.001}}, {"b", {0.002, 0.002}}, {"c", {1, kNever}}}}}));
    EXPECT_EQ(answer.findings.at(0).second,
              "Deployment time: a deploys in 2.0× less time than b; never in 1 of 2 runs of "
              "c.");
}

TEST(AnswerTest, WhereOthersNeverGotThereItSaysWhoDid)
{
    const Answer answer = AnswerOf(PointOf(
        {"a", "b", "c"},
        {{"reconfig.effective p99", {{"a", {1, 2}}, {"b", {2, 1}}, {"c", {kNever, kNever}}}}}));
    EXPECT_EQ(answer.findings.at(0).second,
              "Opening added links (p99): reached by a and b; never under c.");
}

TEST(AnswerTest, OfManyDesignsTheNearestAreNamed)
{
    const Answer answer = AnswerOf(
        PointOf({"a", "b", "c", "d", "e", "f"},
                {{"config.rules",
                  {{"a", {1}}, {"b", {2}}, {"c", {3}}, {"d", {4}}, {"e", {5}}, {"f", {6}}}}}));
    EXPECT_EQ(answer.findings.at(0).second,
              "Rules: a holds 2.0× fewer rules than b, 3.0× fewer than c, 4.0× fewer than d and "
              "still fewer than 2 more.");
}

TEST(AnswerTest, ALastDesignIsNamedAndNotCounted)
{
    const Answer answer = AnswerOf(
        PointOf({"a", "b", "c", "d", "e"},
                {{"config.rules", {{"a", {1}}, {"b", {2}}, {"c", {3}}, {"d", {4}}, {"e", {5}}}}}));
    EXPECT_EQ(answer.findings.at(0).second,
              "Rules: a holds 2.0× fewer rules than b, 3.0× fewer than c, 4.0× fewer than d and "
              "5.0× fewer than e.");
}

TEST(AnswerTest, OfManyBestDesignsItSaysHowManyAndNotWhereEachIsWorst)
{
    const Values rules{
        {"a", {1}}, {"b", {1}}, {"c", {1}}, {"d", {1}}, {"e", {1}}, {"f", {1}}, {"g", {2}}};
    const Answer answer =
        AnswerOf(PointOf({"a", "b", "c", "d", "e", "f", "g"},
                         {{"config.rules", rules}, {"config.messages", {{"a", {9}}, {"g", {1}}}}}));
    EXPECT_EQ(answer.findings.at(0).second, "Rules: 6 designs each hold 2.0× fewer rules than g.");
    EXPECT_EQ(answer.losses, "");
}

TEST(AnswerTest, DesignsThatWinTheSameQuestionsAreNamedTogether)
{
    const Answer answer =
        AnswerOf(PointOf({"a", "b", "c", "d"},
                         {{"config.rules", {{"a", {1}}, {"b", {1}}, {"c", {2}}, {"d", {3}}}},
                          {"traffic.lost", {{"a", {5}}, {"b", {5}}, {"c", {1}}, {"d", {9}}}}}));
    EXPECT_EQ(answer.lead,
              "No design is best everywhere. Best throughout a question: a and b (configuration "
              "cost); c (data plane).");
}

TEST(AnswerTest, OfValuesOnAGridItSaysTheLeastRatio)
{
    const auto sentence = [](const char* metric, double a, double b, double grid)
    {
        GatherPoint gather({"a", "b"});
        for (const auto& [design, value] : {std::pair{"a", a}, std::pair{"b", b}})
        {
            RunResult run{.key = {"s", design, 1, 0}, .metrics = {{"reconfig.grid", grid}}};
            run.samples[metric] = {value};
            gather.Add(run);
        }
        return AnswerOf(gather.Finish()).findings.at(0).second;
    };
    const auto opening = [&](double a, double b, double grid)
    { return sentence("reconfig.effective", a, b, grid); };
    // b took more than 400 ms and a at most 20 ms: 20 times, and nobody knows how much more.
    EXPECT_EQ(opening(0.020, 0.420, 0.020),
              "Opening added links (p99): a takes at least 20× less time than b.");
    // More than 900 µs against at most 600 µs; 9 / 6 is 1.5 exactly, whatever its digits are.
    EXPECT_EQ(opening(600e-6, 1e-3, 1e-4),
              "Opening added links (p99): a takes at least 1.50× less time than b.");
    // More than 449.98 s against at most 20 ms: cut, for 22,500 would be too much.
    EXPECT_EQ(opening(0.020, 450, 0.020),
              "Opening added links (p99): a takes at least 22,499× less time than b.");
    // More than 100 µs against at most 100 µs: less, and nobody knows how much.
    EXPECT_EQ(opening(1e-4, 2e-4, 1e-4), "Opening added links (p99): a takes less time than b.");
    // Here values may be more by the grid: 900 µs at least against less than 300 µs.
    EXPECT_EQ(sentence("reconfig.stale", 2e-4, 9e-4, 1e-4),
              "Wrong after a change (p99): a stays wrong for at least 3.0× less time than b.");
}

TEST(AnswerTest, WhoIsLevelWithTheBestIsBestToo)
{
    const ReportPoint point =
        PointOf({"a", "b", "c"},
                {{"config.deploy_s", {{"a", {4.495e-3}}, {"b", {4.496e-3}}, {"c", {9e-3}}}}});
    const Answer answer = AnswerOf(point);
    EXPECT_EQ(answer.lead, "a is best in the one headline measure that differs.");
    EXPECT_EQ(answer.findings.at(0).second,
              "Deployment time: a and b each deploy in 2.0× less time than c.");
    EXPECT_EQ(answer.losses, "Where each is worst: c in deployment time; a and b nowhere.");
}

TEST(AnswerTest, SingleRunsSayNothingOnChance)
{
    const Answer answer =
        AnswerOf(PointOf({"a", "b"}, {{"config.rules", {{"a", {1}}, {"b", {3}}}}}));
    EXPECT_EQ(answer.findings.at(0).second, "Rules: a holds 3.0× fewer rules than b.");
    EXPECT_EQ(answer.limits.back(),
              "n = 1 run of each design: single runs, so there are no intervals and no "
              "statement about chance.");
}

TEST(AnswerTest, OneDesignHasNothingToBeComparedWith)
{
    const Answer answer = AnswerOf(PointOf({"a"}, {{"config.rules", {{"a", {1, 2}}}}}));
    EXPECT_EQ(answer.lead, "One design was run, so there is nothing to compare it with.");
    EXPECT_THAT(answer.findings, IsEmpty());
}

TEST(AnswerTest, FailedRunsShowInN)
{
    const Answer answer = AnswerOf(
        PointOf({"a", "b"}, {{"config.rules", {{"a", {1, 2}}, {"b", {3, 5}}}}, {"x", {}}}));
    EXPECT_THAT(answer.limits.back(), HasSubstr("n = 2 runs of each design"));
    GatherPoint gather({"a", "b"});
    gather.Add({.key = {"s", "a", 1, 0}, .metrics = {{"config.rules", 1}}});
    gather.Add({.key = {"s", "b", 1, 0}, .error = "no memory"});
    const Answer refused = AnswerOf(gather.Finish());
    EXPECT_THAT(refused.limits.back(), HasSubstr("n = 1 run of each other design"));
    EXPECT_EQ(refused.refusals, "b has no result: no memory. ");
    EXPECT_EQ(refused.lead, "a alone has results, so there is nothing to compare it with.");
}

TEST(AnswerTest, DesignsWithAsManyRunsAreNamedTogether)
{
    GatherPoint gather({"a", "b", "c"});
    for (const char* design : {"a", "b", "c"})
    {
        gather.Add({.key = {"s", design, 1, 0}, .metrics = {{"config.rules", 1}}});
    }
    gather.Add({.key = {"s", "a", 1, 1}, .metrics = {{"config.rules", 1}}});
    gather.Add({.key = {"s", "c", 1, 1}, .metrics = {{"config.rules", 1}}});
    EXPECT_THAT(AnswerOf(gather.Finish()).limits.back(),
                HasSubstr("n = 2 runs of a and c and 1 of b"));
}

TEST(AnswerTest, ADesignThatIsNotJudgedIsNoWinner)
{
    GatherPoint gather({"flat", "a", "b"});
    for (const char* design : {"flat", "a", "b"})
    {
        const bool flat = design == std::string("flat");
        gather.Add({.key = {"s", design, 1, 0},
                    .metrics = {{"reconfig.messages", flat ? 0.0 : 4.0},
                                {"reconfig.rules_touched",
                                 flat               ? 0.0
                                 : design[0] == 'a' ? 2
                                                    : 3},
                                {"reconfig.always_open", flat ? 1.0 : 0.0}}});
    }
    const ReportPoint point = gather.Finish();
    for (const IndicatorRow& row : point.indicators)
    {
        if (row.indicator.name != "reconfig.always_open")
        {
            EXPECT_EQ(row.designs[0].standing, Standing::kUnjudged) << row.indicator.name;
            EXPECT_EQ(row.designs[1].standing, Standing::kBest) << row.indicator.name;
        }
        EXPECT_EQ(IsEqual(row), row.indicator.name == "reconfig.messages") << row.indicator.name;
    }
}

TEST(AnswerTest, NothingIsOneTimesLess)
{
    const Answer answer = AnswerOf(
        PointOf({"a", "b"},
                {{"traffic.delay_p99", {{"a", {5.01e-6, 5.01e-6}}, {"b", {5.02e-6, 5.02e-6}}}},
                 {"config.rules", {{"a", {2, 2}}, {"b", {1, 1}}}}}));
    EXPECT_EQ(answer.lead, "b is best in the one headline measure that differs.");
    EXPECT_THAT(answer.findings, testing::SizeIs(1));
    EXPECT_THAT(answer.limits, testing::Contains("Level in three digits: packet delay (p99)."));
}

TEST(AnswerTest, WhereNoDesignIsBestThroughoutAQuestionItSaysSo)
{
    const Answer answer = AnswerOf(PointOf({"a", "b"},
                                           {{"config.rules", {{"a", {1, 1}}, {"b", {3, 3}}}},
                                            {"config.messages", {{"a", {3, 3}}, {"b", {1, 1}}}}}));
    EXPECT_EQ(answer.lead, "No design is best everywhere, nor throughout one question.");
}

TEST(RatioTextTest, HasAsManyDigitsAsTheIntervalAsksFor)
{
    const auto text = [](double mean, double low, double high) {
        return RatioText({.n = 5, .mean = mean, .interval = Interval{low, high}});
    };
    EXPECT_EQ(text(3.1, 2.9, 3.3), "3.1× [2.9, 3.3]");
    EXPECT_EQ(text(1.04, 0.981, 1.106), "1.04× [0.98, 1.11]");
    EXPECT_EQ(text(3.14, 3.12, 3.13), "3.14× [3.12, 3.13]");
    EXPECT_EQ(text(3.14159, 3.14158, 3.14160), "3.14×");
    EXPECT_EQ(text(1234.4, 1000.2, 1500.4), "1,234× [1,000, 1,500]");
    EXPECT_EQ(RatioText({.n = 1, .mean = 2.04, .interval = {}}), "2.0×");
}

} // namespace

} // namespace ns3::vnlab::test
