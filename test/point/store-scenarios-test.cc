// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/parameters-text.h"
#include "analysis/point/store-scenarios.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Values = std::map<std::string, Parameter>;

/// A store of scenarios "0", "1" …, each with what a sweep set and what its text has.
class StoreScenariosTest : public testing::Test
{
  protected:
    void Write(const Values& swept, const Values& values)
    {
        const std::string text = std::to_string(m_values.size());
        m_values.push_back(values);
        m_store.Write({.key = {text, "flat", 1, 0}, .parameters = swept});
    }

    StoreScenarios Read() const
    {
        return ReadScenarios(m_store,
                             [this](const std::string& text)
                             {
                                 return ScenarioOutline{.title = "",
                                                        .designs = {},
                                                        .sameAs = text,
                                                        .values = m_values[std::stoul(text)]};
                             });
    }

    std::vector<std::string> Told() const
    {
        std::vector<std::string> told;
        for (const ToldScenario& scenario : Read().scenarios)
        {
            told.push_back(ParametersText(scenario.stored.parameters));
        }
        return told;
    }

    TemporaryFolder m_folder;
    ResultStore m_store{ResultStore::Open(m_folder / "s.sqlite", {"v", "n"})};
    std::vector<Values> m_values;
};

TEST_F(StoreScenariosTest, WhatWasSweptIsAParameterAndNothingElse)
{
    Write({{"tenants.count", {"1", 1}}},
          {{"tenants[0].count", {"1", 1}}, {"run.duration", {"1s", 1}}});
    Write({{"tenants.count", {"2", 2}}},
          {{"tenants[0].count", {"2", 2}}, {"run.duration", {"1s", 1}}});
    EXPECT_THAT(Told(), ElementsAre("tenants.count = 1", "tenants.count = 2"));
    EXPECT_THAT(Read().edited, IsEmpty());
}

TEST_F(StoreScenariosTest, AnEditedKeyTellsScenariosApart)
{
    Write({{"racks", {"2", 2}}}, {{"racks", {"2", 2}}, {"run.duration", {"1s", 1}}});
    Write({{"racks", {"2", 2}}}, {{"racks", {"2", 2}}, {"run.duration", {"2s", 2}}});
    EXPECT_THAT(Told(),
                ElementsAre("racks = 2, run.duration = 1s", "racks = 2, run.duration = 2s"));
    EXPECT_THAT(Read().edited, ElementsAre(Pair("run.duration", IsEmpty())));
}

TEST_F(StoreScenariosTest, KeysThatDifferTogetherAreOneThatAllHave)
{
    Write({}, {{"run.duration", {"1s", 1}}});
    Write({}, {{"run.duration", {"2s", 2}}, {"attacks[0].start", {"1s", 1}}});
    EXPECT_THAT(Told(), ElementsAre("run.duration = 1s", "run.duration = 2s"));
    EXPECT_THAT(Read().edited, ElementsAre(Pair("run.duration", ElementsAre("attacks[0].start"))));
}

TEST_F(StoreScenariosTest, WhatOneHasAndAnotherHasNotIsAbsent)
{
    Write({}, {});
    Write({}, {{"attacks[0].start", {"1s", 1}}});
    EXPECT_THAT(Told(), ElementsAre("attacks[0].start = (absent)", "attacks[0].start = 1s"));
}

TEST_F(StoreScenariosTest, AKeyThatOneSweepLeftAloneHasTheValueOfTheText)
{
    Write({{"link.rate", {"1000Mbps", 1e9}}}, {{"link.rate", {"1Gbps", 1e9}}});
    Write({{"tenants.count", {"3", 3}}},
          {{"link.rate", {"1Gbps", 1e9}}, {"tenants[1].count", {"3", 3}}});
    EXPECT_THAT(Told(),
                ElementsAre("link.rate = 1000Mbps, tenants.count = (absent)",
                            "link.rate = 1000Mbps, tenants.count = 3"));
}

TEST_F(StoreScenariosTest, KeysOfAKindFollowTheKind)
{
    Write({{"substrate.placement", {"pack", {}}}},
          {{"substrate.placement", {"pack", {}}}, {"substrate.pack.fill", {"0.5", 0.5}}});
    Write({{"substrate.placement", {"random", {}}}}, {{"substrate.placement", {"random", {}}}});
    EXPECT_THAT(Told(), ElementsAre("substrate.placement = pack", "substrate.placement = random"));
}

TEST_F(StoreScenariosTest, ATableThatIsSweptHasNoEditedKeys)
{
    Write({{"tenants.generate", {"{ a }", {}}}}, {{"tenants[0].generate.kind", {"ring", {}}}});
    Write({{"tenants.generate", {"{ b }", {}}}}, {{"tenants[0].generate.vms", {"3", 3}}});
    EXPECT_THAT(Told(), ElementsAre("tenants.generate = { a }", "tenants.generate = { b }"));
}

} // namespace

} // namespace ns3::vnlab
