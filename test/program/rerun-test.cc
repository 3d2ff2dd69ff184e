// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

/// Results of a scenario that names a specification; both files have gone since.
class RerunTest : public testing::Test
{
  protected:
    RerunTest()
    {
        WriteFile(m_folder / "files/ring.dot", "graph { a -- b -- c -- a; }");
        WriteFile(m_folder / "files/lab.toml",
                  With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"ring.dot\""));
        EXPECT_EQ(Run({"run", "files/lab.toml", "--out", "out", "--no-plots"}).status, 0);
        std::filesystem::rename(m_folder / "files", m_folder / "gone");
    }

    Ended Run(const std::vector<std::string>& arguments)
    {
        return RunVnlab(arguments, m_folder.path);
    }

    /// @return the ID that the list of a store has for a design
    std::string IdOf(const std::string& design, const std::string& store = "out")
    {
        std::istringstream list(Run({"rerun", store}).out);
        std::string id;
        std::string name;
        for (std::string line; std::getline(list, line);)
        {
            std::istringstream(line) >> id >> name;
            if (name == design)
            {
                return id;
            }
        }
        return "";
    }

    TemporaryFolder m_folder;
};

TEST_F(RerunTest, AStoredRunGivesTheSameBytesWithoutAnyFile)
{
    for (const char* design : {"flat", "linkwire"})
    {
        const std::string id = IdOf(design);
        EXPECT_EQ(id.size(), 12U);
        const Ended again = Run({"rerun", "out", id});
        EXPECT_EQ(again.status, 0) << again.out << again.err;
        EXPECT_THAT(again.out,
                    StartsWith(id + ": " + design + ", seed 1, run 0\nthe same bytes: "));
        EXPECT_EQ(Run({"rerun", "out/results.sqlite", id.substr(0, 8)}).out, again.out);
    }
}

TEST_F(RerunTest, WhatDiffersIsNamed)
{
    {
        ResultStore store = ResultStore::Open(m_folder / "out/results.sqlite", {"0", "0"});
        RunResult run = store.Read().front();
        run.inputs = store.InputsOf(run.key);
        run.metrics.at("config.rules") += 1;
        store.Write(run);
    }
    const Ended again = Run({"rerun", "out", IdOf("flat")});
    EXPECT_EQ(again.status, 1);
    EXPECT_THAT(again.out,
                MatchesRegex("[0-9a-f]+: flat, seed 1, run 0\ndiffers from what is stored:\n"
                             "  config.rules: [0-9]+ stored, [0-9]+ again\n"
                             "stored by vnlab 0 with ns-3 0, run again by vnlab [^\n]+\n"));
}

TEST_F(RerunTest, AnIdThatNobodyHasIsBadInput)
{
    for (const char* id : {"ffffffffffff", "x", "../.."})
    {
        const Ended ended = Run({"rerun", "out", id});
        EXPECT_EQ(ended.status, 2);
        EXPECT_EQ(ended.err,
                  "out: has 0 runs whose ID begins with " + std::string(id) +
                      "; `vnlab rerun` without an ID lists them\n");
    }
}

TEST_F(RerunTest, AMergedStoreKeepsTheFiles)
{
    EXPECT_EQ(Run({"merge", "whole", "out"}).status, 0);
    std::filesystem::remove_all(m_folder / "out");
    EXPECT_EQ(Run({"rerun", "whole", IdOf("linkwire", "whole")}).status, 0);
}

TEST_F(RerunTest, ASweepIsRerunByTheIdsThatItsMessagesHave)
{
    std::filesystem::rename(m_folder / "gone", m_folder / "files");
    WriteFile(m_folder / "files/lab.toml",
              ReadFile(m_folder / "files/lab.toml") +
                  "[sweep]\n\"run.duration\" = [\"1s\", \"2s\"]\n");
    EXPECT_EQ(Run({"sweep", "files/lab.toml", "--out", "swept", "--no-plots"}).status, 0);
    std::filesystem::remove_all(m_folder / "files");
    const Ended again = Run({"rerun", "swept", IdOf("linkwire", "swept")});
    EXPECT_EQ(again.status, 0) << again.out << again.err;
    EXPECT_THAT(again.out, HasSubstr("linkwire, seed 1, run 0, run.duration = 1s\n"));
}

TEST_F(RerunTest, AnOlderStoreNeedsTheFiles)
{
    SQLite::Database(m_folder / "out/results.sqlite", SQLite::OPEN_READWRITE)
        .exec("DROP TABLE input; DROP TABLE input_text; PRAGMA user_version = 4");
    const std::string id = IdOf("flat");
    const Ended without = Run({"rerun", "out", id});
    EXPECT_EQ(without.status, 2);
    EXPECT_THAT(without.err, HasSubstr("\"ring.dot\", which does not exist"));
    EXPECT_EQ(Run({"rerun", "out", id, "--files", "gone"}).status, 0);
    WriteFile(m_folder / "gone/ring.dot", "graph { a -- b -- c; }");
    const Ended changed = Run({"rerun", "out", id, "--files", "gone"});
    EXPECT_EQ(changed.status, 1);
    EXPECT_THAT(changed.out, HasSubstr("differs from what is stored:\n"));
}

} // namespace

} // namespace ns3::vnlab::test
