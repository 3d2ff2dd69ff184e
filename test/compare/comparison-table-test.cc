// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/comparison-table.h"
#include "analysis/style/visible-text.h"
#include "test/support/fake-comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;
using testing::Not;

RunResult
RunWith(const std::string& design, uint32_t run, std::map<std::string, double> metrics)
{
    RunResult result;
    result.key = {.scenario = "", .design = design, .seed = 1, .run = run};
    result.metrics = std::move(metrics);
    return result;
}

TEST(ComparisonTableTest, OneRunIsShownAsItsValues)
{
    const Comparison comparison{
        .title = "Three VMs",
        .designs = {"vxlan", "flat"},
        .results = {
            RunWith("flat", 0, {{"config.rules", 0}, {"config.deploy_s", 0.0025}, {"my.own", 2}}),
            RunWith("vxlan", 0, {{"config.rules", 12'345}, {"traffic.delivered", 7}})}};
    EXPECT_EQ(ComparisonTable(comparison),
              "                      vxlan       flat\n"
              "\n"
              "configuration cost\n"
              "  config.rules       12,345          0 *\n"
              "  config.deploy_s         –    2.50 ms\n"
              "\n"
              "data plane\n"
              "  traffic.delivered       7          –\n"
              "\n"
              "other\n"
              "  my.own                  –          2\n"
              "\n"
              "* best of its row; n = 1: single runs, so there are no intervals\n");
}

TEST(ComparisonTableTest, SeveralRunsAreShownAsMeanAndInterval)
{
    // 1, 2, 3: standard deviation 1, t(0.975, 2) = 4.303, half-width 4.303 / √3 = 2.48.
    const Comparison comparison{.title = "t",
                                .designs = {"flat"},
                                .results = {RunWith("flat", 0, {{"config.rules", 1}}),
                                            RunWith("flat", 1, {{"config.rules", 2}}),
                                            RunWith("flat", 2, {{"config.rules", 3}})}};
    const std::string table = ComparisonTable(comparison);
    EXPECT_THAT(table, HasSubstr("config.rules  2.0 ± 2.5"));
    EXPECT_THAT(table, HasSubstr("n = 3; mean ± half-width of the 95 % interval"));
}

TEST(ComparisonTableTest, TheBestValueFollowsTheMetricsDirection)
{
    const Comparison comparison{
        .title = "t",
        .designs = {"a", "b", "c"},
        .results = {
            RunWith(
                "a", 0, {{"config.rules", 1}, {"traffic.delivered", 1}, {"attack.attempts.a", 1}}),
            RunWith(
                "b", 0, {{"config.rules", 2}, {"traffic.delivered", 2}, {"attack.attempts.a", 2}}),
            RunWith("c",
                    0,
                    {{"config.rules", 1}, {"traffic.delivered", 2}, {"attack.attempts.a", 3}})}};
    const std::string table = ComparisonTable(comparison);
    EXPECT_THAT(table, HasSubstr("config.rules       1 *  2    1 *\n"));
    EXPECT_THAT(table, HasSubstr("traffic.delivered  1    2 *  2 *\n"));
    EXPECT_THAT(table, HasSubstr("attack.attempts.a  1    2    3\n"));
}

TEST(ComparisonTableTest, EqualValuesHaveNoBest)
{
    const Comparison comparison{.title = "t",
                                .designs = {"a", "b"},
                                .results = {RunWith("a", 0, {{"config.rules", 5}}),
                                            RunWith("b", 0, {{"config.rules", 5}})}};
    EXPECT_THAT(ComparisonTable(comparison), HasSubstr("config.rules  5    5\n"));
}

TEST(ComparisonTableTest, ZeroIsShownOnlyWhereItIsAnAnswer)
{
    std::map<std::string, double> zeros{{"reconfig.disrupted", 0},
                                        {"drops.no-route", 0},
                                        {"drops.no-port", 0},
                                        {"config.rules", 0},
                                        {"config.rules_switch", 0},
                                        {"config.refused", 0},
                                        {"cpu.host_s", 0}};
    std::map<std::string, double> others = zeros;
    others["drops.no-port"] = 3;
    const std::string table =
        ComparisonTable({.title = "t",
                         .designs = {"a", "b"},
                         .results = {RunWith("a", 0, zeros), RunWith("b", 0, others)}});
    EXPECT_THAT(table, HasSubstr("reconfig.disrupted  0    0\n"));
    EXPECT_THAT(table, HasSubstr("config.rules        0    0\n"));
    EXPECT_THAT(table, HasSubstr("drops.no-port       0    3\n"));
    for (const char* quiet : {"no-route", "config.rules_switch", "config.refused", "cpu.host_s"})
    {
        EXPECT_THAT(table, Not(HasSubstr(quiet)));
    }
}

TEST(ComparisonTableTest, ADistributionIsShownByItsQuantilesAndWhatWasNeverReached)
{
    RunResult run = RunWith("a", 0, {});
    run.samples["reconfig.effective"] = {
        0.002, 0.001, 0.003, std::numeric_limits<double>::infinity()};
    const std::string table = ComparisonTable({.title = "t", .designs = {"a"}, .results = {run}});
    EXPECT_THAT(table, HasSubstr("reconfig.effective p50    2.50 ms\n"));
    EXPECT_THAT(table, HasSubstr("reconfig.effective p99      never\n"));
    EXPECT_THAT(table, HasSubstr("reconfig.effective max      never\n"));
    EXPECT_THAT(table, HasSubstr("reconfig.effective never     25 %\n"));
}

TEST(ComparisonTableTest, ACensoredRunIsNotAveragedAway)
{
    const double never = std::numeric_limits<double>::infinity();
    const Comparison comparison{.title = "t",
                                .designs = {"a"},
                                .results = {RunWith("a", 0, {{"reconfig.acked", 1}}),
                                            RunWith("a", 1, {{"reconfig.acked", never}})}};
    EXPECT_THAT(ComparisonTable(comparison), HasSubstr("reconfig.acked  never in 1 of 2"));
}

TEST(ComparisonTableTest, FailedRunsAreNamedAndLeftOut)
{
    Comparison comparison{.title = "t",
                          .designs = {"a", "b"},
                          .results = {RunWith("a", 0, {{"config.rules", 5}}),
                                      RunWith("a", 1, {{"config.rules", 5}}),
                                      RunWith("b", 0, {{"config.rules", 9}}),
                                      RunWith("b", 1, {{"config.rules", 1'000}})}};
    comparison.results.back().error = "out of memory\nsee log";
    const std::string table = ComparisonTable(comparison);
    EXPECT_EQ(FailuresText(comparison), "b: 1 of 2 runs failed: out of memory\\nsee log\n");
    EXPECT_THAT(table, HasSubstr("n = 2 for a, 1 for b; mean"));
    EXPECT_THAT(table, HasSubstr("config.rules  5 *  9\n"));
}

TEST(ComparisonTableTest, NamesCannotActOnTheTerminal)
{
    const std::string evil = "a\x1b[2J\n";
    const std::string table = ComparisonTable(
        {.title = evil, .designs = {evil}, .results = {RunWith(evil, 0, {{"config.rules", 5}})}});
    EXPECT_THAT(table, Not(HasSubstr("\x1b")));
    EXPECT_THAT(table, HasSubstr("a\\x1b[2J\\n"));
}

TEST(ComparisonTableTest, WhatWasNotDoneIsNotBest)
{
    const std::string table =
        ComparisonTable({.title = "t",
                         .designs = {"flat", "vxlan", "linkwire"},
                         .results = {RunWith("flat",
                                             0,
                                             {{"reconfig.messages", 0},
                                              {"reconfig.always_open", 1},
                                              {"reconfig.rules_touched", 0}}),
                                     RunWith("vxlan", 0, {{"reconfig.messages", 7}}),
                                     RunWith("linkwire", 0, {{"reconfig.messages", 5}})}});
    EXPECT_THAT(table, HasSubstr("reconfig.messages          0        7           5 *\n"));
}

TEST(ComparisonTableTest, EveryLineFitsWhateverTheDesigns)
{
    Comparison comparison{.title = "t", .designs = {}, .results = {}};
    for (int i = 0; i < 12; ++i)
    {
        comparison.designs.push_back(std::to_string(i) + "-of-a-long-name-" + std::string(40, 'x'));
        for (uint32_t run = 0; run < 3; ++run)
        {
            comparison.results.push_back(RunWith(
                comparison.designs.back(),
                run,
                {{"config.deploy_s", 0.1 + i + run / 7.0},
                 {"exposure.reachable_two_way.guest-root.neighbour.own-vm", 1.0 / (i + 1)}}));
        }
    }
    std::istringstream lines(ComparisonTable(comparison));
    for (std::string line; std::getline(lines, line);)
    {
        EXPECT_LE(CodePoints(line), 80U) << line;
    }
}

TEST(ComparisonTableTest, MetricsStandUnderTheQuestionTheyAnswerInThatOrder)
{
    const std::string table = ComparisonTable(FakeComparison(2));
    const size_t cost = table.find("\nconfiguration cost\n");
    const size_t latency = table.find("\nreconfiguration latency\n");
    const size_t exposure = table.find("\nlateral-movement exposure\n");
    ASSERT_NE(cost, std::string::npos);
    EXPECT_LT(cost, latency);
    EXPECT_LT(latency, exposure);
    EXPECT_NE(exposure, std::string::npos);
}

} // namespace

} // namespace ns3::vnlab
