// SPDX-License-Identifier: GPL-2.0-only
//
// Scenarios on a WAN of a file that vnlab once read wrongly; each with what is right.
#include "test/support/scenario-test-input.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

class WanCasesTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(m_cases))
        {
            GTEST_SKIP() << m_cases << " is absent";
        }
    }

    Scenario Load(const std::string& name) const
    {
        return LoadScenario((m_cases / name).string(), TestNames());
    }

    const std::filesystem::path m_cases = std::filesystem::path(VNLAB_DATA_DIR) / "cases";
};

TEST_F(WanCasesTest, TheFilesDatacentersCount)
{
    EXPECT_EQ(Load("F6-check-run-capacity/wan-dc0.toml").substrate.datacenters, 4U);
    EXPECT_EQ(Load("F6-check-run-capacity/wan-dc4.toml").substrate.datacenters, 4U);
    EXPECT_THAT(Load("F6-check-run-capacity/wan-dc4.toml").warnings, IsEmpty());
}

TEST_F(WanCasesTest, WithoutCoordinatesTheDelayIsTheScenarios)
{
    const Scenario scenario = Load("F7-wan-file-unchecked/nocoord.toml");
    EXPECT_EQ(scenario.substrate.datacenters, 3U);
    EXPECT_THAT(scenario.warnings, ElementsAre(EndsWith("of the scenario, 3ms: 'a', 'b', 'c'")));
}

} // namespace

} // namespace ns3::vnlab
