// SPDX-License-Identifier: GPL-2.0-only
//
// What every command does where its standard output is full, or it has none.

#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <gmock/gmock.h>
#include <map>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

/// A call of each command that prints something, in the folder of StandardOutputTest.
const std::map<std::string, Words> kCalls{
    {"new", {"-"}},
    {"run", {"lab.toml", "--out", "more", "--no-plots"}},
    {"sweep", {"lab.toml", "--out", "more", "--no-plots"}},
    {"compare", {"out", "out"}},
    {"export", {"out", "--csv"}},
    {"merge", {"merged", "out"}},
    {"plot", {"out", "--metric", "config.rules", "--out", "plots", "--format", "svg"}},
    {"report", {"out", "--replay", "none"}},
    {"rerun", {"out"}},
    {"reach", {"lab.toml"}},
    {"check", {"lab.toml"}},
    {"deploy-netns", {"two.dot", "--dry-run"}},
    {"list", {}},
    {"calibrate", {"--time", "0", "--objects", "nowhere"}},
    {"explain", {"config.rules"}},
    {"schema", {}},
    {"completion", {"bash"}},
    {"man", {}},
};

class StandardOutputTest : public testing::Test
{
  protected:
    StandardOutputTest()
    {
        WriteFile(m_folder / "lab.toml", kRing);
        WriteFile(m_folder / "two.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; a -- b; }");
        EXPECT_EQ(Run({"run", "lab.toml", "--out", "out", "--no-plots"}).status, 0);
    }

    Ended Run(const Words& arguments, const std::string& script = "")
    {
        return RunVnlab(arguments, m_folder.path, script);
    }

    static Words CallOf(const std::string& command)
    {
        Words call{command};
        const Words& more = kCalls.at(command);
        call.insert(call.end(), more.begin(), more.end());
        return call;
    }

    TemporaryFolder m_folder;
};

TEST_F(StandardOutputTest, EveryCommandHasACallHere)
{
    Words commands = AllCommands();
    std::ranges::sort(commands);
    Words called;
    for (const auto& [command, words] : kCalls)
    {
        called.push_back(command);
    }
    EXPECT_EQ(commands, called);
}

TEST_F(StandardOutputTest, WhatCannotBeWrittenIsAFailureOfEveryCommand)
{
    for (const auto& [command, words] : kCalls)
    {
        const Ended ended = Run(CallOf(command), "exec \"$@\" >/dev/full");
        EXPECT_EQ(ended.status, 1) << command;
        EXPECT_THAT(ended.err,
                    testing::EndsWith("vnlab: cannot write standard output: No space left on "
                                      "device\n"))
            << command;
    }
    EXPECT_EQ(Run({"--help"}, "exec \"$@\" >/dev/full").status, 1);
    EXPECT_EQ(Run({"run", "--help"}, "exec \"$@\" >/dev/full").status, 1);
}

TEST_F(StandardOutputTest, BadInputStaysBadInput)
{
    EXPECT_EQ(Run({"check", "none.toml"}, "exec \"$@\" >/dev/full").status, 2);
}

TEST_F(StandardOutputTest, WhatIsClosedAtTheStartDoesNoHarmToAnyCommand)
{
    for (const auto& [command, words] : kCalls)
    {
        const Ended ended = Run(CallOf(command), "exec \"$@\" <&- >&- 2>&-");
        EXPECT_EQ(ended.status, 0) << command;
        EXPECT_EQ(ended.out + ended.err, "") << command;
    }
    for (const auto& [name, bytes] : ContentsOf(m_folder.path))
    {
        EXPECT_THAT(bytes, Not(HasSubstr("results in more"))) << name << " has what was printed";
        EXPECT_THAT(bytes, Not(HasSubstr("runs added"))) << name << " has what was printed";
    }
    EXPECT_EQ(StoredIn(m_folder.path / "merged").size(), 2U);
    EXPECT_EQ(ReadFile(m_folder / "more/metrics.csv"), ReadFile(m_folder / "out/metrics.csv"));
}

} // namespace

} // namespace ns3::vnlab::test
