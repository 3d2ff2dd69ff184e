// SPDX-License-Identifier: GPL-2.0-only
//
// What changes of VMs and links make of service chains.

#include "model/spec/spec-delta.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// @return what a change makes of a chain m > f > g > z
SpecDelta
DeltaOf(const std::string& change)
{
    const Scenario scenario = ParseScenario(
        "[[tenants]]\nname = \"bank\"\nspec = \"bank.dot\"\n[designs]\nuse = [\"flat\"]\n"
        "[[changes]]\nat = \"1s\"\n" +
            change,
        "lab.toml",
        GatherKnownNames(),
        [](const std::string&)
        { return std::optional<std::string>("graph { chains=\"m>f>g>z\"; m; f; g; z }"); });
    const Timeline timeline(scenario, 0);
    const std::vector<Version>& versions = timeline.Tenants().front().versions;
    return Diff(*versions.at(0).specification, *versions.at(1).specification);
}

const NamedLink kChain{"m", "z", "default", {}, {"f", "g"}};

TEST(ChainChangesTest, AVmLikeAnEndIsLedThroughTheSameOthersWhateverItsName)
{
    EXPECT_THAT(DeltaOf("kind = \"add-vm\"\nvm = \"n\"\nlike = \"m\"\n").addedLinks,
                ElementsAre(NamedLink{"f", "n", "default", {}},
                            NamedLink{"n", "z", "default", {}, {"f", "g"}}));
    EXPECT_THAT(DeltaOf("kind = \"add-vm\"\nvm = \"zz\"\nlike = \"m\"\n").addedLinks,
                ElementsAre(NamedLink{"f", "zz", "default", {}},
                            NamedLink{"z", "zz", "default", {}, {"g", "f"}}));
}

TEST(ChainChangesTest, AChainGoesWithAVmOrALinkOnItsWay)
{
    EXPECT_THAT(DeltaOf("kind = \"remove-vm\"\nvm = \"g\"\n").removedLinks,
                ElementsAre(NamedLink{"f", "g", "default", {}},
                            NamedLink{"g", "z", "default", {}},
                            kChain));
    EXPECT_THAT(DeltaOf("kind = \"remove-link\"\na = \"f\"\nb = \"g\"\n").removedLinks,
                ElementsAre(NamedLink{"f", "g", "default", {}}, kChain));
    EXPECT_THAT(DeltaOf("kind = \"remove-link\"\na = \"m\"\nb = \"z\"\n").removedLinks,
                ElementsAre(kChain));
}

} // namespace
} // namespace ns3::vnlab::test
