// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result-store.h"
#include "scenarios/run-program.h"
#include "test/benchmark/section.h"
#include "test/support/made-up-store.h"
#include "test/support/temporary-folder.h"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kBigStoreRuns = 100'000;
constexpr double kMegabyte = 1e6;

/// 400 runs of a few ms: what is not a run counts.
constexpr const char* kShortRuns = R"([[tenants]]
name = "pair"
generate = { kind = "full-mesh", vms = 2 }
[designs]
use = ["flat", "vxlan", "linkwire", "identity-firewall"]
[run]
duration = "10ms"
[sweep]
"tenants.generate.vms" = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
repeat = 10
)";
constexpr uint32_t kShortRunCount = 400;

/// 64 runs of some tenths of a second, so that it hardly counts when the last one runs alone.
constexpr const char* kLongRuns = R"([substrate]
racks = 4
hosts_per_rack = 10
[[tenants]]
name = "shop"
generate = { kind = "random", vms = 100, degree = 4 }
[designs]
use = ["flat", "vxlan", "linkwire", "identity-firewall"]
[[changes]]
at = "1s"
kind = "rewire"
links = 5
[[attacks]]
at = "2s"
kind = "lateral-movement"
[run]
duration = "4s"
[sweep]
"tenants.generate.vms" = [100, 150]
repeat = 8
)";

/// Runs vnlab. @return seconds that passed
double
SecondsOf(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), VNLAB_PROGRAM);
    const auto begin = std::chrono::steady_clock::now();
    const ProgramResult result = RunProgram(arguments);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    if (result.status != 0)
    {
        throw std::runtime_error("vnlab " + arguments[1] + ": " + result.err);
    }
    return passed.count();
}

/// Sweeps in a folder of its own. @return seconds that passed
double
SweepIn(const TemporaryFolder& folder, const std::string& scenario, uint32_t jobs)
{
    std::ofstream(folder / "scenario.toml") << scenario;
    return SecondsOf({"sweep",
                      folder / "scenario.toml",
                      "--jobs",
                      std::to_string(jobs),
                      "--no-plots",
                      "--out",
                      folder / "results"});
}

std::vector<double>
RunLong(uint32_t jobs)
{
    return {SweepIn(TemporaryFolder(), kLongRuns, jobs)};
}

/// @return milliseconds of each run, and those beyond it
std::vector<double>
RunShort()
{
    const TemporaryFolder folder;
    const double all_s = SweepIn(folder, kShortRuns, 1);
    double runs_s = 0;
    uint32_t count = 0;
    ResultStore::OpenReadOnly(folder / "results/results.sqlite")
        .ForEachRun(
            [&](const StoredRun& run)
            {
                runs_s += run.wallSeconds;
                ++count;
            });
    if (count != kShortRunCount)
    {
        throw std::runtime_error(std::to_string(count) + " runs are stored");
    }
    return {runs_s / count * 1e3, (all_s - runs_s) / count * 1e3};
}

/// @return seconds that a report of a store takes, and megabytes of the largest process in it
std::vector<double>
RunReport(const std::string& store)
{
    const TemporaryFolder folder;
    const double seconds =
        SecondsOf({"report", store, "--replay", "none", "--out", folder / "page.html"});
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return {seconds, static_cast<double>(usage.ru_maxrss) * 1024 / kMegabyte};
}

} // namespace

void
MeasureSweeps()
{
    const TemporaryFolder folder;
    const std::string big = folder / "big.sqlite";
    {
        ResultStore store = ResultStore::Open(big, {"0", "0"});
        test::FillStore(store, {.points = 50, .repeat = 500}); // of four designs
    }
    const auto figures = Measure({{"one-job", [] { return RunLong(1); }},
                                  {"two-jobs", [] { return RunLong(2); }},
                                  {"short-runs", RunShort},
                                  {"report", [&big] { return RunReport(big); }}});
    const double ratio = figures[0][0].median / figures[1][0].median;
    const Figure& beyond_ms = figures[2][1];
    const Figure& report_s = figures[3][0];

    Section section("6. Sweeps (time that passes, not CPU time)", {"", "", ""});
    section.Add("64 runs, one job at a time", {Text(figures[0][0], 2) + " s"});
    section.Add("64 runs, two jobs at a time",
                {Text(figures[1][0], 2) + " s", Times(ratio), AtLeast(ratio, 1.9, "x")});
    section.Add(std::to_string(kShortRunCount) + " short runs, each",
                {Text(figures[2][0], 2) + " ms"});
    section.Add("  what the sweep adds to each",
                {Text(beyond_ms, 2) + " ms", "", AtMost(beyond_ms.median, 5, " ms")});
    section.Add("report on " + std::to_string(kBigStoreRuns) + " runs",
                {Text(report_s, 1) + " s",
                 Text(figures[3][1].median, 0) + " MB",
                 AtMost(report_s.median, 30, " s")});
    section.Print();
}

} // namespace ns3::vnlab::benchmark
