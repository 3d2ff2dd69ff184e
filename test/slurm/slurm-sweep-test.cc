// SPDX-License-Identifier: GPL-2.0-only
//
// A sweep on a real Slurm, which each test starts on this machine, ends as it does without one.

#include "scenarios/vnlab/system/run-program.h"
#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"
#include "test/slurm/local-slurm.h"

#include <chrono>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Two points, two designs, two runs.
const std::string kSweep = kRing + "[sweep]\n\"tenants.generate.vms\" = [4, 6]\nrepeat = 2\n";

class SlurmSweepTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!m_slurm.Missing().empty())
        {
            GTEST_SKIP() << m_slurm.Missing();
        }
        WriteFile(m_folder / "lab.toml", kSweep);
    }

    /// Each run then takes long enough for something to happen amid the first ones.
    void MakeRunsLong()
    {
        WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"500s\""));
    }

    static std::vector<std::string> Arguments(const std::vector<std::string>& options,
                                              const std::string& out = "out")
    {
        std::vector<std::string> arguments{"sweep", "lab.toml", "--out", out};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return arguments;
    }

    Ended Sweep(const std::vector<std::string>& options, const std::string& out = "out")
    {
        return RunVnlab(Arguments(options, out), m_folder.path);
    }

    /// @return the file's tables of a sweep that this machine does alone
    std::string LocalTables()
    {
        EXPECT_EQ(Sweep({}, "local").status, 0);
        return Tables("local");
    }

    std::string Tables(const std::string& out)
    {
        std::string tables;
        for (const char* name : {"metrics.csv", "samples.csv", "series.csv"})
        {
            tables += ReadFile(m_folder.path / out / name);
        }
        EXPECT_NE(tables, "");
        return tables;
    }

    std::vector<RunResult> Stored()
    {
        return ResultStore::OpenReadOnly(m_folder / "out/results.sqlite").Read();
    }

    /// Waits until a task does a run. @return the job
    std::string WaitForTask(const std::string& task)
    {
        constexpr int tries = 300;
        for (int i = 0; i < tries; ++i)
        {
            const std::string working =
                RunProgram({"squeue", "--array", "--noheader", "--states=R", "--format=%F %K"}).out;
            const size_t space = working.find(' ');
            if (space != std::string::npos && HasBegun(task))
            {
                return working.substr(0, space);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        ADD_FAILURE() << "no task began";
        return "";
    }

    /// @return whether a task has a log of a run
    bool HasBegun(const std::string& task)
    {
        const std::filesystem::path logs = m_folder.path / "out/slurm" / task / "failed";
        return std::filesystem::exists(logs) && !std::filesystem::is_empty(logs);
    }

    TemporaryFolder m_folder;
    LocalSlurm m_slurm;
};

TEST_F(SlurmSweepTest, AJobArrayWritesTheTablesOfThisMachineAndLeavesNothingToDo)
{
    const Ended run = Sweep({"--engine", "slurm", "--tasks", "3"});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_EQ(run.out,
              "2 points × 2 designs × 2 runs: 8 runs, 0 of them done before, 8 to do\n"
              "Slurm job 1 has been submitted\n"
              "8 runs done; results in out\n");
    EXPECT_EQ(Tables("out"), LocalTables());
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out/slurm/3"));
    EXPECT_EQ(Sweep({"--engine", "slurm"}).out,
              "2 points × 2 designs × 2 runs: 8 runs, 8 of them done before, 0 to do\n"
              "0 runs done; results in out\n");
}

TEST_F(SlurmSweepTest, NamesAreDataForTheShellAndForSlurm)
{
    const std::string folder = "a 'b' \"c\" %j \\ $(touch pwned) `touch pwned`; touch pwned\n#";
    const std::string file = "my lab $(touch pwned) 'x'.toml";
    WriteFile(m_folder / file, With(kSweep, "\"Ring\"", "\"$(touch pwned)\\n`touch pwned`\""));
    const Ended run = RunVnlab(
        {"sweep", file, "--out", folder, "--engine", "slurm", "--tasks", "1"}, m_folder.path);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(Tables(folder), LocalTables());
    EXPECT_FALSE(std::filesystem::exists(m_folder / "pwned"));
    EXPECT_THAT(ContentsOf(m_folder.path / folder / "slurm"),
                testing::UnorderedElementsAre(testing::Key("job.sh"), testing::Key("1.log")));
}

TEST_F(SlurmSweepTest, OnlyTasksThatMissARunAreSubmitted)
{
    EXPECT_EQ(Sweep({"--shard", "1/2"}).status, 0);
    const Ended run = Sweep({"--engine", "slurm", "--tasks", "2"});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("4 of them done before, 4 to do"), HasSubstr("4 runs done")));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out/slurm/1.log"));
    EXPECT_THAT(ReadFile(m_folder / "out/slurm/2.log"), HasSubstr("4 runs done"));
    EXPECT_EQ(Tables("out"), LocalTables());
}

TEST_F(SlurmSweepTest, WhatACancelledTaskHasNotDoneIsMissingAndRunByTheSameCommand)
{
    MakeRunsLong();
    const std::vector<std::string> options{"--engine", "slurm", "--tasks", "2"};
    Vnlab program(Arguments(options), m_folder.path);
    const std::string job = WaitForTask("2/1");
    EXPECT_EQ(RunProgram({"scancel", job + "_1"}).status, 0);
    const Ended ended = program.Wait();
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.out, AllOf(HasSubstr(" missing, the same command goes on; results in out")));
    EXPECT_EQ(ended.err,
              "tasks ended early; what they printed is in " + m_folder / "out/slurm" + "\n");
    const size_t done = Stored().size();
    EXPECT_GE(done, 4U);
    EXPECT_LT(done, 8U);
    for (const RunResult& result : Stored())
    {
        EXPECT_EQ(result.error, "");
    }
    const Ended again = Sweep(options);
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_THAT(again.out, HasSubstr(std::to_string(done) + " of them done before"));
    EXPECT_EQ(Tables("out"), LocalTables());
}

class StoppedSlurmSweepTest : public SlurmSweepTest, public testing::WithParamInterface<int>
{
};

TEST_P(StoppedSlurmSweepTest, TheJobGoesOnAndTheSameCommandCollectsIt)
{
    MakeRunsLong();
    const std::vector<std::string> options{"--engine", "slurm", "--tasks", "2"};
    Vnlab program(Arguments(options), m_folder.path);
    const std::string job = WaitForTask("2/1");
    program.Signal(GetParam());
    const Ended stopped = program.Wait();
    EXPECT_EQ(stopped.status, 128 + GetParam());
    if (GetParam() == SIGINT)
    {
        EXPECT_EQ(stopped.err, "Slurm job " + job + " goes on; `scancel " + job + "` ends it\n");
        EXPECT_THAT(stopped.out, HasSubstr("interrupted, the same command goes on"));
    }
    const Ended again = Sweep(options);
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(again.out,
              "2 points × 2 designs × 2 runs: 8 runs, 0 of them done before, 8 to do\n"
              "Slurm job " +
                  job + " has been submitted before\n8 runs done; results in out\n");
    EXPECT_EQ(Tables("out"), LocalTables());
}

INSTANTIATE_TEST_SUITE_P(All, StoppedSlurmSweepTest, testing::Values(SIGINT, SIGKILL));

TEST_F(SlurmSweepTest, ARunThatFailsIsStoredAndToldAsOnThisMachine)
{
    WriteFile(m_folder / "lab.toml", kRing + "[sweep]\n\"run.duration\" = [\"1s\", \"1000h\"]\n");
    const Ended run = Sweep({"--engine", "slurm", "--tasks", "2", "--timeout", "1s"});
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("2 runs done, 2 failed; results in out\n"));
    EXPECT_THAT(run.err,
                testing::MatchesRegex("(failed: (flat|linkwire), run 0, run.duration = 1000h: the "
                                      "run ended with a timeout; again: vnlab sweep lab.toml --out "
                                      "out --only [0-9a-f]{12}\n){2}"));
    EXPECT_THAT(Sweep({"--dry-run"}).out, HasSubstr("2 of them done before, 2 to do"));
}

TEST_F(SlurmSweepTest, WhatSbatchRefusesIsToldInItsWords)
{
    const Ended run = Sweep({"--engine", "slurm", "--sbatch", "partition=nosuch"});
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.err,
              "vnlab: sbatch: error: invalid partition specified: nosuch\n"
              "sbatch: error: Batch job submission failed: Invalid partition name specified\n");
}

} // namespace

} // namespace ns3::vnlab::test
