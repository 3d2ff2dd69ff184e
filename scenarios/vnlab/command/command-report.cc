// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-report.h"

#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "analysis/report/report.h"
#include "analysis/result/result-store.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/scenario-outline.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <thread>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

int
CommandReport(const ReportOptions& options, std::ostream& out)
{
    const fs::path store = StoreAt(options.store);
    const fs::path page =
        options.file.empty() ? store.parent_path() / "report.html" : fs::path(options.file);
    const ResultStore results = ResultStore::OpenReadOnly(store.string());
    if (results.Designs().empty())
    {
        throw InputError({{.file = store.string(), .message = "has no runs to report yet"}});
    }
    CheckReplaceable(page); // before runs are computed again
    if (!options.force)
    {
        RequireOwn(page, kPageSign, "another name, or --force");
    }
    const auto replay = [&](const std::vector<RunResult>& runs)
    { return ReplayRuns(runs, *results.InputsOf(runs.front().key), options.replay); };
    ReplaceFile(page, ReportPage(ReportData(results, OutlineOf, replay)));
    out << "report in " << VisibleText(page.string()) << '\n';
    return 0;
}

Command
MakeReportCommand(CLI::App& program)
{
    const auto options = std::make_shared<ReportOptions>();
    CLI::App* report = program.add_subcommand(
        "report", "write results as one self-contained HTML page: answer, tables and plots");
    report->add_option("store", options->store, "results.sqlite, or its folder")->required();
    report->add_option("--out", options->file, "the page [report.html beside the store]");
    report->add_flag("--force", options->force, "overwrite a file that vnlab has not written");
    options->replay.jobs = std::max(1u, std::thread::hardware_concurrency());
    const std::map<std::string, ReplayChoice> choices{
        {"auto", ReplayChoice::kAuto}, {"all", ReplayChoice::kAll}, {"none", ReplayChoice::kNone}};
    report
        ->add_option(
            "--replay",
            options->replay.choice,
            "repeat one run of each design for a replay in the page: auto (if those took at "
            "most 40 s), all, none [auto]")
        ->transform(CLI::CheckedTransformer(choices))
        ->option_text("auto|all|none");
    report->add_option("--files",
                       options->replay.files,
                       "folder of the files that the scenario names, where the store has none [.]");
    report->add_option("--jobs", options->replay.jobs, "parallel runs for the replay")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    return {report, [options] { return CommandReport(*options, std::cout); }};
}

} // namespace ns3::vnlab
