// SPDX-License-Identifier: GPL-2.0-only
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class OptionsTest : public testing::Test
{
  protected:
    OptionsTest()
    {
        WriteFile(m_folder / "lab.toml", kRing);
    }

    Ended Run(const std::vector<std::string>& arguments)
    {
        return RunVnlab(arguments, m_folder.path);
    }

    TemporaryFolder m_folder;
};

TEST_F(OptionsTest, WhatIsNoOptionIsBadInput)
{
    const std::vector<std::vector<std::string>> bad{{},
                                                    {"--nonsense"},
                                                    {"runn", "lab.toml"},
                                                    {"run"},
                                                    {"run", "lab.toml", "more.toml"},
                                                    {"run", "lab.toml", "--nonsense"},
                                                    {"run", "lab.toml", "--jobs"},
                                                    {"run", "lab.toml", "--jobs", "0"},
                                                    {"run", "lab.toml", "--jobs", "two"},
                                                    {"run", "lab.toml", "--repeat", "0"},
                                                    {"run", "lab.toml", "--repeat", "4294967297"},
                                                    {"run", "lab.toml", "--seed", "0"},
                                                    {"run", "lab.toml", "--seed", "-1"},
                                                    {"run", "lab.toml", "--seed", "4294944443"},
                                                    {"check"},
                                                    {"list", "designs"}};
    const auto before = ContentsOf(m_folder.path);
    for (const std::vector<std::string>& arguments : bad)
    {
        const Ended run = Run(arguments);
        EXPECT_EQ(run.status, 2) << testing::PrintToString(arguments);
        EXPECT_EQ(run.out, "") << testing::PrintToString(arguments);
        EXPECT_NE(run.err, "") << testing::PrintToString(arguments);
    }
    EXPECT_EQ(ContentsOf(m_folder.path), before);
}

TEST_F(OptionsTest, AMistypedWordIsToldTheNearest)
{
    EXPECT_THAT(Run({"runn", "lab.toml"}).err,
                AllOf(StartsWith("vnlab: unknown command 'runn'; accepted are new, run, "),
                      EndsWith(", did you mean 'run'?\n")));
    EXPECT_THAT(Run({"run", "lab.toml", "--sede=3"}).err,
                AllOf(StartsWith("vnlab: unknown option of run '--sede'; accepted are --help, "),
                      EndsWith(", did you mean '--seed'?\n")));
    EXPECT_THAT(Run({"fly"}).err, Not(HasSubstr("did you mean")));
    EXPECT_THAT(Run({"ru\x1bn"}).err, StartsWith("vnlab: unknown command 'ru\\x1bn'"));
    EXPECT_THAT(Run({"run", "lab.toml", "--seed", "-1", "--nonsense"}).err,
                Not(HasSubstr("unknown option")))
        << "another fault comes first";
    EXPECT_THAT(Run({"deploy-netns", "a.dot", "--dry-rnu"}).err,
                EndsWith(", did you mean '--dry-run'?\n"));
    EXPECT_THAT(Run({"run", "--", "--sede"}).err, Not(HasSubstr("unknown option")));
}

TEST_F(OptionsTest, HelpIsNoError)
{
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--help"}, {"run", "--help"}, {"check", "--help"}})
    {
        const Ended run = Run(arguments);
        EXPECT_EQ(run.status, 0);
        EXPECT_THAT(run.out, HasSubstr("Usage"));
        EXPECT_EQ(run.err, "");
    }
}

TEST_F(OptionsTest, CheckOfAGoodScenarioWritesNothing)
{
    const auto before = ContentsOf(m_folder.path);
    const Ended check = Run({"check", "lab.toml"});
    EXPECT_EQ(check.status, 0);
    EXPECT_EQ(check.out, "lab.toml: fine\n");
    EXPECT_EQ(check.err, "");
    EXPECT_EQ(ContentsOf(m_folder.path), before);
}

TEST_F(OptionsTest, WarningsAreSaidAndStopNothing)
{
    WriteFile(m_folder / "loop.toml",
              With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"loop.dot\""));
    WriteFile(m_folder / "loop.dot", "graph {\n  a -- a\n  a -- \"b\nc\"\n}\n");
    const Ended check = Run({"check", "loop.toml"});
    EXPECT_EQ(check.status, 0);
    EXPECT_THAT(check.err, testing::StartsWith("warning: loop.dot:2:"));
    const Ended run = Run({"run", "loop.toml", "--no-plots"});
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.err, check.err);
}

TEST_F(OptionsTest, ListHasEveryKindOfNameWithOneLine)
{
    const Ended list = Run({"list"});
    EXPECT_EQ(list.status, 0);
    EXPECT_EQ(list.err, "");
    for (const char* name : {"flat",
                             "vxlan",
                             "vxlan-learn",
                             "vxlan-evpn",
                             "vxlan-linked",
                             "geneve",
                             "nvgre",
                             "linkwire",
                             "linkwire-nvgre",
                             "linkwire-ipip",
                             "identity-firewall",
                             "security-groups",
                             "master-vpn",
                             "vpn-concentrator",
                             "manual",
                             "push",
                             "lateral-movement",
                             "full-mesh",
                             "star",
                             "ring",
                             "three-tier",
                             "sdn-control",
                             "random",
                             "service-chain",
                             "fabric_rule_lag",
                             "switches-2020",
                             "config.rules",
                             "reconfig.effective",
                             "exposure.compromised.*",
                             "monitor.sent.*",
                             "drops.*"})
    {
        EXPECT_THAT(list.out, HasSubstr("\n  " + std::string(name) + "  ")) << name;
    }
}

TEST_F(OptionsTest, TheResolvedScenarioGivesTheSameResults)
{
    const Ended resolved = Run({"run", "lab.toml", "--print-resolved"});
    ASSERT_EQ(resolved.status, 0);
    EXPECT_THAT(resolved.out, HasSubstr("vms_per_host = 120\n")); // a default
    EXPECT_EQ(ContentsOf(m_folder.path).size(), 1U);
    WriteFile(m_folder / "resolved.toml", resolved.out);
    EXPECT_EQ(Run({"run", "resolved.toml", "--print-resolved"}).out, resolved.out);

    const Ended first = Run({"run", "lab.toml", "--out", "first", "--no-plots"});
    const Ended second = Run({"run", "resolved.toml", "--out", "second", "--no-plots"});
    EXPECT_EQ(first.status, 0);
    EXPECT_EQ(second.status, 0);
    for (const char* name : {"metrics.csv", "samples.csv", "series.csv"})
    {
        EXPECT_EQ(ReadFile(m_folder.path / "first" / name),
                  ReadFile(m_folder.path / "second" / name));
    }
}

TEST_F(OptionsTest, OptionsReplaceWhatTheScenarioSays)
{
    const Ended resolved =
        Run({"run", "lab.toml", "--print-resolved", "--seed", "42", "--repeat", "3"});
    EXPECT_THAT(resolved.out, HasSubstr("\nseed = 42\n"));
    EXPECT_THAT(resolved.out, HasSubstr("\nrepeat = 3\n"));
}

TEST_F(OptionsTest, ResultsGoBelowResultsUnderTheScenariosName)
{
    EXPECT_EQ(Run({"run", "lab.toml", "--no-plots"}).status, 0);
    EXPECT_TRUE(std::filesystem::exists(m_folder.path / "results/lab/results.sqlite"));
}

TEST_F(OptionsTest, ProgressIsNotForFiles)
{
    const Ended run = Run({"run", "lab.toml", "--no-plots"});
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out, Not(HasSubstr("\r")));
}

} // namespace

} // namespace ns3::vnlab::test
