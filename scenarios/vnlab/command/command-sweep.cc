// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-sweep.h"

#include "analysis/file/input-file.h"
#include "analysis/plot/store-plots.h"
#include "analysis/result/result-store.h"
#include "analysis/style/wrapped-text.h"
#include "scenarios/vnlab/command/print-warnings.h"
#include "scenarios/vnlab/command/sweep-options.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-outline.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/slurm/slurm-engine.h"
#include "scenarios/vnlab/slurm/slurm-jobs.h"
#include "scenarios/vnlab/sweep/known-runs.h"
#include "scenarios/vnlab/sweep/local-engine.h"
#include "scenarios/vnlab/sweep/memory-budget.h"
#include "scenarios/vnlab/sweep/sweep-file.h"
#include "scenarios/vnlab/sweep/sweep-plan.h"
#include "scenarios/vnlab/sweep/sweep-precision.h"
#include "scenarios/vnlab/sweep/sweep-queue.h"
#include "scenarios/vnlab/sweep/sweep-tables.h"
#include "scenarios/vnlab/sweep/sweep-text.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/shell-text.h"
#include "scenarios/vnlab/system/versions.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

constexpr int kInterrupted = 130; // as shells tell it of a program that SIGINT ended
constexpr uint64_t kManyRuns = 1'000'000;

/// @return reads each file once, however many points name it
FileReader
ReadEachOnce()
{
    return [contents = std::map<std::string, std::string>()](const std::string& path) mutable
    {
        if (!contents.contains(path))
        {
            contents[path] = ReadInputFile(path);
        }
        return std::optional(contents.at(path));
    };
}

/// One call of `vnlab sweep`.
class SweepCommand
{
  public:
    explicit SweepCommand(const SweepOptions& options)
        : m_options(options),
          m_known(GatherKnownNames()),
          m_file(ReadInputFile(options.file), options.file),
          m_plan(MakePlan()),
          m_selection(SelectionOf(options, m_plan)),
          m_timeout_s(TimeoutOf(options)),
          m_folder(FolderFor(options.folder, options.file))
    {
        PrintWarnings(m_plan.warnings, std::cerr);
    }

    int DryRun() const
    {
        const fs::path path = m_folder / kStoreFile;
        std::optional<ResultStore> store;
        if (IsThere(path.string()))
        {
            store.emplace(ResultStore::OpenReadOnly(path.string()));
        }
        const KnownRuns runs = RunsIn(store ? &*store : nullptr);
        SweepQueue queue = MakeQueue(runs, store ? &*store : nullptr);
        PrintPlan(m_plan, queue, std::cout);
        MakeEngine()->Preview(queue, runs.WallSeconds(), std::cout);
        PrintPoints(m_plan, std::cout);
        return 0;
    }

    int Run() const
    {
        if (m_options.engine == SweepEngineKind::Slurm)
        {
            CheckSlurmInstalled();
        }
        MakeFolder(m_folder);
        const FolderLock lock(m_folder);
        RequireOwnTables(m_folder);
        ResultStore store = ResultStore::Open((m_folder / kStoreFile).string(), GetVersions());
        store.WriteCaption({m_plan.title, m_plan.designs});
        const KnownRuns runs = RunsIn(&store);
        SweepQueue queue = MakeQueue(runs, &store);
        PrintPlan(m_plan, queue, std::cout);
        std::cout << std::flush;
        const SweepOutcome outcome = MakeEngine()->Run(queue, store);
        WriteTables(m_plan, store, m_folder);
        PrintOutcome(outcome);
        if (m_options.plots && !outcome.interrupted && m_selection.shards == 1)
        {
            DrawStorePlots(store, OutlineOf, {}, m_folder);
        }
        return outcome.interrupted                       ? kInterrupted
             : outcome.failed > 0 || outcome.missing > 0 ? 1
                                                         : 0;
    }

  private:
    SweepPlan MakePlan() const
    {
        if (m_file.Points() > kManyRuns && !m_options.yes)
        {
            throw InputError({{.file = m_options.file,
                               .message = "[sweep] has " + std::to_string(m_file.Points()) +
                                          " combinations; accepted are at most " +
                                          std::to_string(kManyRuns) + ", or more with --yes"}});
        }
        return MakeSweepPlan(m_file, m_file.Points(), m_known, m_readOnce, RepeatOf(m_options));
    }

    /// @return the runs that the store, if any, and that of the whole sweep have
    KnownRuns RunsIn(const ResultStore* store) const
    {
        const std::string version = GetVersions().vnlab;
        KnownRuns runs;
        if (store)
        {
            runs.Add(*store, version);
        }
        if (!m_options.partOf.empty())
        {
            const fs::path whole = fs::path(m_options.partOf) / kStoreFile;
            runs.Add(ResultStore::OpenReadOnly(whole.string()), version);
        }
        return runs;
    }

    std::unique_ptr<SweepEngine> MakeEngine() const
    {
        if (m_options.engine == SweepEngineKind::Slurm)
        {
            return std::make_unique<SlurmEngine>(
                m_plan,
                SlurmScript{.program = fs::read_symlink("/proc/self/exe"),
                            .workFolder = fs::current_path(),
                            .file = m_options.file,
                            .folder = m_folder,
                            .tasks = TasksOf(m_options),
                            .options = SelectingWords(m_options)},
                m_options.sbatch);
        }
        const std::string whole = m_options.partOf.empty() ? m_folder.string() : m_options.partOf;
        return std::make_unique<LocalEngine>(
            m_plan,
            [this](uint32_t point) { return m_file.ScenarioAt(point, m_known, m_readOnce); },
            SweepExecution{.folder = m_folder,
                           .jobs = JobsOf(m_options),
                           .timeout_s = m_timeout_s,
                           .rerun = "vnlab sweep " + ShellText(m_options.file) + " --out " +
                                    ShellText(whole),
                           .memory_bytes = AvailableMemory() / 10 * 9});
    }

    /// @param store of the runs, or nullptr where there are none
    SweepQueue MakeQueue(const KnownRuns& runs, const ResultStore* store) const
    {
        return SweepQueue(
            m_plan,
            m_selection,
            [this, &runs](const SweepRun& run) { return runs.Has(m_plan.KeyOf(run)); },
            [this, store](uint32_t point, uint32_t)
            {
                return !store || IsPrecise(store->Read(m_plan.points[point].identity),
                                           m_plan.designs,
                                           m_plan.repeat);
            });
    }

    void PrintOutcome(const SweepOutcome& outcome) const
    {
        std::ostringstream text;
        text << outcome.finished << " runs done";
        if (outcome.failed > 0)
        {
            text << ", " << outcome.failed << " failed";
        }
        if (outcome.missing > 0)
        {
            text << ", " << outcome.missing << " missing";
        }
        if (outcome.interrupted)
        {
            text << "; interrupted";
        }
        text << (outcome.interrupted || outcome.missing > 0 ? ", the same command goes on" : "")
             << "; results in " << m_folder.string();
        std::cout << Paragraph(text.str(), 2);
    }

    const SweepOptions& m_options;
    KnownNames m_known;
    SweepFile m_file;
    FileReader m_readOnce{ReadEachOnce()};
    SweepPlan m_plan;
    SweepSelection m_selection;
    double m_timeout_s;
    fs::path m_folder;
};

} // namespace

Command
MakeSweepCommand(CLI::App& program)
{
    const auto options = std::make_shared<SweepOptions>();
    CLI::App* sweep = program.add_subcommand(
        "sweep", "run all combinations in a scenario's [sweep]; resumes where it stopped");
    sweep->add_option("file", options->file, "scenario file (TOML)")->required();
    sweep->add_option("--out", options->folder, "folder for results [results/NAME]");
    sweep
        ->add_option("--engine",
                     options->engine,
                     "local: this machine; slurm: a job array on a Slurm cluster [local]")
        ->transform(CLI::CheckedTransformer(std::map<std::string, SweepEngineKind>{
            {"local", SweepEngineKind::Local}, {"slurm", SweepEngineKind::Slurm}}))
        ->option_text("local|slurm");
    sweep
        ->add_option("--jobs",
                     options->jobs,
                     "parallel runs, fewer if memory is short [number of processors]")
        ->check(CLI::PositiveNumber);
    sweep->add_option("--tasks", options->tasks, "tasks in the job array [16]")
        ->check(CLI::PositiveNumber);
    sweep
        ->add_option(
            "--sbatch", options->sbatch, "an option for Slurm's sbatch, such as time=2:00:00")
        ->allow_extra_args(false);
    auto* repeat =
        sweep->add_option("--repeat", options->repeat, "runs of each design, overriding the file")
            ->check(CLI::Range(uint64_t{1}, kMostRuns));
    sweep
        ->add_option(
            "--extend", options->extend, "repeat=N: N runs of each design; existing runs are kept")
        ->excludes(repeat);
    sweep->add_option("--timeout",
                      options->timeout,
                      "time limit per run, such as 90s; a run that exceeds it fails");
    sweep->add_option(
        "--only", options->only, "only runs with this ID, design=…, run=… or KEY=VALUE");
    sweep->add_option("--shard", options->shard, "I/N: the I-th of N parts, for several machines");
    sweep->add_option("--part-of",
                      options->partOf,
                      "folder of the whole sweep; runs it already has are not repeated");
    sweep->add_flag("--dry-run", options->dryRun, "show what would run");
    sweep->add_flag("!--no-plots", options->plots, "draw no plots");
    sweep->add_flag("--yes", options->yes, "allow more than a million combinations");
    return {sweep,
            [options]
            {
                CheckTogether(*options);
                const SweepCommand command(*options);
                return options->dryRun ? command.DryRun() : command.Run();
            }};
}

} // namespace ns3::vnlab
