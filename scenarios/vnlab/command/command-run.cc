// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-run.h"

#include "analysis/compare/comparison-table.h"
#include "analysis/compare/comparison.h"
#include "analysis/file/replace-file.h"
#include "analysis/plot/plots.h"
#include "analysis/point/gather-point.h"
#include "analysis/report/headline-table.h"
#include "analysis/result/csv.h"
#include "analysis/result/result-json.h"
#include "analysis/result/result-store.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-text.h"
#include "scenarios/vnlab/command/print-warnings.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/price-text.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/process-pool.h"
#include "scenarios/vnlab/system/progress-line.h"
#include "scenarios/vnlab/system/versions.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <span>
#include <thread>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

/// Runs all designs and repeats; stores each result as it comes.
std::vector<RunResult>
RunAll(const Scenario& scenario, size_t parallel, ResultStore& store)
{
    const std::string resolved = WriteResolved(scenario);
    const auto inputs = std::make_shared<const RunInputs>(scenario.inputs);
    std::vector<RunResult> results;
    for (const std::string& design : scenario.designs)
    {
        for (uint32_t run = 0; run < scenario.run.repeat; ++run)
        {
            results.push_back({.key = {resolved, design, scenario.run.seed, run}});
        }
    }
    ProgressLine progress(results.size());
    const auto end = [&store, &results, &progress, &inputs](size_t job, RunResult result)
    {
        progress.Update(job, 1);
        result.inputs = inputs;
        store.Write(result);
        results[job] = std::move(result);
    };
    RunPool({.parallel = std::min(parallel, results.size()),
             .next = InOrder(results.size()),
             .work =
                 [&](size_t job, JobChannel& channel)
             {
                 const RunKey& key = results[job].key;
                 const RunResult result = RunDesign(
                     scenario,
                     resolved,
                     key.design,
                     key.run,
                     [&channel](double done) { channel.Progress(done); },
                     nullptr,
                     channel.Threads());
                 channel.Finish(ToJson(result));
             },
             .progress = [&progress](size_t job, double done)
             { progress.Update(job, std::min(done, 0.999)); },
             .finished = [&end](size_t job, const std::string& text) { end(job, FromJson(text)); },
             .failed =
                 [&](size_t job, const std::string& reason)
             {
                 RunResult result{.key = results[job].key};
                 result.error = "the run ended with " + reason;
                 end(job, std::move(result));
             },
             .tick = [&progress] { progress.Tick(); }});
    return results;
}

void
WriteTables(const std::vector<RunResult>& results, const fs::path& folder)
{
    for (const auto& [table, name] : kCsvFiles)
    {
        ReplaceFile(folder / name,
                    [&, table = table](std::ostream& out) { WriteCsv(table, results, out); });
    }
}

/// @return what all runs say together, trial by trial
ReportPoint
Gathered(const Comparison& comparison, const CostTable& costs)
{
    GatherPoint gather(comparison.designs);
    std::vector<const RunResult*> trials;
    std::ranges::transform(comparison.results,
                           std::back_inserter(trials),
                           [](const RunResult& result) { return &result; });
    std::ranges::stable_sort(trials, {}, [](const RunResult* result) { return result->key.run; });
    for (const RunResult* result : trials)
    {
        gather.Add(*result);
    }
    ReportPoint point = gather.Finish();
    point.switchPrices = SwitchPriceText(costs);
    return point;
}

/// Refusals, a table, the answer in words, and where the rest is.
void
PrintComparison(const Comparison& comparison,
                const ReportPoint& point,
                const fs::path& folder,
                bool all,
                std::ostream& out)
{
    out << Paragraph(VisibleText(comparison.title)) << FailuresText(comparison) << '\n'
        << (all ? ComparisonTable(comparison) : HeadlineTable(point)) << '\n'
        << AnswerText(point, all) << "\nresults in " << folder.string() << '\n';
    if (!all)
    {
        out << "--all prints all measures; `vnlab report` makes a page of them\n";
    }
}

} // namespace

int
CommandRun(const RunOptions& options, std::ostream& out, std::ostream& err)
{
    Scenario scenario = LoadScenario(options.file, GatherKnownNames());
    scenario.run.seed = options.seed.value_or(scenario.run.seed);
    scenario.run.repeat = options.repeat.value_or(scenario.run.repeat);
    PrintWarnings(scenario.warnings, err);
    if (options.printResolved)
    {
        out << WriteResolved(scenario);
        return 0;
    }

    const fs::path folder = FolderFor(options.folder, options.file);
    MakeFolder(folder);
    const FolderLock lock(folder);
    RequireOwnTables(folder);
    ResultStore store = ResultStore::Open((folder / kStoreFile).string(), GetVersions());
    const std::vector<RunResult> results = RunAll(scenario, options.jobs, store);

    const Comparison comparison{scenario.title, scenario.designs, results};
    const ReportPoint point = Gathered(comparison, CostTableOf(scenario));
    PrintComparison(comparison, point, folder, options.all, out);
    WriteTables(results, folder);
    if (options.plots)
    {
        DrawPlots(comparison, folder);
    }
    return std::ranges::any_of(results,
                               [](const RunResult& result) { return !result.error.empty(); })
             ? 1
             : 0;
}

Command
MakeRunCommand(CLI::App& program)
{
    const auto options = std::make_shared<RunOptions>();
    options->jobs = std::max(1u, std::thread::hardware_concurrency());
    CLI::App* run = program.add_subcommand("run", "run a scenario and compare its designs");
    run->add_option("file", options->file, "scenario file (TOML)")->required();
    run->add_option("--out", options->folder, "folder for results [results/NAME]");
    run->add_option("--jobs", options->jobs, "parallel runs")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    run->add_option("--seed", options->seed, "seed, overriding the scenario")
        ->check(CLI::Range(uint64_t{1}, kMostSeed));
    run->add_option("--repeat", options->repeat, "runs of each design, overriding the scenario")
        ->check(CLI::Range(uint64_t{1}, kMostRuns));
    run->add_flag("--all", options->all, "print all measures, not only the headlines");
    run->add_flag("!--no-plots", options->plots, "draw no plots");
    run->add_flag("--print-resolved",
                  options->printResolved,
                  "print the scenario with all defaults filled in");
    return {run, [options] { return CommandRun(*options, std::cout, std::cerr); }};
}

} // namespace ns3::vnlab
