// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::string
ScenarioWith(int seed, int repeat, int racks)
{
    return "title = \"Lab\"\n[substrate]\nracks = " + std::to_string(racks) +
           "\nkey_of_another_version = 1\n[designs]\nuse = [\"flat\", \"vxlan\"]\n[run]\nseed = " +
           std::to_string(seed) + "\nrepeat = " + std::to_string(repeat) + "\n";
}

TEST(ScenarioOutlineTest, HasTitleAndDesignsInTheirOrder)
{
    const ScenarioOutline outline = OutlineOf(ScenarioWith(1, 1, 2));
    EXPECT_EQ(outline.title, "Lab");
    EXPECT_THAT(outline.designs, ElementsAre("flat", "vxlan"));
}

TEST(ScenarioOutlineTest, SeedAndRepeatsMakeNoOtherScenario)
{
    const std::string same = OutlineOf(ScenarioWith(1, 1, 2)).sameAs;
    EXPECT_EQ(OutlineOf(ScenarioWith(7, 5, 2)).sameAs, same);
    EXPECT_NE(OutlineOf(ScenarioWith(1, 1, 3)).sameAs, same);
}

TEST(ScenarioOutlineTest, ValuesAreWhatRunsDependOn)
{
    const std::map<std::string, Parameter> values =
        OutlineOf("title = \"Lab\"\n[run]\nseed = 1\nduration = \"200ms\"\n"
                  "[[tenants]]\nname = \"shop\"\ncount = 2\n[designs]\nuse = [\"flat\"]\n")
            .values;
    const std::map<std::string, Parameter> expected{{"run.duration", {"200ms", 0.2}},
                                                    {"tenants[0].count", {"2", 2}},
                                                    {"tenants[0].name", {"shop", std::nullopt}}};
    EXPECT_EQ(values, expected);
}

TEST(ScenarioOutlineTest, SwitchPricesAreThoseOfAYearOrTheScenariosOwn)
{
    const auto prices = [](const std::string& costs)
    { return OutlineOf(ScenarioWith(1, 1, 2) + "[costs]\n" + costs).switchPrices; };
    EXPECT_EQ(prices("a_cost_of_another_version = 1\n"),
              "switch prices of 2011 (275 rules/s, 250 ms lag)");
    EXPECT_EQ(prices("fabric_rule_update = 1.1e-3\nfabric_rule_lag = 0\n"),
              "switch prices of 2020 (909 rules/s, no lag)");
    EXPECT_EQ(prices("fabric_rule_lag = 0.4\n"),
              "the scenario's own switch prices (275 rules/s, 400 ms lag)");
    EXPECT_EQ(prices("fabric_rule_update = 0\n"),
              "the scenario's own switch prices (any number of rules/s, 250 ms lag)");
    EXPECT_EQ(OutlineOf("title = ").switchPrices, "");
}

TEST(ScenarioOutlineTest, WhatIsNoTomlIsTheSameAsItselfOnly)
{
    const ScenarioOutline outline = OutlineOf("title = ");
    EXPECT_EQ(outline.title, "");
    EXPECT_THAT(outline.designs, IsEmpty());
    EXPECT_EQ(outline.sameAs, "title = ");
}

} // namespace

} // namespace ns3::vnlab
