// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

TEST(NewTest, WritesAScenarioThatChecksAndRuns)
{
    const TemporaryFolder folder;
    const Ended created = RunVnlab({"new"}, folder.path);
    EXPECT_EQ(created.status, 0);
    EXPECT_EQ(created.out, "scenario.toml: written; next: vnlab run scenario.toml\n");
    EXPECT_EQ(RunVnlab({"check", "scenario.toml"}, folder.path).out, "scenario.toml: fine\n");
    const Ended run = RunVnlab({"run", "scenario.toml", "--no-plots"}, folder.path);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, testing::StartsWith("My scenario\n\n"));
}

TEST(NewTest, OverwritesNothing)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", "mine");
    const Ended created = RunVnlab({"new", "lab.toml"}, folder.path);
    EXPECT_EQ(created.status, 2);
    EXPECT_EQ(created.out, "");
    EXPECT_EQ(created.err, "lab.toml: already exists; not overwritten\n");
    EXPECT_EQ(ReadFile(folder.path / "lab.toml"), "mine");
    EXPECT_EQ(RunVnlab({"new", "absent/lab.toml"}, folder.path).err,
              "absent/lab.toml: cannot be written: No such file or directory\n");
    EXPECT_EQ(ContentsOf(folder.path).size(), 1u);
}

TEST(NewTest, AMinusIsTheTerminalAndHostileNamesAreFileNames)
{
    const TemporaryFolder folder;
    const std::string text = RunVnlab({"new", "-"}, folder.path).out;
    EXPECT_THAT(text, testing::HasSubstr("\n[substrate] # the physical network\n"));
    const Ended created = RunVnlab({"new", "`touch pwned`\x1b[2J"}, folder.path);
    EXPECT_EQ(created.status, 0);
    EXPECT_EQ(created.out,
              "`touch pwned`\\x1b[2J: written; next: vnlab run '`touch pwned`\\x1b[2J'\n");
    EXPECT_EQ(ContentsOf(folder.path),
              (std::map<std::string, std::string>{{"`touch pwned`\x1b[2J", text}}));
}

} // namespace

} // namespace ns3::vnlab::test
