// SPDX-License-Identifier: GPL-2.0-only
//
// costs = "NAME": costs from presets, and from files of their own.

#include "analysis/calibration/calibration-text.h"
#include "model/key/cost-table.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"
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
    EXPECT_EQ(
        Problems("costs = \"\"\n" + kShop),
        "1:9: costs is \"\"; accepted is a table, or names of presets and files in quotes, one "
        "or a list\n");
}

/// @return the costs that a scenario has in the end
std::map<std::string, double>
Resolved(const std::string& top, const std::string& bottom = "")
{
    return ParseTest(top + kShop + bottom).costs;
}

KnownNames
NamesWithSwitchCosts()
{
    KnownNames names = TestNames();
    names.costs.emplace_back("fabric_rule_lag");
    return names;
}

TEST(ScenarioCostsTest, APresetGivesTheSameRunAsItsValuesInTheScenario)
{
    const Scenario named = ParseTest("costs = \"switches-2011\"\n" + kShop);
    const std::map<std::string, double> values{{"fabric_rule_lag", 0.25},
                                               {"fabric_rule_update", 1.0 / 275}};
    EXPECT_EQ(named.costs, values);
    EXPECT_EQ(WriteResolved(named).find("switches-2011"), std::string::npos);
    EXPECT_EQ(Resolved("", "[costs]\nuse = \"switches-2011\"\n"), values);
    EXPECT_EQ(Resolved("costs = [\"switches-2011\"]\n"), values);
}

TEST(ScenarioCostsTest, OfSeveralTheLaterWinsAndTheScenariosOwnKeysWinOverAll)
{
    const auto parse = [](const std::string& text)
    {
        return ParseScenario(text,
                             "cloud/lab.toml",
                             NamesWithSwitchCosts(),
                             [](const std::string&)
                             { return std::optional<std::string>("fabric_rule_lag = 7\n"); })
            .costs;
    };
    using Costs = std::map<std::string, double>;
    EXPECT_EQ(parse("costs = [\"switches-2011\", \"switches-2020\", \"my.toml\"]\n" + kShop),
              (Costs{{"fabric_rule_lag", 7}, {"fabric_rule_update", 1.1e-3}}));
    EXPECT_EQ(parse("costs = [\"my.toml\", \"switches-2011\"]\n" + kShop),
              (Costs{{"fabric_rule_lag", 0.25}, {"fabric_rule_update", 1.0 / 275}}));
    EXPECT_EQ(
        parse(kShop + "[costs]\nuse = [\"switches-2020\", \"my.toml\"]\nfabric_rule_lag = 1\n"),
        (Costs{{"fabric_rule_lag", 1}, {"fabric_rule_update", 1.1e-3}}));
}

TEST(ScenarioCostsTest, APresetThatThereIsNotIsToldTheNearest)
{
    EXPECT_EQ(Problems("costs = \"switches-2010\"\n" + kShop),
              "1:9: costs is \"switches-2010\", which does not exist; presets are switches-2011, "
              "switches-2020, did you mean 'switches-2011'?\n");
    EXPECT_EQ(Problems("costs = [\"switches-2011\", \"swiches-2020\"]\n" + kShop),
              "1:27: costs is \"swiches-2020\", which does not exist; presets are switches-2011, "
              "switches-2020, did you mean 'switches-2020'?\n");
    EXPECT_EQ(Problems(kShop + "[costs]\nuse = \"none\"\n"),
              "9:7: costs.use is \"none\", which does not exist; presets are switches-2011, "
              "switches-2020\n");
}

TEST(ScenarioCostsTest, WhatIsNoNameIsRefusedWhereItStands)
{
    const std::string names = "names of presets and files in quotes, one or a list\n";
    EXPECT_EQ(Problems("costs = 3\n" + kShop), "1:9: costs is 3; accepted is a table, or " + names);
    EXPECT_EQ(Problems("costs = []\n" + kShop),
              "1:9: costs is empty; accepted is a table, or " + names);
    EXPECT_EQ(Problems("costs = [\"switches-2011\", 5]\n" + kShop),
              "1:27: costs is 5; accepted is a table, or " + names);
    EXPECT_EQ(Problems(kShop + "[costs]\nuse = 4\n"), "9:7: costs.use is 4; accepted is " + names);
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

TEST(ScenarioCostsTest, WorkDelaysPacketsUnlessTold)
{
    EXPECT_TRUE(CostTableOf(ParseTest(kShop)).DelaysPackets());
    EXPECT_TRUE(CostTableOf(ParseTest(kShop + "[costs]\ndelay_packets = true\n")).DelaysPackets());
    EXPECT_FALSE(
        CostTableOf(ParseTest(kShop + "[costs]\ndelay_packets = false\n")).DelaysPackets());
}

TEST(ScenarioCostsTest, WhetherWorkDelaysIsTrueOrFalse)
{
    EXPECT_THAT(Problems(kShop + "[costs]\ndelay_packets = \"false\"\n"),
                testing::HasSubstr(
                    "costs.delay_packets is \"false\"; accepted is true or false: write false"));
    EXPECT_THAT(Problems(kShop + "[costs]\ndelay_packets = 0\n"),
                testing::HasSubstr("costs.delay_packets is 0; accepted is true or false\n"));
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
