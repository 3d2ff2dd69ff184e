// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/change-table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;
using testing::Not;

IndicatorChange
Rules()
{
    return {.where = "tenants.count = 10",
            .design = "linkwire",
            .indicator = DescribeIndicator("config.rules"),
            .oldRuns = 5,
            .newRuns = 5,
            .pairs = 5,
            .oldMean = 1000,
            .newMean = 1200,
            .difference = 200,
            .interval = Interval{150, 250},
            .significant = true};
}

TEST(ChangeTableTest, ShowsWhatMovedWithItsInterval)
{
    EXPECT_EQ(ChangeTable(std::vector{Rules()}),
              "    old    new     new - old  95 % interval  n\n"
              "config.rules of linkwire at tenants.count = 10\n"
              "  1,000  1,200  +200 (+20 %)   [+150, +250]  5  worse\n"
              "\n"
              "means; n pairs of runs on the same seed, their difference with its Student-t\n"
              "  interval\n");
}

TEST(ChangeTableTest, SaysWhatIsNotSignificantOrHasNoInterval)
{
    IndicatorChange change = Rules();
    change.significant = false;
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("worse, not significant\n"));
    change.interval.reset();
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("–  5  worse, no interval\n"));
    change.difference = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("unknown"));
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("moved, no interval\n"));
}

TEST(ChangeTableTest, IndependentRunsAreMarked)
{
    IndicatorChange change = Rules();
    change.pairs = 0;
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("5 / 5 ~  worse\n"));
    EXPECT_THAT(ChangeTable(std::vector{change}), HasSubstr("Mann-Whitney"));
    EXPECT_THAT(ChangeTable(std::vector{change}), Not(HasSubstr("%)"))); // of means, not of a shift
    EXPECT_THAT(ChangeTable(std::vector{Rules()}), Not(HasSubstr("Mann-Whitney")));
}

TEST(ChangeTableTest, NamesAreShownAndNotObeyed)
{
    IndicatorChange change = Rules();
    change.where = "tenants.name = `touch pwned`\n\x1b[2J<img src=x onerror=alert(1)>";
    EXPECT_EQ(NameOf(change),
              "config.rules of linkwire at tenants.name = `touch pwned`\\n\\x1b[2J<img src=x "
              "onerror=alert(1)>");
}

TEST(ChangeTableTest, AShortNameStandsBesideItsNumbers)
{
    IndicatorChange change = Rules();
    change.where = "";
    EXPECT_THAT(
        ChangeTable(std::vector{change}),
        HasSubstr("\nconfig.rules of linkwire  1,000  1,200  +200 (+20 %)   [+150, +250]  5  "
                  "worse\n"));
}

TEST(ChangeTableTest, NothingIsNoTable)
{
    EXPECT_EQ(ChangeTable({}), "");
}

} // namespace
} // namespace ns3::vnlab
