// SPDX-License-Identifier: GPL-2.0-only
//
// Control segments fit the underlay, whatever its MTU, under every design.

#include "model/design/design.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace ns3::vnlab
{

namespace
{

class ControlMtuTest : public testing::TestWithParam<uint32_t>
{
};

TEST_P(ControlMtuTest, EveryDesignDeploysAndDropsNothing)
{
    const std::string text =
        "[substrate]\nracks = 2\nhosts_per_rack = 2\nmtu = " + std::to_string(GetParam()) +
        "\n[[tenants]]\nname = \"t\"\n"
        "generate = { kind = \"full-mesh\", vms = 12 }\n"
        "[designs]\nuse = [\"flat\"]\n[traffic]\npayload = \"64B\"\n"
        "[run]\nduration = \"200ms\"\n";
    const Scenario scenario = ParseScenario(
        text, "lab.toml", GatherKnownNames(), [](const std::string&) { return std::nullopt; });
    for (const Design* design : AllDesigns())
    {
        RunResult result = RunDesign(
            scenario, WriteResolved(scenario), std::string(design->Name()), 0, [](double) {});
        EXPECT_EQ(result.error, "") << design->Name();
        EXPECT_EQ(result.metrics["drops.mtu-exceeded"], 0) << design->Name();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Mtus,
    ControlMtuTest,
    testing::Values(576, 577, 1'000, 1'280, 1'400, 1'429, 1'430, 1'500, 9'000));

TEST(ControlMtuCasesTest, DeployUnderEveryDesignThatTheyName)
{
    const std::filesystem::path folder =
        std::filesystem::path(VNLAB_DATA_DIR) / "cases" / "F4-control-mtu";
    if (!std::filesystem::is_directory(folder))
    {
        GTEST_SKIP() << "no cases in " << folder;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const Scenario scenario = ParseScenario(
            text, "lab.toml", GatherKnownNames(), [](const std::string&) { return std::nullopt; });
        for (const std::string& design : scenario.designs)
        {
            const RunResult result =
                RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
            EXPECT_EQ(result.error, "") << entry.path() << " under " << design;
        }
    }
}

} // namespace

} // namespace ns3::vnlab
