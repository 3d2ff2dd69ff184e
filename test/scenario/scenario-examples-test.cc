// SPDX-License-Identifier: GPL-2.0-only
// The scenario files that come with vnlab.
#include "model/change/resubmit.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace ns3::vnlab
{
namespace
{

const std::filesystem::path kFolder = std::filesystem::path(VNLAB_SOURCE_DIR) / "scenarios";

Scenario
Load(const std::string& name)
{
    return LoadScenario((kFolder / name).string(), GatherKnownNames());
}

std::vector<std::filesystem::path>
FilesWith(const std::filesystem::path& folder, const std::string& ending)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
    {
        if (entry.path().extension() == ending)
        {
            files.push_back(entry.path());
        }
    }
    return files;
}

TEST(ScenarioExamplesTest, AllAreReadWithoutAWarningAndWrittenAndReadBack)
{
    auto files = FilesWith(kFolder, ".toml");
    EXPECT_GE(files.size(), 5u);
    const auto published = FilesWith(kFolder / "published", ".toml");
    EXPECT_GE(published.size(), 7u);
    files.insert(files.end(), published.begin(), published.end());
    for (const std::filesystem::path& file : files)
    {
        SCOPED_TRACE(file.filename().string());
        const Scenario scenario = LoadScenario(file.string(), GatherKnownNames());
        for (const std::string& warning : scenario.warnings)
        {
            EXPECT_EQ(warning, file.string() + ": [sweep] is left out; use `vnlab sweep`");
        }
        const std::string written = WriteResolved(scenario);
        const auto read = [](const std::string& path) -> std::optional<std::string>
        {
            std::ifstream in(path, std::ios::binary);
            return std::string{std::istreambuf_iterator<char>(in), {}};
        };
        EXPECT_EQ(WriteResolved(ParseScenario(written, file.string(), GatherKnownNames(), read)),
                  written);
    }
}

TEST(ScenarioExamplesTest, HelloHasTenLines)
{
    std::ifstream in(kFolder / "hello.toml");
    EXPECT_EQ(std::count(std::istreambuf_iterator<char>(in), {}, '\n'), 10);
}

TEST(ScenarioExamplesTest, TheComparisonIsOfTwoThousandVmsUnderFourDesigns)
{
    const Scenario scenario = Load("compare-designs.toml");
    uint64_t vms = 0;
    for (const Scenario::Tenants& tenants : scenario.tenants)
    {
        vms += tenants.count * num_vertices(tenants.specification.graph);
    }
    EXPECT_EQ(vms, 2'000u);
    EXPECT_EQ(scenario.designs,
              (std::vector<std::string>{"flat", "vxlan", "linkwire", "identity-firewall"}));
    ASSERT_EQ(scenario.attacks.size(), 2u);
    EXPECT_EQ(scenario.attacks[0].attacker, Attacker{});
    EXPECT_EQ(scenario.attacks[1].attacker, Attacker{.power = Capability::kGuestRoot});
}

TEST(ScenarioExamplesTest, TheChainLosesItsIds)
{
    const Scenario scenario = Load("service-chain.toml");
    EXPECT_EQ(num_edges(scenario.tenants.at(0).specification.graph), 5u); // one joins the ends
    EXPECT_EQ(
        num_edges(dynamic_cast<const ResubmitKeys&>(scenario.changes.at(0).keys.Of("resubmit"))
                      .specification.read->graph),
        4u);
}

} // namespace
} // namespace ns3::vnlab
