// SPDX-License-Identifier: GPL-2.0-only
//
// Files are written whole or not at all, and nobody else's are overwritten.

#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

using Words = std::vector<std::string>;

/// A file that a command writes, and the call that does.
struct WrittenFile
{
    std::string name;
    Words call;
};

const std::vector<WrittenFile> kWritten{
    {"t/metrics.csv", {"export", "out", "--csv", "--out", "t"}},
    {"t/scenarios.csv", {"export", "out", "--csv", "--out", "t"}},
    {"t/runs.jsonl", {"export", "out", "--json", "--out", "t"}},
    {"t/page.html", {"report", "out", "--replay", "none", "--out", "t/page.html"}},
    {"t/costs.toml", {"calibrate", "--time", "0", "--objects", "none", "--out", "t/costs.toml"}},
    {"t/dots.config.rules.gp",
     {"plot",
      "out",
      "--kind",
      "dots",
      "--metric",
      "config.rules",
      "--format",
      "svg",
      "--out",
      "t"}},
    {"t/dots.config.rules.svg",
     {"plot",
      "out",
      "--kind",
      "dots",
      "--metric",
      "config.rules",
      "--format",
      "svg",
      "--out",
      "t"}},
};

class WholeFilesTest : public testing::TestWithParam<WrittenFile>
{
  protected:
    WholeFilesTest()
    {
        WriteFile(m_folder / "lab.toml", kRing);
        EXPECT_EQ(Run({"run", "lab.toml", "--out", "out", "--no-plots"}).status, 0);
        std::filesystem::create_directory(m_folder / "t");
    }

    Ended Run(const Words& arguments, const std::string& script = "")
    {
        return RunVnlab(arguments, m_folder.path, script);
    }

    TemporaryFolder m_folder;
};

TEST_P(WholeFilesTest, WhereTheDiskIsFullTheOldFileStays)
{
    ASSERT_EQ(Run(GetParam().call).status, 0);
    const auto before = ContentsOf(m_folder / "t");
    ASSERT_TRUE(before.contains(GetParam().name.substr(2)))
        << GetParam().name << " is not written: " << testing::PrintToString(before);
    const Ended full = Run(GetParam().call, "trap '' XFSZ; ulimit -f 1; exec \"$@\"");
    EXPECT_EQ(full.status, 1) << full.err;
    EXPECT_THAT(full.err, HasSubstr("cannot be written: File too large"));
    EXPECT_EQ(ContentsOf(m_folder / "t"), before);
}

TEST_P(WholeFilesTest, WhatVnlabHasNotWrittenIsOverwrittenOnlyByForce)
{
    WriteFile(m_folder / GetParam().name, "my notes\n");
    const auto before = ContentsOf(m_folder.path);
    const Ended refused = Run(GetParam().call);
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err,
                testing::StartsWith(GetParam().name + ": was not written by vnlab, and stays; "));
    EXPECT_EQ(std::ranges::count(refused.err, '\n'), 1);
    EXPECT_EQ(ContentsOf(m_folder.path), before);
    Words forced = GetParam().call;
    forced.emplace_back("--force");
    EXPECT_EQ(Run(forced).status, 0);
    EXPECT_NE(ReadFile(m_folder / GetParam().name), "my notes\n");
    EXPECT_EQ(Run(GetParam().call).status, 0) << "it is vnlab's now";
}

TEST_P(WholeFilesTest, AnEmptyFileIsNobodys)
{
    WriteFile(m_folder / GetParam().name, "");
    EXPECT_EQ(Run(GetParam().call).status, 0);
}

INSTANTIATE_TEST_SUITE_P(All, WholeFilesTest, testing::ValuesIn(kWritten));

TEST_F(WholeFilesTest, ARunOrASweepLeavesTablesOfOthersAlone)
{
    WriteFile(m_folder / "mine/metrics.csv", "my,notes\n");
    const auto before = ContentsOf(m_folder.path);
    for (const char* command : {"run", "sweep"})
    {
        const Ended ended = Run({command, "lab.toml", "--out", "mine"});
        EXPECT_EQ(ended.status, 2);
        EXPECT_EQ(ended.err,
                  "mine/metrics.csv: was not written by vnlab, and stays; accepted is another "
                  "folder\n");
        EXPECT_EQ(ContentsOf(m_folder.path), before);
    }
}

TEST_F(WholeFilesTest, ARunAndASweepDoNotWriteOneFolder)
{
    WriteFile(m_folder / "long.toml", With(kRing, "\"1s\"", "\"1000s\""));
    Vnlab first({"run", "long.toml", "--out", "one", "--no-plots"}, m_folder.path);
    ASSERT_NE(first.WaitForChild(), 0);
    for (const Words& call : {Words{"run", "lab.toml", "--out", "one"},
                              {"sweep", "lab.toml", "--out", "one"},
                              {"merge", "one", "out"}})
    {
        const Ended second = Run(call);
        EXPECT_EQ(second.status, 2) << call.front();
        EXPECT_EQ(second.err,
                  "one: is being written by another vnlab; wait for its end, or choose another "
                  "folder with --out\n");
    }
    first.Signal(SIGKILL);
}

} // namespace

} // namespace ns3::vnlab::test
