// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/gate/comparison-report.h"

#include <gmock/gmock.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace ns3::vnlab
{

namespace
{

using Json = nlohmann::json;
using testing::HasSubstr;

IndicatorChange
RulesOf(const std::string& design, double before, double after)
{
    return {.where = "",
            .design = design,
            .indicator = DescribeIndicator("config.rules"),
            .oldRuns = 1,
            .newRuns = 1,
            .pairs = 1,
            .oldMean = before,
            .newMean = after,
            .difference = after - before,
            .interval = std::nullopt,
            .equal = before == after,
            .significant = false};
}

/// Two designs that moved, one run that only NEW has, and a gate of each kind.
ComparisonReport
SomeReport()
{
    ComparisonReport report;
    report.before = "old: 1 run";
    report.after = "new_<2>: 2 runs";
    report.Add(
        {.where = "", .design = "a|b", .onlyNew = 1, .indicators = {RulesOf("a|b", 10, 12)}});
    report.Add({.where = "", .design = "c", .indicators = {RulesOf("c", 10, 5)}});
    report.gates = {{.place = "g.toml:1", .what = "config.* of *", .broken = false},
                    {.place = "g.toml:5",
                     .what = "config.rules of a|b",
                     .broken = true,
                     .reasons = {"rose & \"fell\"\x1b"},
                     .more = 2}};
    return report;
}

TEST(ComparisonReportTest, TheLargestMovesStay)
{
    const ComparisonReport report = SomeReport();
    ASSERT_EQ(report.Shown({1, true}).size(), 1U);
    EXPECT_EQ(report.Shown({1, true}).front().design, "c");
    EXPECT_EQ(report.Shown({2, true}).front().design, "a|b") << "in their order where they are all";
    EXPECT_EQ(report.BrokenGates(), 1U);
}

TEST(ComparisonReportTest, JsonHasEverything)
{
    const Json json = Json::parse(ComparisonJson(SomeReport()));
    EXPECT_EQ(json["old"], "old: 1 run");
    EXPECT_EQ(json["compared"], 2);
    EXPECT_EQ(json["broken"], 1);
    EXPECT_EQ(json["moved"].size(), 2U);
    EXPECT_EQ(json["moved"][0]["design"], "a|b");
    EXPECT_EQ(json["moved"][0]["old"], 10);
    EXPECT_EQ(json["moved"][0]["new"], 12);
    EXPECT_EQ(json["moved"][0]["difference"], 2);
    EXPECT_EQ(json["moved"][0]["interval"], nullptr);
    EXPECT_EQ(json["leftovers"], Json::parse(R"(["only in NEW: 1 run of a|b"])"));
    EXPECT_EQ(json["gates"][1]["reasons"][1], "and 2 more");
}

TEST(ComparisonReportTest, JsonHasNoInfinities)
{
    ComparisonReport report;
    report.moved = {RulesOf("a", 1, std::numeric_limits<double>::infinity())};
    EXPECT_EQ(Json::parse(ComparisonJson(report))["moved"][0]["new"], "inf");
}

TEST(ComparisonReportTest, MarkdownShowsGatesFirstAndNamesAsTheyAre)
{
    const std::string text = ComparisonMarkdown(SomeReport(), {200, true});
    EXPECT_THAT(text,
                testing::StartsWith("**1 of 2 gates are broken**\n\n"
                                    "- g.toml:5: rose \\& \"fell\"\x1b\n"
                                    "- g.toml:5: and 2 more\n\n"
                                    "OLD old: 1 run  \nNEW new\\_\\<2\\>: 2 runs\n\n"
                                    "2 of 2 numbers moved\n\n| "));
    EXPECT_THAT(text, HasSubstr("| config.rules of a\\|b | 10 | 12 | +2 (+20 %) | – | 1 | "));
    EXPECT_THAT(text, HasSubstr("\n- only in NEW: 1 run of a\\|b\n"));
}

TEST(ComparisonReportTest, JunitHasATestCaseForEachGate)
{
    EXPECT_EQ(ComparisonJunit(SomeReport()),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"vnlab compare\" tests=\"2\" failures=\"1\">\n"
              " <testsuite name=\"gates\" tests=\"2\" failures=\"1\">\n"
              "  <testcase classname=\"gates\" name=\"g.toml:1: config.* of *\"/>\n"
              "  <testcase classname=\"gates\" name=\"g.toml:5: config.rules of a|b\">\n"
              "   <failure message=\"rose &amp; &quot;fell&quot;\\x1b\">rose &amp; "
              "&quot;fell&quot;\\x1b\nand 2 more\n</failure>\n"
              "  </testcase>\n"
              " </testsuite>\n"
              "</testsuites>\n");
}

TEST(ComparisonReportTest, ARefusalIsAcceptedWhereAGateSaysSo)
{
    IndicatorChange gone = RulesOf("flat", 10, 0);
    gone.newRuns = 0;
    const DesignChange refused{
        .where = "", .design = "flat", .nowFailed = 1, .failed = 1, .indicators = {gone}};
    Gate gate{.metric = "config.rules", .design = "flat", .max = 20};
    for (const bool accepted : {false, true})
    {
        gate.mayFail = accepted;
        GateCheck check({{gate, "g.toml:1"}});
        check.Judge(refused);
        EXPECT_EQ(check.Verdicts().front().broken, !accepted);
    }
}

} // namespace

} // namespace ns3::vnlab
