// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-rerun.h"

#include "analysis/point/parameters-text.h"
#include "analysis/result/result-json.h"
#include "analysis/result/result-store.h"
#include "analysis/style/text-grid.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/command/rerun-text.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/run/stored-scenario.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/process-pool.h"
#include "scenarios/vnlab/system/progress-line.h"
#include "scenarios/vnlab/system/versions.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

struct RerunOptions
{
    std::string store;
    std::string id;    ///< empty: runs are listed
    std::string files; ///< folder of files that the store does not have
};

/// Prints every run of a store with what stands for it.
void
ListRuns(const ResultStore& store)
{
    std::map<std::string, std::string> where; // by scenario
    store.ForEachScenario([&where](const StoredScenario& scenario)
                          { where[scenario.text] = ParametersText(scenario.parameters); });
    TextGrid grid;
    grid.Add({"id", "design", "seed", "run", "at", "state"});
    store.ForEachRun(
        [&](const StoredRun& run)
        {
            grid.Add({RunId(run.key),
                      VisibleText(run.key.design),
                      std::to_string(run.key.seed),
                      std::to_string(run.key.run),
                      VisibleText(where[run.key.scenario]),
                      run.failed ? "failed" : ""});
        });
    std::cout << grid.ToString();
}

/// @return the run that an ID, or the beginning of one, stands for
/// @throws InputError where that is none, or several
StoredRun
FindRun(const ResultStore& store, const RerunOptions& options)
{
    std::optional<StoredRun> found;
    size_t matches = 0;
    store.ForEachRun(
        [&](const StoredRun& run)
        {
            if (RunId(run.key).starts_with(options.id))
            {
                found = run;
                ++matches;
            }
        });
    if (matches != 1)
    {
        throw InputError(
            {{.file = options.store,
              .message = "has " + std::to_string(matches) + " runs whose ID begins with " +
                         options.id + "; `vnlab rerun` without an ID lists them"}});
    }
    return *found;
}

/// @return a run with its results
RunResult
ReadRun(const ResultStore& store, const RunKey& key)
{
    std::vector<RunResult> results = store.Read(key.scenario);
    return std::move(*std::ranges::find(results, key, &RunResult::key));
}

/// Runs what a store has, once more, in a process of its own.
RunResult
RunAgain(const RunKey& key, const Scenario& scenario)
{
    RunResult again{.key = key};
    ProgressLine progress(1);
    RunPool({.parallel = 1,
             .next = InOrder(1),
             .work =
                 [&](size_t, JobChannel& channel)
             {
                 channel.Finish(ToJson(RunDesign(
                     scenario,
                     key.scenario,
                     key.design,
                     key.run,
                     [&channel](double done) { channel.Progress(done); },
                     nullptr,
                     channel.Threads())));
             },
             .progress = [&progress](size_t job, double done)
             { progress.Update(job, std::min(done, 0.999)); },
             .finished = [&again](size_t, const std::string& text) { again = FromJson(text); },
             .failed = [&again](size_t, const std::string& reason)
             { again.error = "the run ended with " + reason; },
             .tick = [&progress] { progress.Tick(); }});
    return again;
}

int
CommandRerun(const RerunOptions& options)
{
    const ResultStore store = ResultStore::OpenReadOnly(StoreAt(options.store).string());
    if (options.id.empty())
    {
        ListRuns(store);
        return 0;
    }
    const StoredRun run = FindRun(store, options);
    const RunResult stored = ReadRun(store, run.key);
    const Scenario scenario = ReadStoredScenario(
        run.key.scenario, {run.key.design}, *store.InputsOf(run.key), options.files);
    const RunResult again = RunAgain(run.key, scenario);
    std::cout << RunId(run.key) << ": " << VisibleText(NameOfRun(stored)) << '\n'
              << OutcomeText(stored, again);
    if (run.versions != GetVersions())
    {
        std::cout << "stored by " << VisibleText(VersionsText(run.versions)) << ", run again by "
                  << VersionsText(GetVersions()) << '\n';
    }
    return stored.error.empty() && IsSameRun(stored, again) ? 0 : 1;
}

} // namespace

Command
MakeRerunCommand(CLI::App& program)
{
    const auto options = std::make_shared<RerunOptions>();
    CLI::App* rerun = program.add_subcommand(
        "rerun", "repeat a stored run from its store alone, and tell whether it gives the same");
    rerun->add_option("store", options->store, "results: a folder or a store")->required();
    rerun->add_option("id", options->id, "the run's ID, or how it begins; none lists all runs");
    rerun->add_option("--files",
                      options->files,
                      "folder of the files that the scenario names, where the store has none [.]");
    return {rerun, [options] { return CommandRerun(*options); }};
}

} // namespace ns3::vnlab
