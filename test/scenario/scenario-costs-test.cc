// SPDX-License-Identifier: GPL-2.0-only
//
// costs = "FILE": a cost table in a file of its own.

#include "analysis/calibration/calibration-text.h"
#include "model/key/cost-table.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

const Cost kRuleByPost{{.name = "rule_by_post",
                        .standard = 86'400,
                        .source = "assumption: a letter takes a day",
                        .place = 900}};

/// @return a scenario that names a file of costs
std::string
Named()
{
    return "costs = \"my.toml\"\n" + kShop;
}

TEST(ScenarioCostsTest, AFileGivesTheSameRunAsItsContentsInTheScenario)
{
    const std::string costs = "xdp-drop = 41.6\nflow-setup = 3\n";
    const Scenario named = ParseTest(Named(), {{"cloud/my.toml", costs}});
    const Scenario whole = ParseTest(kShop + "[costs]\n" + costs);
    EXPECT_EQ(named.costs, (std::map<std::string, double>{{"xdp-drop", 41.6}, {"flow-setup", 3}}));
    EXPECT_EQ(named.costs, whole.costs);
    EXPECT_EQ(IdentityText(named), IdentityText(whole));
}

TEST(ScenarioCostsTest, TheResolvedScenarioHasTheCostsAndNeedsNoFile)
{
    const Scenario named = ParseTest(Named(), {{"cloud/my.toml", "flow-setup = 0.25\n"}});
    const std::string resolved = WriteResolved(named);
    EXPECT_EQ(resolved.find("my.toml"), std::string::npos);
    EXPECT_EQ(ParseTest(resolved).costs, named.costs);
    EXPECT_EQ(WriteResolved(ParseTest(resolved)), resolved);
}

TEST(ScenarioCostsTest, ProblemsHaveTheirPlaceInTheFileOfCosts)
{
    EXPECT_EQ(Problems(Named(), {{"cloud/my.toml", "# mine\nxdp-dorp = 1\nflow-setup = \"3s\"\n"}}),
              "cloud/my.toml:2:1: unknown key \"xdp-dorp\"; accepted are xdp-drop, flow-setup, did "
              "you mean 'xdp-drop'?\n"
              "cloud/my.toml:3:14: flow-setup is \"3s\"; accepted is a number, 0 or more\n");
    EXPECT_EQ(Problems(Named(), {{"cloud/my.toml", "flow-setup = -1\n"}}),
              "cloud/my.toml:1:14: flow-setup is -1; accepted is a number, 0 or more\n");
    EXPECT_EQ(Problems(Named(), {{"cloud/my.toml", "\n = 1\n"}}).find("cloud/my.toml:2:"), 0u);
}

TEST(ScenarioCostsTest, AFileThatIsNotThereIsNamed)
{
    EXPECT_EQ(Problems(Named()), "1:9: costs is \"my.toml\", which does not exist\n");
    EXPECT_EQ(Problems("costs = \"\"\n" + kShop),
              "1:9: costs is \"\"; accepted is a table, or the name of a file in quotes\n");
}

TEST(ScenarioCostsTest, WhatCalibrationWritesReadsBackAsTheSameTable)
{
    const std::vector<Measurement> measurements{
        {"sign", {"identity_sign"}, MeanEstimate{10, 0, 31.29e-6, std::nullopt}}};
    const Scenario scenario =
        ParseScenario(Named(),
                      "cloud/lab.toml",
                      GatherKnownNames(),
                      [&](const std::string&) { return CostFileText(measurements, "here"); });
    EXPECT_EQ(scenario.costs.size(), AllCosts().size());
    const CostTable table = MakeCostTable(scenario.costs);
    for (const CostEntry* cost : AllCosts())
    {
        const bool measured = cost->name == "identity_sign";
        EXPECT_EQ(table.Of(*cost), measured ? 31.29e-6 : cost->standard) << cost->name;
    }
}

TEST(ScenarioCostsTest, ACostThatIsDeclaredInOneFileIsAKeyOfEveryScenario)
{
    const auto read = [](const std::string& costs)
    {
        return ParseScenario(kShop + costs,
                             "cloud/lab.toml",
                             GatherKnownNames(),
                             [](const std::string&) { return std::nullopt; });
    };
    EXPECT_EQ(MakeCostTable(read("").costs)[kRuleByPost], 86'400);
    EXPECT_EQ(MakeCostTable(read("[costs]\nrule_by_post = 3600\n").costs)[kRuleByPost], 3'600);
    try
    {
        read("[costs]\nrule_by_pots = 3600\n");
        FAIL() << "accepted";
    }
    catch (const InputError& error)
    {
        EXPECT_THAT(error.what(), testing::HasSubstr("cloud/lab.toml:9:1: unknown key"));
        EXPECT_THAT(error.what(), testing::EndsWith("did you mean 'rule_by_post'?"));
    }
}

} // namespace
} // namespace ns3::vnlab
