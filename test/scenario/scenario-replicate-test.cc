// SPDX-License-Identifier: GPL-2.0-only
// The control plane "replicate" in a scenario: its keys, and the controllers that it needs.
#include "model/control/plane/replicate.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::vnlab
{
namespace
{

Scenario
ParseReplicated(const std::string& text, const TestFiles& files = {})
{
    KnownNames known = TestNames();
    known.controlPlanes.emplace_back("replicate");
    return ParseScenario(text,
                         "lab.toml",
                         known,
                         [&](const std::string& path) -> std::optional<std::string>
                         {
                             const auto found = files.find(path);
                             return found == files.end() ? std::nullopt
                                                         : std::optional(found->second);
                         });
}

std::string
ReplicatedProblem(const std::string& text, const TestFiles& files = {})
{
    try
    {
        ParseReplicated(text, files);
    }
    catch (const InputError& error)
    {
        return error.Diagnostics().front().ToString();
    }
    return "";
}

/// A variant on lines 5 to 8, whose control plane is named in the last, with keys behind it.
std::string
ReplicatedOn(const std::string& substrate, const std::string& keys = "")
{
    return "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 4 }\n\n"
           "[[designs.variant]]\nname = \"apart\"\ndesign = \"linkwire\"\n"
           "control = \"replicate\"\n" +
           keys + "\n[designs]\nuse = [\"apart\"]\n\n" + substrate;
}

std::string
ControllerAt(const std::string& name, const std::string& at, uint32_t index)
{
    return "[[substrate.servers]]\nname = \"" + name + "\"\nkind = \"controller\"\nat = \"" + at +
           "\"\nindex = " + std::to_string(index) + "\n";
}

const std::string kTwoDatacenters = "[substrate]\ndatacenters = 2\nracks = 2\n";

std::string
NoControllerIn(uint32_t datacenter)
{
    return "lab.toml:8:11: designs.variant.control is \"replicate\", which has a site in each data "
           "center, and data center " +
           std::to_string(datacenter) +
           " has no controller; accepted is a [[substrate.servers]] kind = \"controller\" in each";
}

TEST(ScenarioReplicateTest, KeysAreReadAndWrittenBack)
{
    const Scenario scenario = ParseReplicated(ReplicatedOn(
        "", "replicate = { submit = \"nearest\", user_timeout = \"30s\", reconnect = \"2s\" }\n"));
    const auto& keys =
        dynamic_cast<const ReplicateKeys&>(scenario.variants.front().controlKeys.Of("replicate"));
    EXPECT_EQ(keys.submit, ReplicaEntrance::kNearest);
    EXPECT_EQ(keys.user_timeout_ns, 30'000'000'000U);
    EXPECT_EQ(keys.reconnect_ns, 2'000'000'000U);
    const std::string written = WriteResolved(scenario);
    EXPECT_EQ(WriteResolved(ParseReplicated(written)), written);
}

TEST(ScenarioReplicateTest, WrongValuesAreRefused)
{
    const auto problem = [](const std::string& keys)
    { return ReplicatedProblem(ReplicatedOn("", "replicate = { " + keys + " }\n")); };
    EXPECT_EQ(problem("submit = \"last\""),
              "lab.toml:9:24: designs.variant.replicate.submit is \"last\"; accepted are first, "
              "tenant, in-turn, nearest");
    EXPECT_EQ(problem("user_timeout = \"0s\""),
              "lab.toml:9:30: designs.variant.replicate.user_timeout is \"0s\"; accepted is a "
              "duration from 1ms to 1h");
    EXPECT_EQ(problem("reconnect = \"2h\""),
              "lab.toml:9:27: designs.variant.replicate.reconnect is \"2h\"; accepted is a "
              "duration from 1ms to 1h");
}

TEST(ScenarioReplicateTest, ADatacenterWithoutAControllerIsRefused)
{
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn("")), "") << "of one data center";
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(kTwoDatacenters)), NoControllerIn(1));
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(kTwoDatacenters + ControllerAt("b", "leaf", 3))),
              NoControllerIn(0))
        << "which is the only one";
    const std::string first = kTwoDatacenters + ControllerAt("a", "leaf", 1);
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(first)), NoControllerIn(1));
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(first + ControllerAt("b", "leaf", 2))), "");
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(first + ControllerAt("b", "wan-router", 1))), "");
}

TEST(ScenarioReplicateTest, DatacentersOfAWanFileCountToo)
{
    const std::string wan = "[substrate]\nracks = 2\nwan = { topology = \"file\", file = "
                            "\"pair.graphml\", delay = \"3ms\" }\n";
    const TestFiles files{{"pair.graphml", kPairWan}};
    EXPECT_EQ(ReplicatedProblem(ReplicatedOn(wan), files), NoControllerIn(1));
    EXPECT_EQ(
        ReplicatedProblem(
            ReplicatedOn(wan + ControllerAt("a", "leaf", 0) + ControllerAt("b", "leaf", 2)), files),
        "");
}

} // namespace
} // namespace ns3::vnlab
