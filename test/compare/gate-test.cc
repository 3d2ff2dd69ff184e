// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/gate.h"
#include "test/support/infinity.h"

#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab
{
namespace
{

IndicatorChange
Moved(double before, double after, const std::string& metric = "config.rules")
{
    return {.where = "",
            .design = "linkwire",
            .indicator = DescribeIndicator(metric),
            .oldRuns = 2,
            .newRuns = 2,
            .pairs = 2,
            .oldMean = before,
            .newMean = after,
            .difference = after - before,
            .interval = Interval{after - before, after - before},
            .equal = before == after,
            .significant = before != after};
}

Gate
Percent(double amount)
{
    return {.maxIncrease = Allowance{amount, true}};
}

TEST(GateTest, ConcernsWhatItsPatternsMatch)
{
    const IndicatorChange change = Moved(1, 2, "exposure.closure.guest-root");
    EXPECT_TRUE(Concerns({}, change));
    EXPECT_TRUE(Concerns({.metric = "exposure.*", .design = "link*"}, change));
    EXPECT_FALSE(Concerns({.metric = "exposure.*", .design = "vxlan"}, change));
    EXPECT_FALSE(Concerns({.metric = "config.*"}, change));
}

TEST(GateTest, AGroupIsTheHeadlinesOfAQuestion)
{
    const IndicatorChange headline = Moved(1, 2, "config.rules");
    const IndicatorChange other = Moved(1, 2, "config.rules_host");
    for (const char* group : {"all", "configuration cost"})
    {
        EXPECT_TRUE(Concerns({.headlines = group}, headline)) << group;
        EXPECT_FALSE(Concerns({.headlines = group}, other)) << group;
    }
    EXPECT_FALSE(Concerns({.headlines = "data plane"}, headline));
    EXPECT_FALSE(Concerns({.metric = "traffic.*", .headlines = "all"}, headline));
}

TEST(GateTest, AnIncreaseUpToTheAllowanceHolds)
{
    EXPECT_EQ(Breach(Percent(0.05), Moved(20, 21)), std::nullopt); // exactly 5 %
    EXPECT_EQ(Breach(Percent(0.05), Moved(20, 10)), std::nullopt);
    EXPECT_EQ(Breach(Percent(0.05), Moved(20, 22)), "rose by 10 %, from 20 to 22; accepted is 5 %");
    EXPECT_EQ(Breach({.maxIncrease = Allowance{2, false}}, Moved(20, 22)), std::nullopt);
    EXPECT_EQ(Breach({.maxIncrease = Allowance{2, false}}, Moved(20, 23)),
              "rose by 3, from 20 to 23; accepted is 2");
}

TEST(GateTest, NothingIsPartOfZero)
{
    EXPECT_EQ(Breach(Percent(10), Moved(0, 0)), std::nullopt);
    EXPECT_EQ(Breach(Percent(10), Moved(0, 1)), "rose by 1, from 0 to 1; accepted is 1,000 %");
}

TEST(GateTest, ADecreaseIsItsOwnLimit)
{
    const Gate gate{.maxDecrease = Allowance{0.1, true}};
    EXPECT_EQ(Breach(gate, Moved(10, 20)), std::nullopt);
    EXPECT_EQ(Breach(gate, Moved(10, 9)), std::nullopt);
    EXPECT_EQ(Breach(gate, Moved(10, 8)), "fell by 20 %, from 10 to 8; accepted is 10 %");
}

TEST(GateTest, WorseIsWhatTheCatalogueSays)
{
    const Gate gate{.maxWorse = Allowance{0, true}};
    EXPECT_TRUE(Breach(gate, Moved(10, 11, "config.rules")));
    EXPECT_FALSE(Breach(gate, Moved(10, 9, "config.rules")));
    EXPECT_TRUE(Breach(gate, Moved(10, 9, "traffic.delivered")));
    EXPECT_FALSE(Breach(gate, Moved(10, 11, "traffic.delivered")));
    EXPECT_FALSE(Breach(gate, Moved(10, 11, "traffic.sent"))); // neither
}

TEST(GateTest, BoundsAreOfTheNewValue)
{
    EXPECT_FALSE(Breach({.max = 0.5}, Moved(0.9, 0.5, "exposure.closure.guest-user")));
    EXPECT_EQ(Breach({.max = 0.5}, Moved(0.5, 0.75, "exposure.closure.guest-user")),
              "is 75 %; accepted is at most 50 %");
    EXPECT_EQ(Breach({.min = 3}, Moved(3, 2)), "is 2; accepted is at least 3");
    EXPECT_TRUE(Breach({.max = 5}, Moved(1, kInfinity, "config.deploy_s")));
    EXPECT_TRUE(Breach({.max = 5}, Moved(1, std::numeric_limits<double>::quiet_NaN())));
}

TEST(GateTest, ExactIsExact)
{
    EXPECT_FALSE(Breach({.exact = true}, Moved(1.5, 1.5)));
    EXPECT_EQ(Breach({.exact = true}, Moved(1, 1.0000000000000002)),
              "went from 1 to 1.0000000000000002 on average; accepted is exactly the same in "
              "every run");
}

TEST(GateTest, WhatMayBeChanceBreaksOnlyAGateThatDoesNotAsk)
{
    IndicatorChange change = Moved(10, 20);
    change.interval = Interval{-5, 25};
    change.significant = false;
    Gate gate = Percent(0.05);
    EXPECT_TRUE(Breach(gate, change));
    gate.significant = true;
    EXPECT_FALSE(Breach(gate, change));
    change.significant = true;
    EXPECT_TRUE(Breach(gate, change));
}

TEST(GateTest, WithoutAnIntervalNothingPassesAsChance)
{
    IndicatorChange change = Moved(10, kInfinity, "config.deploy_s"); // never any more
    change.interval = std::nullopt;
    change.significant = false;
    Gate gate = Percent(0.05);
    gate.significant = true;
    EXPECT_EQ(Breach(gate, change), "rose, from 10 s to never; accepted is 5 %");
}

TEST(GateTest, WhatCannotBeJudgedBreaks)
{
    IndicatorChange gone = Moved(10, 10);
    gone.newRuns = 0;
    EXPECT_EQ(Breach(Percent(0.05), gone), "is not in the new store");

    IndicatorChange censored = Moved(kInfinity, kInfinity, "config.deploy_s");
    censored.equal = false; // never in one run before, in another one now
    EXPECT_EQ(Breach(Percent(0.05), censored),
              "moved by an unknown amount, from never to never; accepted is 5 %");
    censored.equal = true;
    EXPECT_FALSE(Breach(Percent(0.05), censored));
}

TEST(GateTest, WhatIsNewIsJudgedByBoundsAlone)
{
    IndicatorChange added = Moved(0, 10);
    added.oldRuns = 0;
    EXPECT_FALSE(Breach(Percent(0.05), added));
    EXPECT_FALSE(Breach({.exact = true}, added));
    EXPECT_TRUE(Breach({.max = 9}, added));
}

} // namespace
} // namespace ns3::vnlab
