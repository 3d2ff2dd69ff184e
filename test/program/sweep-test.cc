// SPDX-License-Identifier: GPL-2.0-only
//
// A sweep loses nothing, does nothing twice, and ends the same however often it is stopped.

#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <chrono>
#include <gmock/gmock.h>
#include <random>
#include <signal.h>
#include <sys/mount.h>
#include <thread>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Two points, two designs, two runs.
const std::string kSweep = kRing + "[sweep]\n\"tenants.generate.vms\" = [4, 6]\nrepeat = 2\n";

class SweepTest : public testing::Test
{
  protected:
    SweepTest()
    {
        WriteFile(m_folder / "lab.toml", kSweep);
    }

    static std::vector<std::string> Arguments(const std::vector<std::string>& options,
                                              const std::string& out = "out")
    {
        std::vector<std::string> arguments{"sweep", "lab.toml", "--out", out, "--no-plots"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return arguments;
    }

    Ended Sweep(const std::vector<std::string>& options = {}, const std::string& out = "out")
    {
        return RunVnlab(Arguments(options, out), m_folder.path);
    }

    std::vector<RunResult> Stored(const std::string& out = "out")
    {
        return ResultStore::OpenReadOnly(m_folder / (out + "/results.sqlite")).Read();
    }

    /// @return metrics.csv, samples.csv and series.csv, one after the other
    std::string Tables(const std::string& out)
    {
        std::string tables;
        for (const char* name : {"metrics.csv", "samples.csv", "series.csv"})
        {
            tables += ReadFile(m_folder.path / out / name);
        }
        return tables;
    }

    TemporaryFolder m_folder;
};

TEST_F(SweepTest, EveryRunIsStoredWithItsParameters)
{
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.out,
              "2 points × 2 designs × 2 runs: 8 runs, 0 of them done before, 8 to do\n"
              "8 runs done; results in out\n");
    const std::vector<RunResult> stored = Stored();
    ASSERT_EQ(stored.size(), 8U);
    for (const RunResult& result : stored)
    {
        EXPECT_EQ(result.error, "");
        const Parameter& vms = result.parameters.at("tenants.generate.vms");
        // A ring has as many links as VMs; each way has nine packets in a second.
        EXPECT_EQ(result.metrics.at("traffic.sent"), *vms.number * 2 * 9);
    }
    EXPECT_THAT(ReadFile(m_folder / "out/metrics.csv"),
                HasSubstr("design,seed,run,tenants.generate.vms,metric,value\r\nflat,1,0,4,"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out/failed"));
}

TEST_F(SweepTest, RunsThatExistAreNotRunAgain)
{
    Sweep();
    const std::string tables = Tables("out");
    const Ended again = Sweep();
    EXPECT_EQ(again.status, 0);
    EXPECT_THAT(again.out,
                AllOf(HasSubstr("8 of them done before, 0 to do"), HasSubstr("0 runs done")));
    EXPECT_EQ(Tables("out"), tables);
}

TEST_F(SweepTest, MoreRunsMorePointsAndMoreDesignsKeepWhatExists)
{
    Sweep();
    EXPECT_THAT(Sweep({"--extend", "repeat=3"}).out, HasSubstr("12 runs, 8 of them done before"));
    WriteFile(m_folder / "lab.toml",
              With(With(kSweep, "[4, 6]", "[4, 5, 6]"), "\"flat\",", "\"vxlan\", \"flat\","));
    EXPECT_THAT(Sweep().out, HasSubstr("18 runs, 8 of them done before"));
}

TEST_F(SweepTest, ASpecificationThatHasChangedIsRunAgain)
{
    WriteFile(m_folder / "lab.toml",
              With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"a.dot\"") +
                  "[sweep]\n\"substrate.racks\" = [2, 3]\n");
    WriteFile(m_folder / "a.dot", "graph { a -- b }\n");
    Sweep();
    WriteFile(m_folder / "a.dot", "graph { a -- b; b -- c }\n");
    EXPECT_THAT(Sweep().out, HasSubstr("4 runs, 0 of them done before"));
}

TEST_F(SweepTest, TheNumberOfJobsChangesNoByte)
{
    Sweep({"--jobs", "1"}, "one");
    Sweep({"--jobs", "4"}, "four");
    EXPECT_EQ(Tables("one"), Tables("four"));
}

TEST_F(SweepTest, ADryRunSaysWhatWouldRunAndWritesNothing)
{
    const Ended before = Sweep({"--dry-run"});
    EXPECT_EQ(before.status, 0);
    EXPECT_EQ(before.out,
              "2 points × 2 designs × 2 runs: 8 runs, 0 of them done before, 8 to do\n"
              "how long that takes is not known before a run\n"
              "  1: tenants.generate.vms = 4\n"
              "  2: tenants.generate.vms = 6\n");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out"));
    Sweep({"--only", "run=0"});
    EXPECT_THAT(
        Sweep({"--dry-run"}).out,
        AllOf(HasSubstr("8 runs, 4 of them done before, 4 to do\nabout "), HasSubstr(" jobs\n")));
}

TEST_F(SweepTest, KilledTwentyTimesItEndsAsIfItHadNotBeen)
{
    const std::string sweep = With(kSweep, "[4, 6]", "[4, 6, 8, 10, 12, 14]");
    WriteFile(m_folder / "lab.toml", With(sweep, "repeat = 2", "repeat = 6"));
    std::mt19937 dice(20261121);
    uint64_t most = 0;
    for (int kills = 0; kills < 20; ++kills)
    {
        Vnlab program(Arguments({}), m_folder.path);
        std::this_thread::sleep_for(std::chrono::milliseconds(dice() % 60));
        program.Signal(SIGKILL);
        EXPECT_THAT(program.Wait().status, testing::AnyOf(0, 128 + SIGKILL));
        if (std::filesystem::exists(m_folder / "out/results.sqlite"))
        {
            uint64_t runs = 0;
            ResultStore::Open(m_folder / "out/results.sqlite", {})
                .ForEachRun([&runs](const StoredRun&) { ++runs; });
            EXPECT_GE(runs, most) << "a run was lost";
            most = runs;
        }
    }
    EXPECT_EQ(Sweep().status, 0);
    EXPECT_EQ(Sweep({}, "whole").status, 0);
    EXPECT_EQ(Tables("out"), Tables("whole"));
    EXPECT_EQ(Stored().size(), 72U);
}

TEST_F(SweepTest, AnInterruptLetsTheRunsAtWorkEnd)
{
    // Each run takes long enough for the interrupt to come amid the first ones.
    WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"300s\""));
    Vnlab program(Arguments({"--jobs", "1"}), m_folder.path);
    ASSERT_NE(program.WaitForChild(), 0);
    program.Signal(SIGINT);
    const Ended stopped = program.Wait();
    EXPECT_EQ(stopped.status, 130);
    EXPECT_THAT(stopped.out, HasSubstr("interrupted, the same command goes on"));
    EXPECT_EQ(stopped.err,
              "interrupted: waiting for the end of 1 run; a second Ctrl-C stops at once and loses "
              "what they have done\n");
    const size_t done = Stored().size();
    EXPECT_LT(done, 8U);
    for (const RunResult& result : Stored())
    {
        EXPECT_EQ(result.error, "");
    }
    EXPECT_THAT(Sweep().out, HasSubstr(std::to_string(done) + " of them done before"));
}

TEST_F(SweepTest, AHangUpLetsTheRunsAtWorkEndAndASecondOneDoesNot)
{
    WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"1000h\""));
    Vnlab program(Arguments({"--jobs", "1"}), m_folder.path);
    ASSERT_NE(program.WaitForChild(), 0);
    program.Signal(SIGHUP);
    while (program.ErrorSoFar().find("interrupted") == std::string::npos)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    program.Signal(SIGHUP);
    EXPECT_EQ(program.Wait().status, 130);
    EXPECT_THAT(Stored(), testing::IsEmpty());
}

TEST_F(SweepTest, ARunThatTakesTooLongIsStoredAsFailedWithTheCommandThatRepeatsIt)
{
    WriteFile(m_folder / "lab.toml", With(With(kSweep, "[4, 6]", "[4]"), "\"1s\"", "\"1h\""));
    const Ended run = Sweep({"--timeout", "100ms", "--only", "run=0", "--only", "design=flat"});
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("0 runs done, 1 failed"));
    ASSERT_EQ(Stored().size(), 1U);
    const std::string error = Stored().front().error;
    EXPECT_THAT(error,
                testing::MatchesRegex("the run ended with a timeout; again: vnlab sweep lab.toml "
                                      "--out out --only [0-9a-f]{12}"));
    EXPECT_EQ(run.err, "failed: flat, run 0, tenants.generate.vms = 4: " + error + "\n");
    const std::string id = error.substr(error.size() - 12);
    WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"1h\""));
    EXPECT_THAT(Sweep({"--only", id, "--dry-run"}).out, HasSubstr("1 runs, 0 of them done before"));
}

TEST_F(SweepTest, WhatAKilledRunPrintedIsNoPartOfTheSweep)
{
    WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"300s\""));
    Vnlab program(Arguments({"--jobs", "1", "--only", "tenants.generate.vms=4"}), m_folder.path);
    const pid_t child = program.WaitForChild();
    ASSERT_NE(child, 0);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    const Ended run = program.Wait();
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("3 runs done, 1 failed"));
    EXPECT_THAT(run.err, HasSubstr("the run ended with signal 9"));
    EXPECT_THAT(Sweep({"--only", "tenants.generate.vms=4"}).out,
                HasSubstr("3 of them done before"));
    for (const RunResult& result : Stored())
    {
        EXPECT_EQ(result.error, "");
    }
}

TEST_F(SweepTest, ShardsMergeToTheWhole)
{
    for (const char* shard : {"1/3", "2/3", "3/3"})
    {
        EXPECT_EQ(Sweep({"--shard", shard}, std::string("part") + shard[0]).status, 0);
    }
    const Ended merge =
        RunVnlab({"merge", "out", "part1", "part2", "part3/results.sqlite"}, m_folder.path);
    EXPECT_EQ(merge.out, "8 runs added, 8 in out\n") << merge.err;
    const auto merged = Tables("out");
    EXPECT_EQ(RunVnlab({"merge", "out", "part1"}, m_folder.path).out, "0 runs added, 8 in out\n");
    EXPECT_THAT(Sweep().out, HasSubstr("8 of them done before"));
    Sweep({}, "whole");
    EXPECT_EQ(Tables("out"), Tables("whole"));
    EXPECT_EQ(merged, Tables("whole"));
}

TEST_F(SweepTest, RepeatsUntilTheIntervalIsNarrowEnough)
{
    WriteFile(m_folder / "lab.toml",
              kRing +
                  "[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n"
                  "[sweep]\n\"tenants.generate.vms\" = [6]\n"
                  "repeat = { until = \"±20%\", metric = \"attack.attempts.guest-user\", min = 3, "
                  "max = 40 }\n");
    const Ended run = Sweep();
    EXPECT_EQ(run.status, 0) << run.err;
    const size_t runs = Stored().size() / 2;
    EXPECT_GE(runs, 3U);
    EXPECT_LT(runs, 40U);
    EXPECT_THAT(Sweep().out, HasSubstr(" 0 to do"));
}

TEST_F(SweepTest, TwoSweepsDoNotWriteOneFolder)
{
    WriteFile(m_folder / "lab.toml", With(kSweep, "\"1s\"", "\"1000s\""));
    Vnlab first(Arguments({"--jobs", "1"}), m_folder.path);
    ASSERT_NE(first.WaitForChild(), 0);
    const Ended second = Sweep();
    EXPECT_EQ(second.status, 2);
    EXPECT_EQ(second.err,
              "out: is being written by another vnlab; wait for its end, or choose another folder "
              "with --out\n");
    first.Signal(SIGKILL);
}

TEST_F(SweepTest, AFullDiskEndsTheSweepAndLeavesTheStoreWhole)
{
    const std::string disk = m_folder / "disk";
    std::filesystem::create_directory(disk);
    if (mount("none", disk.c_str(), "tmpfs", 0, "size=256k") != 0)
    {
        GTEST_SKIP() << "mounting a small disk is not permitted";
    }
    WriteFile(m_folder / "lab.toml", With(kSweep, "repeat = 2", "repeat = 200"));
    const Ended run = Sweep({}, "disk/out");
    size_t stored = 0;
    ResultStore::OpenReadOnly(disk + "/out/results.sqlite")
        .ForEachRun([&stored](const StoredRun&) { ++stored; });
    umount(disk.c_str());
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, AllOf(HasSubstr("results.sqlite: "), HasSubstr("full")));
    EXPECT_GT(stored, 0U);
    EXPECT_LT(stored, 800U);
}

TEST_F(SweepTest, ARunOfTheFileLeavesTheSweepOutAndSaysSo)
{
    const Ended run = RunVnlab({"run", "lab.toml", "--out", "out", "--no-plots"}, m_folder.path);
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.err, "warning: lab.toml: [sweep] is left out; use `vnlab sweep`\n");
    EXPECT_EQ(Stored().size(), 2U);
}

TEST_F(SweepTest, NamesOfTenantsAreDataInEveryMessage)
{
    WriteFile(m_folder / "lab.toml",
              With(With(kSweep,
                        "\"tenants.generate.vms\" = [4, 6]",
                        "\"tenants.name\" = [\"`touch pwned`\", \"$(touch pwned)\\n'\\\"\"]"),
                   "repeat = 2",
                   "repeat = 1"));
    const Ended run = Sweep({"--dry-run"});
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("  1: tenants.name = `touch pwned`\n"), Not(HasSubstr(")\n'"))));
    EXPECT_EQ(Sweep().status, 0);
    EXPECT_FALSE(std::filesystem::exists(m_folder / "pwned"));
    EXPECT_THAT(ReadFile(m_folder / "out/metrics.csv"), HasSubstr(",\"$(touch pwned)\n'\"\"\","));
}

struct BadSweep
{
    std::string name;
    std::vector<std::string> options;
    std::string sweep;
    std::string message;
};

class BadSweepCommandTest : public SweepTest, public testing::WithParamInterface<BadSweep>
{
};

TEST_P(BadSweepCommandTest, EndsWithStatus2AndOneMessageAndWritesNothing)
{
    WriteFile(m_folder / "lab.toml", kRing + GetParam().sweep);
    const Ended run = Sweep(GetParam().options);
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.err, GetParam().message + "\n");
    EXPECT_FALSE(std::filesystem::exists(m_folder / "out"));
}

const std::string kOneAxis = "[sweep]\n\"tenants.count\" = [1]\n";

INSTANTIATE_TEST_SUITE_P(
    All,
    BadSweepCommandTest,
    testing::Values(
        BadSweep{
            "EmptyAxis",
            {},
            "[sweep]\n\"tenants.count\" = []\n",
            "lab.toml:13:19: \"tenants.count\" is an empty list; accepted are a list of values "
            "and { from, to, steps, scale }"},
        BadSweep{
            "UnknownKey",
            {},
            "[sweep]\n\"tenants.cuont\" = [1]\n",
            "lab.toml:13:19: unknown key \"cuont\" in tenants; accepted are name, count, spec, "
            "generate, guest, addresses, did you mean 'count'? (with tenants.cuont = 1)"},
        BadSweep{"WrongType",
                 {},
                 "[sweep]\n\"substrate.placement\" = [7]\n",
                 "lab.toml:13:25: substrate.placement is 7; accepted are pack, random, "
                 "round-robin, tenant-affine (with substrate.placement = 7)"},
        BadSweep{"TooMany",
                 {},
                 "[sweep]\n\"tenants.count\" = { from = 1, to = 99999, steps = 99999 }\n"
                 "\"run.seed\" = { from = 1, to = 99999, steps = 99999 }\n",
                 "lab.toml: [sweep] has 9999800001 combinations; accepted are at most 1000000, or "
                 "more with --yes"},
        BadSweep{"SamePointTwice",
                 {},
                 "[sweep]\n\"run.duration\" = [\"1s\", \"1000ms\"]\n",
                 "lab.toml: [sweep] has one scenario twice, the second time with run.duration = "
                 "1000ms; accepted are values that make a difference"},
        BadSweep{"UnknownMetric",
                 {},
                 "[sweep]\nrepeat = { until = \"±5%\", metric = \"config.byts\" }\n",
                 "lab.toml: sweep.repeat has the metric \"config.byts\", which is none of `vnlab "
                 "list`, did you mean 'config.bytes'?"},
        BadSweep{"Timeout",
                 {"--timeout", "5"},
                 kOneAxis,
                 "--timeout: is 5; accepted is a duration, such as 90s"},
        BadSweep{"Extend",
                 {"--extend", "runs=5"},
                 kOneAxis,
                 "--extend: is runs=5; accepted is repeat=N, such as repeat=100"},
        BadSweep{"Shard",
                 {"--shard", "4/3"},
                 kOneAxis,
                 "--shard: is 4/3; accepted is I/N with 1 ≤ I ≤ N"},
        BadSweep{
            "ShardOfUntil",
            {"--shard", "1/3"},
            "[sweep]\nrepeat = \"until ±5%\"\n",
            "--shard: does not go with a repeat that ends at an interval: a shard does not know "
            "the other shards' runs; accepted is a number of runs"},
        BadSweep{"SlurmOfUntil",
                 {"--engine", "slurm"},
                 "[sweep]\nrepeat = \"until ±5%\"\n",
                 "--engine slurm: does not go with a repeat that ends at an interval: a shard does "
                 "not know the other shards' runs; accepted is a number of runs"},
        BadSweep{"SlurmWithJobs",
                 {"--engine", "slurm", "--jobs", "2"},
                 kOneAxis,
                 "--jobs: does not go with --engine slurm, whose tasks do as many runs at the same "
                 "time as they have processors; accepted is --sbatch cpus-per-task=N"},
        BadSweep{"SlurmWithShard",
                 {"--engine", "slurm", "--shard", "1/2"},
                 kOneAxis,
                 "--shard: does not go with --engine slurm, which makes the parts itself; accepted "
                 "is --tasks N"},
        BadSweep{"TasksWithoutSlurm",
                 {"--tasks", "2"},
                 kOneAxis,
                 "--tasks: is for Slurm; accepted is it together with --engine slurm"},
        BadSweep{
            "Only",
            {"--only", "tenants.cuont=1"},
            kOneAxis,
            "--only: names \"tenants.cuont\"; accepted are a run's id, design=…, run=… and swept "
            "keys"}),
    [](const auto& test) { return test.param.name; });

} // namespace

} // namespace ns3::vnlab::test
