// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/process-pool.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sched.h>
#include <set>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// What a pool told.
struct Told
{
    std::map<size_t, std::string> finished{};
    std::map<size_t, std::string> failed{};
    std::map<size_t, std::vector<double>> progress{};
    size_t ends{0};
};

Told
RunJobs(size_t jobs, size_t parallel, const std::function<void(size_t, JobChannel&)>& work)
{
    Told told;
    RunPool({.parallel = parallel,
             .next = InOrder(jobs),
             .work = work,
             .progress = [&](size_t job, double done) { told.progress[job].push_back(done); },
             .finished =
                 [&](size_t job, const std::string& text)
             {
                 told.finished[job] = text;
                 ++told.ends;
             },
             .failed =
                 [&](size_t job, const std::string& reason)
             {
                 told.failed[job] = reason;
                 ++told.ends;
             }});
    return told;
}

/// Counters that all processes share.
struct Shared
{
    int now; ///< jobs at work
    int most;
};

Shared*
MakeShared()
{
    void* memory =
        mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : new (memory) Shared{0, 0};
}

TEST(ProcessPoolTest, EveryJobTellsItsTextAndProgress)
{
    const Told told = RunJobs(3,
                              2,
                              [](size_t job, JobChannel& channel)
                              {
                                  channel.Progress(0.25);
                                  channel.Progress(0.5);
                                  channel.Finish("job " + std::to_string(job));
                              });
    EXPECT_THAT(told.finished, ElementsAre(Pair(0, "job 0"), Pair(1, "job 1"), Pair(2, "job 2")));
    EXPECT_THAT(told.failed, IsEmpty());
    EXPECT_EQ(told.progress.size(), 3U);
    EXPECT_THAT(told.progress, Each(Pair(testing::_, ElementsAre(0.25, 0.5))));
}

TEST(ProcessPoolTest, NoMoreJobsRunAtOnceThanAreAllowed)
{
    Shared* shared = MakeShared();
    ASSERT_NE(shared, nullptr);
    const Told told = RunJobs(
        12,
        3,
        [shared](size_t, JobChannel& channel)
        {
            const int now = __atomic_add_fetch(&shared->now, 1, __ATOMIC_SEQ_CST);
            int most = __atomic_load_n(&shared->most, __ATOMIC_SEQ_CST);
            while (now > most &&
                   !__atomic_compare_exchange_n(
                       &shared->most, &most, now, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            {
            }
            // Forking may take longer than a job: a job waits for the others, but not for ever.
            for (int wait = 0;
                 wait < 10'000 && __atomic_load_n(&shared->most, __ATOMIC_SEQ_CST) < 3;
                 ++wait)
            {
                usleep(1'000);
            }
            usleep(20'000);
            __atomic_sub_fetch(&shared->now, 1, __ATOMIC_SEQ_CST);
            channel.Finish("");
        });
    EXPECT_EQ(told.finished.size(), 12U);
    EXPECT_EQ(shared->most, 3);
    munmap(shared, sizeof(Shared));
}

TEST(ProcessPoolTest, JobsShareTheProcessors)
{
    cpu_set_t usable;
    ASSERT_EQ(sched_getaffinity(0, sizeof(usable), &usable), 0);
    const auto processors = static_cast<size_t>(CPU_COUNT(&usable));
    for (const size_t parallel : {size_t{1}, size_t{2}, 2 * processors})
    {
        const Told told = RunJobs(2,
                                  parallel,
                                  [](size_t, JobChannel& channel)
                                  { channel.Finish(std::to_string(channel.Threads())); });
        const std::string share = std::to_string(std::max<size_t>(1, processors / parallel));
        EXPECT_THAT(told.finished, ElementsAre(Pair(0, share), Pair(1, share)));
    }
}

TEST(ProcessPoolTest, MoreProcessesThanJobsAreNoProblem)
{
    const Told told = RunJobs(2, 50, [](size_t, JobChannel& channel) { channel.Finish("x"); });
    EXPECT_EQ(told.finished.size(), 2U);
}

TEST(ProcessPoolTest, NoJobsAreDoneAtOnce)
{
    EXPECT_EQ(RunJobs(0, 2, [](size_t, JobChannel&) {}).ends, 0U);
}

TEST(ProcessPoolTest, EachWayToEndWithoutATextIsAFailureWithItsReason)
{
    const Told told = RunJobs(6,
                              2,
                              [](size_t job, JobChannel& channel)
                              {
                                  switch (job)
                                  {
                                  case 0:
                                      return; // nothing found
                                  case 1:
                                      _exit(7);
                                  case 2:
                                      raise(SIGKILL);
                                      break;
                                  case 3:
                                      channel.Progress(0.5);
                                      _exit(3);
                                  case 4:
                                      throw std::runtime_error("out of luck");
                                  default:
                                      channel.Finish("fine");
                                  }
                              });
    EXPECT_THAT(told.finished, ElementsAre(Pair(5, "fine")));
    EXPECT_THAT(told.failed,
                ElementsAre(Pair(0, "exit status 0"),
                            Pair(1, "exit status 7"),
                            Pair(2, "signal 9"),
                            Pair(3, "exit status 3"),
                            Pair(4, "exit status 1")));
    EXPECT_EQ(told.ends, 6U);
}

TEST(ProcessPoolTest, AJobThatEndsAmidItsTextHasFailed)
{
    Told told;
    RunPool({.parallel = 1,
             .next = InOrder(1),
             .work =
                 [](size_t, JobChannel& channel)
             {
                 channel.Progress(getpid());
                 channel.Finish(std::string(10'000'000, 'x'));
             },
             .progress =
                 [](size_t, double process)
             {
                 usleep(50'000); // the pipe is full meanwhile, and its sender waits
                 kill(static_cast<pid_t>(process), SIGKILL);
             },
             .finished = [&](size_t job, const std::string& text) { told.finished[job] = text; },
             .failed = [&](size_t job, const std::string& why) { told.failed[job] = why; }});
    EXPECT_THAT(told.failed, ElementsAre(Pair(0, "signal 9")));
    EXPECT_THAT(told.finished, IsEmpty());
}

TEST(ProcessPoolTest, ATextOfTenMegabytesArrivesWhole)
{
    constexpr size_t size = 10'000'000;
    const Told told = RunJobs(2,
                              2,
                              [](size_t job, JobChannel& channel)
                              { channel.Finish(std::string(size, static_cast<char>('a' + job))); });
    ASSERT_EQ(told.finished.size(), 2U);
    EXPECT_TRUE(told.finished.at(0) == std::string(size, 'a'));
    EXPECT_TRUE(told.finished.at(1) == std::string(size, 'b'));
}

TEST(ProcessPoolTest, ATextMayBeEmpty)
{
    const Told told = RunJobs(1, 1, [](size_t, JobChannel& channel) { channel.Finish(""); });
    EXPECT_THAT(told.finished, ElementsAre(Pair(0, "")));
}

/// A pool of endless jobs but for the last.
PoolConfig
Endless(size_t jobs, Told& told)
{
    return {.parallel = jobs,
            .next = InOrder(jobs),
            .work =
                [jobs](size_t job, JobChannel& channel)
            {
                if (job + 1 < jobs)
                {
                    pause();
                }
                channel.Finish("done");
            },
            .progress = [](size_t, double) {},
            .finished = [&told](size_t job, const std::string& text) { told.finished[job] = text; },
            .failed = [&told](size_t job, const std::string& why) { told.failed[job] = why; }};
}

TEST(ProcessPoolTest, AJobThatTakesTooLongIsKilledAndTheOthersGoOn)
{
    Told told;
    PoolConfig config = Endless(3, told);
    config.timeout_s = 0.1;
    RunPool(config);
    EXPECT_THAT(told.failed, ElementsAre(Pair(0, "a timeout"), Pair(1, "a timeout")));
    EXPECT_THAT(told.finished, ElementsAre(Pair(2, "done")));
}

TEST(ProcessPoolTest, JobsAreAskedForAgainWhenOneHasEnded)
{
    Told told;
    PoolConfig config = Endless(1, told);
    std::vector<size_t> offered;
    config.parallel = 4;
    config.next = [&]() -> std::optional<size_t>
    {
        const bool busy = offered.size() > told.finished.size();
        if (busy || offered.size() == 3)
        {
            return std::nullopt;
        }
        offered.push_back(10 + offered.size());
        return offered.back();
    };
    config.work = [](size_t, JobChannel& channel) { channel.Finish("done"); };
    RunPool(config);
    EXPECT_THAT(offered, ElementsAre(10, 11, 12));
    EXPECT_EQ(told.finished.size(), 3U);
}

TEST(ProcessPoolTest, WhatAJobPrintsGoesToItsLog)
{
    const TemporaryFolder folder;
    Told told;
    PoolConfig config = Endless(1, told);
    config.log = [&folder](size_t job) { return folder / std::to_string(job); };
    config.work = [](size_t, JobChannel&)
    {
        std::printf("out");
        std::fflush(stdout);
        throw std::runtime_error("err");
    };
    RunPool(config);
    std::ifstream log(folder / "0");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(log), {}), "outerr\n");
    EXPECT_THAT(told.failed, ElementsAre(Pair(0, "exit status 1")));
}

TEST(ProcessPoolTest, TheMostMemoryOfAJobIsMeasured)
{
    constexpr size_t size = 50'000'000;
#ifdef __SANITIZE_ADDRESS__
    constexpr size_t shadow = size / 8; // which the sanitizer has for it
#else
    constexpr size_t shadow = 0;
#endif
    Told told;
    std::map<size_t, uint64_t> bytes;
    PoolConfig config = Endless(2, told);
    config.next = InOrder(2);
    config.work = [](size_t job, JobChannel& channel)
    {
        const std::vector<char> memory(job == 0 ? size : 1, 'x');
        channel.Finish(std::to_string(memory.back()));
    };
    config.measured = [&bytes](size_t job, uint64_t most) { bytes[job] = most; };
    RunPool(config);
    EXPECT_GT(bytes.at(0), bytes.at(1) + size * 9 / 10);
    EXPECT_LT(bytes.at(0), bytes.at(1) + shadow + size * 11 / 10);
}

volatile std::sig_atomic_t g_rang = 0;

TEST(ProcessPoolTest, TheParentHasATickWhileAJobSaysNothing)
{
    Told told;
    PoolConfig config = Endless(1, told);
    config.next = InOrder(1);
    config.work = [](size_t, JobChannel& channel)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
        channel.Finish("done");
    };
    int ticks = 0;
    config.tick = [&ticks] { ++ticks; };
    RunPool(config);
    EXPECT_GE(ticks, 2);
}

TEST(ProcessPoolTest, AnInterruptIsIgnoredByJobsAndMayAbandonThem)
{
    Told told;
    PoolConfig config = Endless(2, told);
    const auto before = std::signal(SIGINT, [](int) {});
    config.work = [](size_t, JobChannel& channel)
    {
        raise(SIGINT);
        channel.Progress(0.5);
        pause();
    };
    config.progress = [](size_t job, double)
    {
        if (job == 1)
        {
            alarm(1); // comes while the parent waits
        }
    };
    const auto beforeAlarm = std::signal(SIGALRM, [](int) { g_rang = 1; });
    config.abandon = [] { return g_rang == 1; };
    RunPool(config);
    std::signal(SIGINT, before);
    std::signal(SIGALRM, beforeAlarm);
    EXPECT_THAT(told.failed, ElementsAre(Pair(0, "signal 9"), Pair(1, "signal 9")));
}

TEST(ProcessPoolTest, ASchedulerThatAsksAllProcessesToStopLeavesItToTheParent)
{
    const Told told = RunJobs(1,
                              1,
                              [](size_t, JobChannel& channel)
                              {
                                  raise(SIGTERM);
                                  channel.Finish("went on");
                              });
    EXPECT_THAT(told.finished, ElementsAre(Pair(0, "went on")));
}

TEST(ProcessPoolTest, WhereACallbackThrowsTheJobsAtWorkAreKilled)
{
    Told told;
    PoolConfig config = Endless(3, told);
    config.finished = [](size_t, const std::string&) { throw std::runtime_error("disk full"); };
    EXPECT_THROW(RunPool(config), std::runtime_error);
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST(ProcessPoolTest, NoProcessIsLeftBehind)
{
    RunJobs(4,
            2,
            [](size_t job, JobChannel& channel) { job % 2 == 0 ? channel.Finish("") : _exit(1); });
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

TEST(ProcessPoolTest, WhatTheParentHadNotPrintedYetIsPrintedOnce)
{
    testing::internal::CaptureStdout();
    std::printf("once");
    RunJobs(3, 3, [](size_t, JobChannel& channel) { channel.Finish(""); });
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "once");
}

} // namespace

} // namespace ns3::vnlab
