// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "analysis/style/visible-text.h"
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

class CompareTest : public testing::Test
{
  protected:
    /// Stores three runs of one design at one point of a sweep.
    void Store(const std::string& file,
               const std::vector<double>& rules,
               const std::string& tenants = "10",
               const std::string& error = "")
    {
        ResultStore store =
            ResultStore::Open(m_folder.path / file, {.vnlab = "0.1", .ns3 = "3.37"});
        for (const double& value : rules)
        {
            const auto run = static_cast<uint32_t>(&value - rules.data());
            store.Write({.key = {"count = " + tenants, "linkwire", 7, run},
                         .parameters = {{"tenants.name", {tenants, {}}}},
                         .error = error,
                         .metrics = {{"config.rules", value}, {"traffic.sent", 9}}});
        }
    }

    Ended Compare(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> arguments{"compare", "old.sqlite", "new.sqlite"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return RunVnlab(arguments, m_folder.path);
    }

    Ended CompareWithGate(const std::string& gates)
    {
        WriteFile(m_folder / "gates.toml", gates);
        return Compare({"--gate", "gates.toml"});
    }

    TemporaryFolder m_folder;
};

TEST_F(CompareTest, TheSameResultsDidNotMove)
{
    Store("old.sqlite", {10, 20, 30});
    Store("new.sqlite", {10, 20, 30});
    const Ended compare = Compare();
    EXPECT_EQ(compare.status, 0);
    EXPECT_EQ(compare.out,
              "OLD old.sqlite: 3 runs of vnlab 0.1 with ns-3 3.37\n"
              "NEW new.sqlite: 3 runs of vnlab 0.1 with ns-3 3.37\n"
              "\n0 of 2 numbers moved\n");
    EXPECT_EQ(compare.err, "");
}

TEST_F(CompareTest, WhatMovedIsShownAndBreaksNothingWithoutAGate)
{
    Store("old.sqlite", {10, 20, 30});
    Store("new.sqlite", {12, 22, 32});
    const Ended compare = Compare();
    EXPECT_EQ(compare.status, 0);
    EXPECT_THAT(compare.out, HasSubstr("\n1 of 2 numbers moved\n"));
    EXPECT_THAT(compare.out,
                HasSubstr("\nconfig.rules of linkwire at tenants.name = 10\n"
                          "   20   22  +2 (+10 %)       [+2, +2]  3  worse\n"));
}

TEST_F(CompareTest, ABrokenGateIsExitStatusOne)
{
    Store("old.sqlite", {10, 20, 30});
    Store("new.sqlite", {12, 22, 32});
    const std::string gate = "[[gates]]\nmetric = \"config.rules\"\n";
    const Ended broken = CompareWithGate(gate + "max_increase = \"5%\"\n");
    EXPECT_EQ(broken.status, 1);
    EXPECT_THAT(broken.out,
                HasSubstr("\n1 of 1 gate is broken\n  gates.toml:1: config.rules of linkwire at "
                          "tenants.name = 10 rose by 10 %,\n    from 20 to 22; accepted is 5 %\n"));
    EXPECT_EQ(broken.err, "");
    const Ended fine = CompareWithGate(gate + "max_increase = \"10%\"\n");
    EXPECT_EQ(fine.status, 0);
    EXPECT_THAT(fine.out, HasSubstr("\n0 of 1 gate is broken\n"));
    EXPECT_EQ(CompareWithGate(gate + "exact = true\n").status, 1);
    EXPECT_EQ(CompareWithGate("[[gates]]\nmetric = \"traffic.*\"\nexact = true\n").status, 0);
}

TEST_F(CompareTest, FormatsForCiServersSayTheSame)
{
    Store("old.sqlite", {10, 20, 30});
    Store("new.sqlite", {12, 22, 32});
    WriteFile(m_folder / "gates.toml",
              "[[gates]]\nmetric = \"config.rules\"\nmax_increase = \"5%\"\n");
    const Ended json = Compare({"--gate", "gates.toml", "--json", "--junit", "gates.xml"});
    EXPECT_EQ(json.status, 1);
    EXPECT_THAT(json.out, HasSubstr("\"broken\": 1,\n"));
    EXPECT_THAT(ReadFile(m_folder / "gates.xml"), HasSubstr(" tests=\"1\" failures=\"1\">"));
    const Ended markdown = Compare({"--gate", "gates.toml", "--markdown", "--junit", "gates.xml"});
    EXPECT_EQ(markdown.status, 1);
    EXPECT_THAT(markdown.out, testing::StartsWith("**1 of 1 gate is broken**\n\n- gates.toml:1: "));
    EXPECT_EQ(Compare({"--json", "--markdown"}).status, 2);
    EXPECT_EQ(Compare({"--junit", "gates.toml"}).status, 2) << "it is the user's";
    EXPECT_EQ(Compare({"--junit", "no/such/folder.xml"}).status, 2);
}

TEST_F(CompareTest, AGateThatMeasuresNothingIsBroken)
{
    Store("old.sqlite", {10});
    Store("new.sqlite", {10});
    const Ended compare =
        CompareWithGate("[[gates]]\nmetric = \"config.bytes\"\nmax_increase = \"5%\"\n");
    EXPECT_EQ(compare.status, 1);
    EXPECT_THAT(compare.out, HasSubstr("gates.toml:1: neither store has config.bytes of *\n"));
}

TEST_F(CompareTest, ABadGateFileIsBadInput)
{
    Store("old.sqlite", {10});
    Store("new.sqlite", {10});
    const Ended compare =
        CompareWithGate("[[gates]]\nmetric = \"config.rulez\"\nmax_increase = \"5%\"\n");
    EXPECT_EQ(compare.status, 2);
    EXPECT_EQ(compare.out, "");
    EXPECT_EQ(compare.err,
              "gates.toml:2:10: there is no metric \"config.rulez\"; `vnlab list` shows all, did "
              "you mean 'config.rules'?\n");
    EXPECT_EQ(Compare({"--gate", "absent.toml"}).status, 2);
}

TEST_F(CompareTest, WhatIsNoStoreIsBadInput)
{
    Store("old.sqlite", {10});
    EXPECT_EQ(Compare().status, 2);
    WriteFile(m_folder / "new.sqlite", "no store");
    const Ended compare = Compare();
    EXPECT_EQ(compare.status, 2);
    EXPECT_THAT(compare.err, testing::StartsWith("new.sqlite: "));
    EXPECT_EQ(RunVnlab({"compare", "old.sqlite"}, m_folder.path).status, 2);
}

TEST_F(CompareTest, StoresWithNothingInCommonAreBadInput)
{
    Store("old.sqlite", {10}, "1");
    Store("old.sqlite", {10}, "2");
    Store("new.sqlite", {10}, "3");
    const Ended compare = Compare();
    EXPECT_EQ(compare.status, 2);
    EXPECT_EQ(compare.err,
              "old.sqlite and new.sqlite: have no results of one design and the same parameters\n");
}

TEST_F(CompareTest, RunsOfOneStoreOnlyAreNamed)
{
    Store("old.sqlite", {10, 20}, "1");
    Store("new.sqlite", {10}, "1");
    Store("new.sqlite", {10, 11}, "2");
    const Ended compare = Compare();
    EXPECT_EQ(compare.status, 0);
    EXPECT_THAT(compare.out,
                HasSubstr("\nonly in OLD: 1 run of linkwire at tenants.name = 1\n"
                          "only in NEW: 2 runs of linkwire at tenants.name = 2\n"));
}

TEST_F(CompareTest, RunsThatFailNowBreakTheGatesOfTheirDesign)
{
    Store("old.sqlite", {10, 20});
    Store("new.sqlite", {10, 20}, "10", "a crash");
    EXPECT_THAT(
        Compare().out,
        HasSubstr("\nfine in OLD, failed in NEW: 2 runs of linkwire at tenants.name = 10\n"));
    const Ended compare =
        CompareWithGate("[[gates]]\ndesign = \"link*\"\nmetric = \"config.rules\"\nmax = 99\n");
    EXPECT_EQ(compare.status, 1);
    EXPECT_THAT(compare.out,
                HasSubstr("2 of the runs of linkwire at tenants.name = 10 succeeded\n"
                          "    before and fail now\n"));
    EXPECT_THAT(compare.out, HasSubstr("is not in the\n    new store\n"));
}

TEST_F(CompareTest, OnlyTheLargestMovesAreShownWhereThereAreMany)
{
    for (int tenants = 1; tenants <= 5; ++tenants)
    {
        Store("old.sqlite", {100}, std::to_string(tenants));
        Store("new.sqlite", {100.0 + tenants}, std::to_string(tenants));
    }
    const Ended compare = Compare({"--rows", "2"});
    EXPECT_THAT(compare.out, HasSubstr("\n5 of 10 numbers moved\n"));
    EXPECT_THAT(compare.out, HasSubstr("\nthe largest 2; --rows 5 shows all of these\n"));
    EXPECT_THAT(compare.out, HasSubstr("tenants.name = 5\n"));
    EXPECT_THAT(compare.out, Not(HasSubstr("tenants.name = 3\n")));
}

TEST_F(CompareTest, HeadlinesAreShownAndTheRestOnRequest)
{
    for (const double factor : {1.0, 2.0})
    {
        ResultStore store = ResultStore::Open(
            m_folder.path / (factor == 1 ? "old.sqlite" : "new.sqlite"), {"0.1", "3.37"});
        store.Write({.key = {"s", "a-design-whose-name-takes-half-a-line", 1, 0},
                     .metrics = {{"config.rules", factor},
                                 {"config.rules_host", factor},
                                 {"exposure.reachable_two_way.guest-root.neighbour.own-vm", factor},
                                 {"drops.no-route", factor}}});
    }
    const Ended some = Compare();
    EXPECT_THAT(some.out,
                HasSubstr("\n4 of 4 numbers moved, 2 of them headlines; --all shows all\n"));
    EXPECT_THAT(some.out, Not(HasSubstr("rules_host")));
    const Ended all = Compare({"--all"});
    EXPECT_THAT(all.out, HasSubstr("\n4 of 4 numbers moved\n"));
    EXPECT_THAT(all.out, HasSubstr("rules_host"));
    for (const std::string& text : {some.out, all.out})
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
        {
            EXPECT_LE(CodePoints(line), 80U) << line;
        }
    }
}

TEST_F(CompareTest, HostileNamesAreShown)
{
    const std::string name = "<img src=x onerror=alert(1)>`touch pwned`\n\x1b[2J";
    Store("old.sqlite", {10}, name);
    Store("new.sqlite", {11}, name);
    const Ended compare = CompareWithGate("[[gates]]\nmax_increase = 0\n");
    EXPECT_EQ(compare.status, 1);
    EXPECT_THAT(compare.out,
                HasSubstr("onerror=alert(1)>`touch pwned`\\n\\x1b[2J rose by 1, from 10 to 11"));
    EXPECT_THAT(compare.out, Not(HasSubstr("\x1b")));
    EXPECT_FALSE(std::filesystem::exists(m_folder.path / "pwned"));
}

TEST_F(CompareTest, FoldersOfARunAreResults)
{
    WriteFile(m_folder / "ring.toml", kRing);
    WriteFile(m_folder / "more.toml", With(kRing, "vms = 6", "vms = 7"));
    for (const char* name : {"ring", "more"})
    {
        const std::string file = std::string(name) + ".toml";
        ASSERT_EQ(RunVnlab({"run", file, "--out", name, "--no-plots"}, m_folder.path).status, 0);
    }
    const Ended same = RunVnlab({"compare", "ring", "ring"}, m_folder.path);
    EXPECT_EQ(same.status, 0) << same.err;
    EXPECT_THAT(same.out, HasSubstr("\n0 of "));
    const Ended moved = RunVnlab({"compare", "ring", "more"}, m_folder.path);
    EXPECT_EQ(moved.status, 0) << moved.err;
    EXPECT_THAT(moved.out, HasSubstr("\nthe resolved scenario differs at 1 point\n"));
    EXPECT_THAT(moved.out, HasSubstr("\nconfig.rules of linkwire"));
}

TEST_F(CompareTest, CsvFilesOfAFolderWithoutAStoreAreResults)
{
    WriteFile(m_folder / "ring.toml", kRing);
    ASSERT_EQ(RunVnlab({"run", "ring.toml", "--out", "ring", "--no-plots"}, m_folder.path).status,
              0);
    const std::string metrics = ReadFile(m_folder.path / "ring/metrics.csv");
    WriteFile(m_folder / "kept/metrics.csv", metrics);
    WriteFile(m_folder / "kept/samples.csv", ReadFile(m_folder.path / "ring/samples.csv"));
    WriteFile(m_folder / "gates.toml", "[[gates]]\nexact = true\n");
    const std::vector<std::string> compare{"compare", "kept", "ring", "--gate", "gates.toml"};
    const Ended same = RunVnlab(compare, m_folder.path);
    EXPECT_EQ(same.status, 0) << same.out << same.err;
    EXPECT_THAT(same.out, testing::StartsWith("OLD kept: 2 runs in CSV files\nNEW "));
    EXPECT_THAT(same.out, HasSubstr("\n0 of "));
    EXPECT_THAT(same.out, Not(HasSubstr("only in")));

    WriteFile(m_folder / "kept/metrics.csv", With(metrics, "config.rules,", "config.rules,1"));
    const Ended moved = RunVnlab(compare, m_folder.path);
    EXPECT_EQ(moved.status, 1);
    EXPECT_THAT(moved.out, HasSubstr("\n1 of "));
    EXPECT_THAT(moved.out, HasSubstr("\n1 of 1 gate is broken\n  gates.toml:1: config.rules of "));

    WriteFile(m_folder / "kept/metrics.csv", With(metrics, "config.rules,", "config.rules,x"));
    const Ended broken = RunVnlab(compare, m_folder.path);
    EXPECT_EQ(broken.status, 2);
    EXPECT_EQ(broken.out, "");
    EXPECT_THAT(broken.err, testing::MatchesRegex("kept/metrics.csv:[0-9]+:[0-9]+: \"x.*"));
}

} // namespace

} // namespace ns3::vnlab::test
