// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/manual.h"
#include "model/spec/generator/random.h"
#include "model/substrate/placement/pack.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/sweep/sweep-file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::Pair;

/// Eight lines.
const std::string kBase = "[[tenants]]\n"
                          "name = \"shop\"\n"
                          "generate = { kind = \"ring\", vms = 4 }\n"
                          "[[tenants]]\n"
                          "name = \"bank\"\n"
                          "generate = { kind = \"star\", vms = 4 }\n"
                          "[designs]\n"
                          "use = [\"flat\", \"vxlan\"]\n";

SweepFile
Sweep(const std::string& sweep)
{
    return {kBase + sweep, "lab.toml"};
}

/// @return the texts of a key's values at all points
std::vector<std::string>
ValuesOf(const SweepFile& sweep, const std::string& key)
{
    std::vector<std::string> values;
    for (uint64_t point = 0; point < sweep.Points(); ++point)
    {
        values.push_back(sweep.ParametersAt(point).at(key).text);
    }
    return values;
}

std::vector<std::string>
Steps(const std::string& range)
{
    return ValuesOf(Sweep("[sweep]\n\"run.seed\" = " + range + "\n"), "run.seed");
}

std::optional<std::string>
NoFile(const std::string&)
{
    return std::nullopt;
}

Scenario
At(const SweepFile& sweep, uint64_t point)
{
    return sweep.ScenarioAt(point, GatherKnownNames(), NoFile);
}

std::string
ProblemsOf(const std::string& sweep)
{
    try
    {
        const SweepFile file = Sweep(sweep);
        for (uint64_t point = 0; point < file.Points(); ++point)
        {
            At(file, point);
        }
        return "";
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

TEST(SweepFileTest, WithoutASweepThereIsOnePoint)
{
    const SweepFile sweep = Sweep("");
    EXPECT_EQ(sweep.Points(), 1U);
    EXPECT_TRUE(sweep.ParametersAt(0).empty());
    EXPECT_FALSE(sweep.Repeat());
    EXPECT_EQ(At(sweep, 0).tenants.size(), 2U);
}

TEST(SweepFileTest, AxesAreCrossedInTheOrderOfTheFileTheLastOneFastest)
{
    const SweepFile sweep = Sweep("[sweep]\n"
                                  "\"tenants.count\" = [1, 3]\n"
                                  "\"substrate.placement\" = [\"pack\", \"random\"]\n");
    EXPECT_EQ(sweep.Points(), 4U);
    EXPECT_THAT(ValuesOf(sweep, "tenants.count"), ElementsAre("1", "1", "3", "3"));
    EXPECT_THAT(ValuesOf(sweep, "substrate.placement"),
                ElementsAre("pack", "random", "pack", "random"));
    EXPECT_EQ(At(sweep, 3).substrate.placement, "random");
}

TEST(SweepFileTest, KeysOfGeneratorsAndPlacementsAreSwept)
{
    std::string base = kBase;
    base.replace(base.find("\"ring\""), 6, "\"random\"");
    const SweepFile sweep{base + "[substrate]\nplacement = \"pack\"\n"
                                 "[sweep]\n"
                                 "\"substrate.pack.fill\" = [0.5, 1]\n"
                                 "\"tenants[0].generate.degree\" = [2, 3]\n",
                          "lab.toml"};
    const Scenario scenario = At(sweep, 1);
    const OwnKeys& pack = scenario.substrate.placementKeys.Of("pack");
    EXPECT_EQ(dynamic_cast<const PackKeys&>(pack).fill, 0.5);
    const OwnKeys& random = scenario.tenants[0].source.generate->keys.Of("random");
    EXPECT_EQ(dynamic_cast<const RandomKeys&>(random).degree, 3U);
}

TEST(SweepFileTest, AnArrayOfTablesWithoutAnIndexMeansAllOfThem)
{
    const SweepFile sweep =
        Sweep("[sweep]\n\"tenants.count\" = [7]\n\"tenants[1].generate.vms\" = [9]\n");
    const Scenario scenario = At(sweep, 0);
    EXPECT_EQ(scenario.tenants[0].count, 7U);
    EXPECT_EQ(scenario.tenants[1].count, 7U);
    EXPECT_EQ(scenario.tenants[0].source.generate->vms, 4U);
    EXPECT_EQ(scenario.tenants[1].source.generate->vms, 9U);
}

TEST(SweepFileTest, KeysWithoutQuotesAndTablesThatTheFileLacksAreFine)
{
    const Scenario scenario =
        At(Sweep("[sweep]\nsubstrate.racks = [2]\n\"substrate.link.rate\" = [\"1Gbps\"]\n"), 0);
    EXPECT_EQ(scenario.substrate.racks, 2U);
    EXPECT_EQ(scenario.substrate.link.rate_bps, 1'000'000'000U);
}

TEST(SweepFileTest, ZippedKeysTakeTheirValuesTogether)
{
    const SweepFile sweep = Sweep("[sweep]\n\"run.seed\" = [1, 2]\n"
                                  "[[sweep.zip]]\n"
                                  "\"tenants.count\" = [1, 10]\n\"substrate.racks\" = [2, 4]\n");
    EXPECT_EQ(sweep.Points(), 4U);
    EXPECT_THAT(ValuesOf(sweep, "tenants.count"), ElementsAre("1", "10", "1", "10"));
    EXPECT_THAT(ValuesOf(sweep, "substrate.racks"), ElementsAre("2", "4", "2", "4"));
}

TEST(SweepFileTest, RangesAreLinearOrLogarithmicAndOfIntegersWhereTheirEndsAre)
{
    EXPECT_THAT(Steps("{ from = 10, to = 1000, steps = 3, scale = \"log\" }"),
                ElementsAre("10", "100", "1000"));
    EXPECT_THAT(Steps("{ from = 1, to = 2, steps = 5 }"), ElementsAre("1", "2"));
    EXPECT_THAT(Steps("{ from = 0.1, to = 0.3, steps = 3 }"), ElementsAre("0.1", "0.2", "0.3"));
    EXPECT_THAT(Steps("{ from = \"1ms\", to = \"3ms\", steps = 3 }"),
                ElementsAre("1ms", "2ms", "3ms"));
    EXPECT_THAT(Steps("{ from = 3, to = 1, steps = 3 }"), ElementsAre("3", "2", "1"));
}

TEST(SweepFileTest, ParametersKnowTheirNumbers)
{
    const SweepFile sweep = Sweep("[sweep]\n"
                                  "\"attacks.probability\" = [0.25]\n"
                                  "\"run.duration\" = [\"250ms\"]\n"
                                  "\"substrate.link.rate\" = [\"10Gbps\"]\n"
                                  "\"substrate.link.queue\" = [\"2kB\"]\n"
                                  "\"substrate.placement\" = [\"pack\"]\n");
    EXPECT_THAT(sweep.ParametersAt(0),
                ElementsAre(Pair("attacks.probability", Parameter{"0.25", 0.25}),
                            Pair("run.duration", Parameter{"250ms", 0.25}),
                            Pair("substrate.link.queue", Parameter{"2kB", 2000}),
                            Pair("substrate.link.rate", Parameter{"10Gbps", 1e10}),
                            Pair("substrate.placement", Parameter{"pack", std::nullopt})));
}

TEST(SweepFileTest, CombinationsBeyondCountingAreTheLargestNumber)
{
    std::string sweep = "[sweep]\n";
    for (const char* key : {"a.a", "a.b", "a.c", "a.d"})
    {
        sweep += std::string(key) + " = { from = 0, to = 99999, steps = 100000 }\n";
    }
    EXPECT_EQ(Sweep(sweep).Points(), std::numeric_limits<uint64_t>::max());
}

TEST(SweepFileTest, RepeatIsANumberOrAnIntervalToReach)
{
    const auto repeat = [](const std::string& value)
    { return Sweep("[sweep]\nrepeat = " + value + "\n").Repeat(); };
    EXPECT_EQ(repeat("10"), (SweepRepeat{10, 10, 0, ""}));
    EXPECT_EQ(repeat("\"until ±5%\""), (SweepRepeat{10, 100, 0.05, ""}));
    EXPECT_EQ(repeat("\"until +-2.5 %\""), (SweepRepeat{10, 100, 0.025, ""}));
    EXPECT_EQ(repeat("{ until = \"±1%\", metric = \"config.bytes\", min = 3, max = 20 }"),
              (SweepRepeat{3, 20, 0.01, "config.bytes"}));
}

struct Bad
{
    const char* sweep;
    const char* problems;
};

class BadSweepTest : public testing::TestWithParam<Bad>
{
};

TEST_P(BadSweepTest, IsNamedWithItsPlace)
{
    EXPECT_EQ(ProblemsOf(GetParam().sweep), GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    BadSweepTest,
    testing::Values(
        Bad{"[[sweep]]\nrepeat = 3\n",
            "lab.toml:9:1: sweep is an array of tables; accepted is [sweep]"},
        Bad{"[sweep]\n\"tenants.count\" = []\n",
            "lab.toml:10:19: \"tenants.count\" is an empty list; accepted are a list of values and "
            "{ from, to, steps, scale }"},
        Bad{"[sweep]\n\"tenants.count\" = 3\n",
            "lab.toml:10:19: \"tenants.count\" is 3; accepted are a list of values and { from, to, "
            "steps, scale }"},
        Bad{"[sweep]\n\"tenants.count\" = [1, 2, 1]\n",
            "lab.toml:10:26: \"tenants.count\" has 1 twice"},
        Bad{"[sweep]\n\"tenants.cuont\" = [1]\n",
            "lab.toml:10:19: unknown key \"cuont\" in tenants; accepted are name, count, spec, "
            "generate, guest, addresses, did you mean 'count'? (with tenants.cuont = 1)"},
        Bad{"[sweep]\n\"substrate.placement\" = [\"pack\", 3]\n",
            "lab.toml:10:25: substrate.placement is 3; accepted are pack, random, "
            "round-robin, tenant-affine (with substrate.placement = 3)"},
        Bad{"[sweep]\n\"tenants[2].count\" = [1]\n",
            "lab.toml:10:22: \"tenants[2].count\" goes through tenants[2]; the file has 2, counted "
            "from 0"},
        Bad{"[sweep]\n\"tenants..count\" = [1]\n",
            "lab.toml:10:20: \"tenants..count\" is not a key path, such as \"tenants.count\" or "
            "\"tenants[0].count\""},
        Bad{"[sweep]\n\"designs.use\" = [1]\n\"run.repeat\" = [2]\ntitle = [\"a\"]\n",
            "lab.toml:10:17: \"designs.use\" cannot be swept: every design runs at every point\n"
            "lab.toml:11:16: \"run.repeat\" cannot be swept: accepted is repeat\n"
            "lab.toml:12:9: \"title\" cannot be swept: it changes no result"},
        Bad{"[sweep]\nrepeat = \"often\"\n",
            "lab.toml:10:10: sweep.repeat is \"often\"; accepted are a number of runs, such as 10, "
            "\"until ±5%\", and { until = \"±5%\", metric = \"config.bytes\", min = 10, max = 100 "
            "}"},
        Bad{"[sweep]\n\"run.seed\" = { from = 1, to = \"2s\", steps = 3 }\n",
            "lab.toml:10:31: \"run.seed\" goes from \"\" to \"s\"; accepted is one unit"},
        Bad{"[sweep]\n\"run.seed\" = { from = 0, to = 9, steps = 3, scale = \"log\" }\n",
            "lab.toml:10:14: \"run.seed\" is logarithmic; accepted are from and to above 0"},
        Bad{"[sweep]\n\"run.seed\" = { from = 0, to = 9, steps = 1 }\n",
            "lab.toml:10:14: \"run.seed\" has no steps from 2 to 100000"},
        Bad{"[[sweep.zip]]\n\"run.seed\" = [1, 2]\n\"tenants.count\" = [1]\n",
            "lab.toml:11:19: \"tenants.count\" has 1 values and \"run.seed\" 2; accepted are as "
            "many "
            "in a zip"},
        Bad{"[sweep]\n\"run.seed\" = [1, 2]\n[[sweep.zip]]\n\"run.seed\" = [1, 2]\n",
            "lab.toml:12:14: \"run.seed\" is swept twice"}));

TEST(SweepFileTest, KeysOfVariantsAreSwept)
{
    const std::string variants = "[[designs.variant]]\nname = \"a\"\ndesign = \"vxlan\"\n"
                                 "control = \"manual\"\nmanual = { operators = 9 }\n"
                                 "[[designs.variant]]\nname = \"b\"\ndesign = \"vxlan\"\n"
                                 "control = \"manual\"\n[sweep]\n";
    const auto operators = [](const SweepFile& sweep, uint64_t point, size_t variant)
    {
        const Scenario scenario = At(sweep, point);
        return dynamic_cast<const ManualKeys&>(
                   scenario.variants.at(variant).controlKeys.Of("manual"))
            .operators;
    };
    const SweepFile all = Sweep(variants + "\"designs.variant.manual.operators\" = [2, 3]\n");
    EXPECT_EQ(operators(all, 1, 0), 3u);
    EXPECT_EQ(operators(all, 1, 1), 3u);
    const SweepFile one = Sweep(variants + "\"designs.variant[1].manual.operators\" = [2, 3]\n");
    EXPECT_EQ(operators(one, 1, 0), 9u);
    EXPECT_EQ(operators(one, 1, 1), 3u);
    const SweepFile format =
        Sweep(variants + "\"designs.variant[0].encapsulation\" = [\"geneve\"]\n");
    EXPECT_EQ(At(format, 0).variants.at(0).encapsulation, "geneve");
}

TEST(RunIdentityTest, DependsOnWhatChangesARunAndOnNothingElse)
{
    const Scenario scenario = At(Sweep(""), 0);
    Scenario same = scenario;
    same.title = "other";
    same.designs = {"linkwire"};
    same.run.repeat = 99;
    EXPECT_EQ(IdentityText(same), IdentityText(scenario));
    Scenario racks = scenario;
    racks.substrate.racks += 1;
    EXPECT_NE(IdentityText(racks), IdentityText(scenario));
    Scenario file = scenario;
    file.inputs["a.dot"] = "graph {}";
    Scenario changed = file;
    changed.inputs["a.dot"] = "graph { }";
    EXPECT_NE(IdentityText(file), IdentityText(scenario));
    EXPECT_NE(IdentityText(changed), IdentityText(file));
}

TEST(RunIdentityTest, DependsOnTheVariantsThatAreUsed)
{
    Scenario scenario = At(Sweep(""), 0);
    scenario.designs = {"flat", "mine"};
    scenario.variants.push_back({.name = "mine", .design = "vxlan"});
    Scenario unused = scenario;
    unused.variants.push_back({.name = "other", .design = "vxlan"});
    EXPECT_EQ(IdentityText(unused), IdentityText(scenario));
    Scenario otherPart = scenario;
    otherPart.variants.front().control = "manual";
    EXPECT_NE(IdentityText(otherPart), IdentityText(scenario));
    Scenario otherDesign = scenario;
    otherDesign.variants.front().design = "linkwire";
    EXPECT_NE(IdentityText(otherDesign), IdentityText(scenario));
}

TEST(RunIdentityTest, IdsOfDifferentRunsDiffer)
{
    const RunKey key{.scenario = "a", .design = "flat", .seed = 1, .run = 0};
    RunKey other = key;
    other.run = 1;
    EXPECT_THAT(RunId(key), testing::MatchesRegex("[0-9a-f]{12}"));
    EXPECT_NE(RunId(key), RunId(other));
    EXPECT_EQ(RunId(key), RunId(RunKey{key}));
}

} // namespace

} // namespace ns3::vnlab
