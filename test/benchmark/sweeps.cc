// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "scenarios/vnlab/system/run-program.h"
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

constexpr double kMegabyte = 1e6;

/// Runs of a few ms: what is not a run counts.
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

/// So many runs of some tenths of a second that it hardly counts when the last one runs alone.
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

/// Sweeps, in a folder of its own.
/// @return how many runs it were; seconds that passed; of these in ms a run: its own, and the rest
std::vector<double>
Sweep(const std::string& scenario, uint32_t jobs)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "scenario.toml") << scenario;
    const double passed_s = SecondsOf({"sweep",
                                       folder / "scenario.toml",
                                       "--jobs",
                                       std::to_string(jobs),
                                       "--no-plots",
                                       "--out",
                                       folder / "results"});
    double runs = 0;
    double runs_s = 0;
    ResultStore::OpenReadOnly(folder / "results/results.sqlite")
        .ForEachRun(
            [&](const StoredRun& run)
            {
                ++runs;
                runs_s += run.wallSeconds;
            });
    return {runs, passed_s, runs_s / runs * 1e3, (passed_s - runs_s) / runs * 1e3};
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
    size_t bigRuns = 0;
    {
        const Versions nobody{"0", "0"};
        ResultStore store = ResultStore::Open(big, nobody);
        test::FillStore(store, {.points = 50, .repeat = 500});
        bigRuns = store.RunsByVersions().at(nobody);
    }
    const auto figures = Measure({{"one-job", [] { return Sweep(kLongRuns, 1); }},
                                  {"two-jobs", [] { return Sweep(kLongRuns, 2); }},
                                  {"short-runs", [] { return Sweep(kShortRuns, 1); }},
                                  {"report", [&big] { return RunReport(big); }}});
    const auto& one = figures[0];
    const auto& two = figures[1];
    const auto& brief = figures[2];
    const auto& report = figures[3];
    const double ratio = one[1].median / two[1].median;

    Section section("6. Sweeps (time that passes, not CPU time)", {"", "", ""});
    section.Add(Text(one[0].median, 0) + " runs, one job at a time", {Text(one[1], 2) + " s"});
    section.Add(Text(two[0].median, 0) + " runs, two jobs at a time",
                {Text(two[1], 2) + " s", Times(ratio), AtLeast(ratio, 1.9, "x")});
    section.Add(Text(brief[0].median, 0) + " short runs, each", {Text(brief[2], 2) + " ms"});
    section.Add("  what the sweep adds to each",
                {Text(brief[3], 2) + " ms", "", AtMost(brief[3].median, 5, " ms")});
    section.Add("report on " + std::to_string(bigRuns) + " runs",
                {Text(report[0], 1) + " s",
                 Text(report[1].median, 0) + " MB",
                 AtMost(report[0].median, 30, " s")});
    section.Print();
}

} // namespace ns3::vnlab::benchmark
