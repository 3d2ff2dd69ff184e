// SPDX-License-Identifier: GPL-2.0-only
// `vnlab check` says what a run would fail of, and no more.
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// Two tenants with the same addresses.
const std::string kTwinRings =
    With(kRing, "name = \"shop\"\n", "name = \"shop\"\ncount = 2\naddresses = \"as-specified\"\n");

Ended
CheckOf(const std::string& scenario)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", scenario);
    return RunVnlab({"check", "lab.toml"}, folder.path);
}

TEST(CheckTest, ADesignThatRefusesIsAWarningWhereOthersRemain)
{
    const Ended check = CheckOf(kTwinRings);
    EXPECT_EQ(check.status, 0);
    EXPECT_EQ(check.out, "lab.toml: fine\n");
    EXPECT_EQ(
        check.err,
        "warning: lab.toml: flat: refuses these tenants: flat routes tenants' addresses in one "
        "network, and 10.0.0.2 belongs to both shop-1/vm-1 and shop-2/vm-1\n");
}

TEST(CheckTest, WhereNoDesignRemainsTheScenarioIsBad)
{
    const Ended check = CheckOf(With(kTwinRings, "\"flat\", \"linkwire\"", "\"flat\""));
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(check.out, "");
    EXPECT_THAT(check.err, StartsWith("lab.toml: flat: refuses these tenants: "));
}

TEST(CheckTest, TheSegmentBehindTheLastVlanIsRefusedByName)
{
    const std::string rings = With(With(kRing, "\"flat\", \"linkwire\"", "\"vlan\""),
                                   "generate = { kind = \"ring\", vms = 6 }",
                                   "generate = { kind = \"ring\", vms = 3 }\ncount = 4094");
    const std::string room = With(rings,
                                  "racks = 2\nhosts_per_rack = 2",
                                  "racks = 10\nhosts_per_rack = 10\nvms_per_host = 126");
    EXPECT_EQ(CheckOf(room).status, 0);
    const Ended check = CheckOf(With(room, "4094", "4095"));
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(check.err,
              "lab.toml: vlan: refuses these tenants: vlan has 4094 VLANs, and path default of "
              "tenant shop-4095 is segment 4095\n");
}

TEST(CheckTest, AnObjectionIsToldWithThePointOfTheSweep)
{
    const std::string sweep = "[sweep]\n\"tenants.count\" = [1, 2, 3]\n";
    const Ended check = CheckOf(kTwinRings + sweep);
    EXPECT_EQ(check.status, 0);
    EXPECT_EQ(check.out, "lab.toml: fine, 3 points\n");
    EXPECT_EQ(std::ranges::count(check.err, '\n'), 1) << "each objection once: " << check.err;
    EXPECT_THAT(check.err, EndsWith("(with tenants.count = 2)\n"));
    const Ended none = CheckOf(With(kTwinRings, "\"flat\", \"linkwire\"", "\"flat\"") + sweep);
    EXPECT_EQ(none.status, 2);
    EXPECT_THAT(none.err, EndsWith("(with tenants.count = 2)\n"));
}

TEST(CheckTest, ASweptProbeIntervalIsHeldToTheWatch)
{
    const Ended check =
        CheckOf(kRing + "[[changes]]\nat = \"1ms\"\nkind = \"rewire\"\nlinks = 1\n"
                        "[sweep]\n\"changes.probe_interval\" = [\"1ms\", \"500ms\"]\n");
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(check.err,
              "lab.toml:17:28: changes.probe_interval is \"500ms\"; accepted is less than watch, "
              "which is \"500ms\" (with changes.probe_interval = 500ms)\n");
}

TEST(CheckTest, ASweptPathHasThirtyTwoPartsAtMost)
{
    std::string path = "a";
    for (int i = 0; i < 60'000; ++i)
    {
        path += ".a";
    }
    const Ended check = CheckOf(kRing + "[sweep]\n\"" + path + "\" = [1]\n");
    EXPECT_EQ(check.status, 2);
    EXPECT_THAT(check.err,
                AllOf(StartsWith("lab.toml:13:"), HasSubstr("\"… has more than 32 parts")));
    EXPECT_LT(check.err.size(), 2'000U);
}

TEST(CheckTest, OfAllThatIsWrongAPageIsShown)
{
    std::string keys;
    for (int i = 0; i < 8'000; ++i)
    {
        keys += "k" + std::to_string(i) + " = 1\n";
    }
    const Ended check = CheckOf(keys + kRing);
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(std::ranges::count(check.err, '\n'), 51);
    EXPECT_THAT(check.err, EndsWith("\nand 7950 more\n"));
}

TEST(CheckTest, OfManyWarningsFiftyAreShown)
{
    const TemporaryFolder folder;
    std::string loops;
    for (int i = 0; i < 60; ++i)
    {
        loops += "a -- a;\n";
    }
    WriteFile(folder / "loops.dot", "graph { a -- b;\n" + loops + "}");
    WriteFile(folder / "lab.toml",
              With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"loops.dot\""));
    const Ended check = RunVnlab({"check", "lab.toml"}, folder.path);
    EXPECT_EQ(check.status, 0);
    EXPECT_EQ(std::ranges::count(check.err, '\n'), 51);
    EXPECT_THAT(check.err, EndsWith("\nand 10 more warnings\n"));
}

/// Inputs on which vnlab was wrong, kept outside of the tree.
class CheckCasesTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::is_directory(m_cases))
        {
            GTEST_SKIP() << "no cases at " << m_cases;
        }
    }

    Ended Check(const std::string& file) const
    {
        return RunVnlab({"check", file}, m_cases);
    }

    const std::filesystem::path m_cases = std::filesystem::path(VNLAB_DATA_DIR) / "cases";
};

TEST_F(CheckCasesTest, BlueAndGreenDoNotFitTogether)
{
    const Ended check = Check("F6-check-run-capacity/blue-green.toml");
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(
        check.err,
        "F6-check-run-capacity/blue-green.toml:11:1: changes does not fit: 8 VMs take 8 slots, "
        "but 1 hosts with 4 slots each have 4; the VMs of all versions have their places from "
        "the start\n");
}

TEST_F(CheckCasesTest, ProbesAreFewerThanTheWatchAllows)
{
    for (const std::string name : {"slow-probes", "slow-probes-add"})
    {
        const Ended check = Check("F9-probe-interval/" + name + ".toml");
        EXPECT_EQ(check.status, 2);
        EXPECT_THAT(check.err,
                    HasSubstr(": changes.probe_interval is \"1s\"; accepted is less than "
                              "watch, which is \"500ms\"\n"));
    }
    EXPECT_THAT(Check("F9-probe-interval/probe-sweep.toml").err,
                HasSubstr("changes.probe_interval is \"500ms\"; accepted is less than watch"));
}

TEST_F(CheckCasesTest, ANumberWithDecimalsIsToldToBeWrittenWithout)
{
    EXPECT_EQ(
        Check("F12-float-message/float.toml").err,
        "F12-float-message/float.toml:3:9: substrate.racks is 4.0; accepted is an integer from "
        "1 to 32768: write 4\n");
}

TEST_F(CheckCasesTest, HostileTomlIsRefusedInAPage)
{
    const Ended deep = Check("hostile/toml-dottedkey-30854.toml");
    EXPECT_EQ(deep.status, 2);
    EXPECT_THAT(deep.err, HasSubstr("goes too deep"));
    const Ended many = Check("hostile/uk8000.toml");
    EXPECT_EQ(many.status, 2);
    EXPECT_EQ(std::ranges::count(many.err, '\n'), 51);
}

} // namespace

} // namespace ns3::vnlab::test
