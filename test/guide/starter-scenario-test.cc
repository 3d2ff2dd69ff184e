// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/key-list.h"
#include "scenarios/vnlab/guide/starter-scenario.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;

TEST(StarterScenarioTest, IsAGoodScenario)
{
    EXPECT_EQ(Problems(StarterScenario(TestNames())), "");
    const Scenario scenario = ParseTest(StarterScenario(TestNames()));
    EXPECT_TRUE(scenario.warnings.empty());
    EXPECT_EQ(scenario.title, "My scenario");
    EXPECT_EQ(scenario.tenants.at(0).count, 2u);
    EXPECT_EQ(scenario.changes.size(), 1u);
    EXPECT_EQ(scenario.attacks.size(), 1u);
    EXPECT_EQ(scenario.monitors.size(), 1u);
}

TEST(StarterScenarioTest, LinesBehindANumberSignHaveTheirDefaults)
{
    std::istringstream lines(StarterScenario(TestNames()));
    std::string uncommented;
    size_t count = 0;
    bool isExample = false; // a section behind a number sign
    for (std::string line; std::getline(lines, line) && line != "# [sweep]";)
    {
        isExample = line.starts_with("# [[") || (isExample && !line.empty());
        const bool isKey =
            !isExample && line.starts_with("# ") && line.find(" = ") != std::string::npos;
        const bool needsMore = line.find("only with") != std::string::npos ||
                               line.find("[or: ") != std::string::npos ||
                               line.find("[the first group]") != std::string::npos;
        count += isKey && !needsMore ? 1 : 0;
        uncommented += (isKey && !needsMore ? line.substr(2) : line) + "\n";
    }
    EXPECT_GT(count, 20u);
    ASSERT_EQ(Problems(uncommented), "") << uncommented;
    EXPECT_EQ(WriteResolved(ParseTest(uncommented)),
              WriteResolved(ParseTest(StarterScenario(TestNames()))));
}

TEST(StarterScenarioTest, SaysWhatKeysMean)
{
    const std::string text = StarterScenario(TestNames());
    EXPECT_THAT(text,
                HasSubstr("\n# racks = 4                        # racks per data center: 1 to "));
    EXPECT_THAT(text, HasSubstr("\ngenerate.vms = 12                  # number of VMs: 1 to "));
    EXPECT_THAT(text, HasSubstr("\n[[attacks]] # what attackers do\n"));
    EXPECT_THAT(text, HasSubstr("\n# wan.delay = \"5ms\""));
}

} // namespace
} // namespace ns3::vnlab
