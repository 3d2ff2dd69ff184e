// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "test/support/result-fixtures.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::Pair;

class ResultStreamTest : public testing::Test
{
  protected:
    RunResult Run(const std::string& scenario,
                  const std::string& design,
                  uint64_t seed,
                  uint32_t run)
    {
        RunResult result = AnyResult();
        result.key = {scenario, design, seed, run};
        return result;
    }

    TemporaryFolder m_folder;
    ResultStore m_store = ResultStore::Open(m_folder / "s.sqlite", {"0.1.0", "3.37"});
};

TEST_F(ResultStreamTest, ResultsComeWholeAndRunsOnTheSameRandomNumbersFollowEachOther)
{
    const std::vector<RunResult> all{Run("s", "a", 1, 0),
                                     Run("s", "b", 1, 0),
                                     Run("s", "a", 1, 1),
                                     Run("s", "a", ~uint64_t{0}, 0)};
    for (size_t i : {3, 2, 0, 1})
    {
        m_store.Write(all[i]);
    }
    m_store.Write(Run("other", "a", 1, 0));
    std::vector<RunResult> read;
    m_store.ForEachResult({"s", all[0].parameters},
                          [&](const RunResult& result) { read.push_back(result); });
    EXPECT_THAT(read, ElementsAre(all[0], all[1], all[2], all[3]));
}

TEST_F(ResultStreamTest, ScenariosComeWithTheirParameters)
{
    m_store.Write(Run("s", "a", 1, 0));
    m_store.Write(Run("s", "b", 1, 0));
    RunResult plain = Run("r", "c", 1, 0);
    plain.parameters.clear();
    m_store.Write(plain);
    std::vector<std::pair<std::string, size_t>> scenarios;
    m_store.ForEachScenario([&](const StoredScenario& scenario)
                            { scenarios.emplace_back(scenario.text, scenario.parameters.size()); });
    EXPECT_THAT(scenarios, ElementsAre(Pair("r", 0), Pair("s", 2)));
    EXPECT_THAT(m_store.Designs(), ElementsAre("a", "b", "c"));
    EXPECT_THAT(m_store.RunsByVersions(), ElementsAre(Pair(Versions{"0.1.0", "3.37"}, 3)));
}

TEST_F(ResultStreamTest, AScenarioWhoseFirstRunWasReplacedIsStillThere)
{
    m_store.Write(Run("s", "a", 1, 0));
    m_store.Write(Run("s", "b", 1, 0));
    m_store.Write(Run("s", "a", 1, 0));
    std::vector<std::string> scenarios;
    m_store.ForEachScenario([&](const StoredScenario& scenario)
                            { scenarios.push_back(scenario.text); });
    EXPECT_THAT(scenarios, ElementsAre("s"));
}

} // namespace

} // namespace ns3::vnlab
