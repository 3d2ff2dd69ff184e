// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/headline-table.h"
#include "analysis/style/visible-text.h"
#include "test/support/report-fixtures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

size_t
WidestLine(const std::string& text)
{
    size_t widest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        widest = std::max(widest, CodePoints(line));
    }
    return widest;
}

/// Every headline, and longer names than anybody has.
ReportPoint
TwelveDesigns(size_t runs)
{
    std::vector<std::string> designs;
    for (int i = 0; i < 12; ++i)
    {
        designs.push_back(i == 3 ? "a-design-of-our-own-whose-name-is-longer-than-its-row-" +
                                       std::string(60, 'x')
                                 : "linkwire-with-another-tunnel-" + std::to_string(i));
    }
    std::map<std::string, Values> metrics;
    for (const char* name : {"config.settings_intent",
                             "config.rules",
                             "config.messages",
                             "config.register_s",
                             "config.deploy_s",
                             "reconfig.always_open",
                             "reconfig.disrupted",
                             "exposure.reachable.guest-user",
                             "exposure.reachable.guest-root.neighbour.own-vm",
                             "exposure.reachable_two_way.guest-root.neighbour.own-vm",
                             "exposure.compromised_final.guest-root.blind.tcp-5002",
                             "traffic.lost",
                             "traffic.delay_p99",
                             "config.rules_host"})
    {
        for (size_t design = 0; design < designs.size(); ++design)
        {
            for (size_t run = 0; run < runs; ++run)
            {
                metrics[name][designs[design]].push_back(
                    1.0 / 3 * static_cast<double>(design * 10'000 + run));
            }
        }
    }
    return PointOf(designs, metrics);
}

TEST(HeadlineTableTest, FewDesignsAreColumns)
{
    const ReportPoint point =
        PointOf({"flat", "identity-firewall"},
                {{"config.rules", {{"flat", {30}}, {"identity-firewall", {12'345}}}},
                 {"config.rules_host", {{"flat", {1}}, {"identity-firewall", {2}}}},
                 {"config.deploy_s", {{"identity-firewall", {0.0025}}}},
                 {"traffic.lost", {{"flat", {0}}, {"identity-firewall", {0}}}}});
    EXPECT_EQ(HeadlineTable(point),
              "                           flat    identity-firewall\n"
              "\n"
              "configuration cost\n"
              "  rules                      30 *             12,345\n"
              "  deployment time             –              2.50 ms\n"
              "\n"
              "data plane\n"
              "  lost packets of tenants     0                    0\n"
              "\n"
              "* best of its row\n");
}

TEST(HeadlineTableTest, ManyDesignsAreRows)
{
    const std::string table = HeadlineTable(TwelveDesigns(1));
    EXPECT_THAT(table, HasSubstr("configuration cost\n"));
    EXPECT_THAT(table, HasSubstr("* best of its column\n"));
    EXPECT_THAT(table, HasSubstr("\n  linkwire-with-another-tunnel-0 "));
    EXPECT_THAT(table, Not(HasSubstr("host")));
}

TEST(HeadlineTableTest, EveryLineFits)
{
    for (const size_t runs : {1, 5})
    {
        const ReportPoint point = TwelveDesigns(runs);
        EXPECT_LE(WidestLine(HeadlineTable(point)), 80U);
        EXPECT_LE(WidestLine(AnswerText(point)), 80U + 40); // one name is as long as a line
    }
}

TEST(HeadlineTableTest, WhatMayBeChanceIsMarkedAndWhatIsEqualIsNot)
{
    const ReportPoint point =
        PointOf({"a", "b", "c"},
                {{"config.rules", {{"a", {10, 12, 11}}, {"b", {11, 10, 12}}, {"c", {90, 91, 92}}}},
                 {"config.messages", {{"a", {1, 2, 3}}, {"b", {1, 2, 3}}, {"c", {1, 2, 3}}}}});
    const std::string table = HeadlineTable(point);
    EXPECT_THAT(table, HasSubstr("11.0 ± 2.5 *  11.0 ± 2.5 ~  91.0 ± 2.5\n"));
    EXPECT_THAT(table, HasSubstr("2.0 ± 2.5     2.0 ± 2.5     2.0 ± 2.5\n"));
    EXPECT_THAT(table, HasSubstr("~ no significant difference from it (paired, 95 %)"));
}

TEST(HeadlineTableTest, WhatLooksTheSameHasTheSameMark)
{
    const Values times{{"a", {4.495e-3}}, {"b", {4.496e-3}}, {"c", {9e-3}}};
    const Values level{{"a", {5.01e-6}}, {"b", {5.02e-6}}, {"c", {5.02e-6}}};
    const std::string table = HeadlineTable(
        PointOf({"a", "b", "c"}, {{"config.deploy_s", times}, {"traffic.delay_p99", level}}));
    EXPECT_THAT(table, HasSubstr("4.50 ms *  4.50 ms *     9 ms\n"));
    EXPECT_THAT(table, HasSubstr("5.01 µs    5.02 µs    5.02 µs\n"));
    EXPECT_THAT(table, HasSubstr("* best of its row, or level with that in three digits\n"));
}

TEST(HeadlineTableTest, WhyADesignHasNoValueIsSaid)
{
    GatherPoint gather({"flat", "linkwire"});
    gather.Add({.key = {"s", "flat", 1, 0}, .metrics = {{"reconfig.always_open", 1}}});
    RunResult linkwire{.key = {"s", "linkwire", 1, 0}, .metrics = {{"reconfig.grid", 0.0005}}};
    linkwire.samples["reconfig.effective"] = {0.002};
    gather.Add(linkwire);
    EXPECT_THAT(HeadlineTable(gather.Finish()), HasSubstr("always open    1.50 ms … 2 ms\n"));
}

TEST(HeadlineTableTest, WithoutHeadlinesThereIsNoTable)
{
    EXPECT_EQ(HeadlineTable(PointOf({"a"}, {{"my.own", {{"a", {1}}}}})), "");
}

} // namespace

} // namespace ns3::vnlab::test
