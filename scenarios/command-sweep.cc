// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/command-sweep.h"

#include "analysis/csv.h"
#include "analysis/result-store.h"
#include "analysis/visible-text.h"
#include "scenarios/folder-lock.h"
#include "scenarios/known-names.h"
#include "scenarios/known-runs.h"
#include "scenarios/memory-budget.h"
#include "scenarios/output-folder.h"
#include "scenarios/scenario-parser.h"
#include "scenarios/scenario-text.h"
#include "scenarios/shell-text.h"
#include "scenarios/sweep-file.h"
#include "scenarios/sweep-plan.h"
#include "scenarios/sweep-precision.h"
#include "scenarios/sweep-queue.h"
#include "scenarios/sweep-runner.h"
#include "scenarios/versions.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <thread>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

constexpr int kInterrupted = 130; // as shells tell it of a program that SIGINT ended
constexpr uint64_t kManyRuns = 1'000'000;

struct SweepOptions
{
    std::string file;
    std::string folder;
    size_t jobs{1};
    std::optional<uint32_t> repeat;
    std::string extend;
    std::string timeout;
    std::vector<std::string> only;
    std::string shard;
    bool dryRun{false};
    bool yes{false};
};

InputError
Refusal(const std::string& option, const std::string& message)
{
    return InputError({{.file = option, .message = message}});
}

double
TimeoutOf(const SweepOptions& options)
{
    if (options.timeout.empty())
    {
        return 0;
    }
    const QuantityResult timeout = ParseQuantity(options.timeout, kDurations);
    if (!timeout.value || *timeout.value == 0)
    {
        throw Refusal("--timeout",
                      "is " + options.timeout + "; accepted is a duration, such as 90s");
    }
    return static_cast<double>(*timeout.value) / static_cast<double>(kSecond_ns);
}

/// @return the number in "repeat=100"
std::optional<uint32_t>
RepeatOf(const SweepOptions& options)
{
    if (options.extend.empty())
    {
        return options.repeat;
    }
    constexpr std::string_view prefix = "repeat=";
    uint32_t repeat = 0;
    const char* end = options.extend.data() + options.extend.size();
    if (!options.extend.starts_with(prefix) ||
        std::from_chars(options.extend.data() + prefix.size(), end, repeat).ptr != end ||
        repeat == 0 || repeat > kMostRuns)
    {
        throw Refusal("--extend",
                      "is " + options.extend + "; accepted is repeat=N, such as repeat=100");
    }
    return repeat;
}

SweepSelection
SelectionOf(const SweepOptions& options, const SweepPlan& plan)
{
    SweepSelection selection{.only = options.only};
    for (const std::string& wish : options.only)
    {
        const std::string key = wish.substr(0, wish.find('='));
        if (wish.find('=') != std::string::npos && key != "design" && key != "run" &&
            !plan.points.front().parameters.contains(key))
        {
            throw Refusal("--only",
                          "names " + QuoteShort(key) +
                              "; accepted are a run's id, design=…, run=… and swept keys");
        }
    }
    if (options.shard.empty())
    {
        return selection;
    }
    const size_t slash = options.shard.find('/');
    const char* text = options.shard.data();
    const char* end = text + options.shard.size();
    if (slash == std::string::npos ||
        std::from_chars(text, text + slash, selection.shard).ptr != text + slash ||
        std::from_chars(text + slash + 1, end, selection.shards).ptr != end ||
        selection.shard == 0 || selection.shard > selection.shards)
    {
        throw Refusal("--shard", "is " + options.shard + "; accepted is I/N with 1 ≤ I ≤ N");
    }
    if (plan.repeat.relativeHalfWidth > 0 && selection.shards > 1)
    {
        throw Refusal(
            "--shard",
            "does not go with a repeat that ends at an interval: a shard does not know the "
            "other shards' runs; accepted is a number of runs");
    }
    return selection;
}

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

std::string
TimeText(double seconds)
{
    const auto whole = static_cast<uint64_t>(std::ceil(seconds));
    constexpr uint64_t minute = 60;
    constexpr uint64_t hour = 60 * minute;
    return whole < 2 * minute ? std::to_string(whole) + " s"
         : whole < 2 * hour   ? std::to_string(whole / minute) + " min"
                              : std::to_string(whole / hour) + " h";
}

void
PrintPlan(const SweepPlan& plan, const SweepQueue& queue, std::ostream& out)
{
    out << plan.points.size() << " points × " << plan.designs.size() << " designs × ";
    if (plan.repeat.relativeHalfWidth > 0)
    {
        out << plan.repeat.atLeast << " to " << plan.repeat.atMost << " runs: at least ";
    }
    else
    {
        out << plan.repeat.atLeast << " runs: ";
    }
    out << queue.ToDo() + queue.DoneBefore() << " runs, " << queue.DoneBefore()
        << " of them done before, " << queue.ToDo() << " to do\n";
}

void
PrintPoints(const SweepPlan& plan, std::ostream& out)
{
    constexpr size_t most = 50;
    for (size_t i = 0; i < std::min(most, plan.points.size()); ++i)
    {
        std::string line = "  " + std::to_string(i + 1) + ":";
        for (const auto& [key, value] : plan.points[i].parameters)
        {
            line += " " + key + " = " + value.text;
        }
        out << VisibleText(line) << '\n';
    }
    if (plan.points.size() > most)
    {
        out << "  … and " << plan.points.size() - most << " more\n";
    }
}

/// The runs of the plan that the store has, point by point.
void
WriteTables(const SweepPlan& plan, const ResultStore& store, const fs::path& folder)
{
    std::set<std::string> parameters;
    for (const auto& [key, value] : plan.points.front().parameters)
    {
        parameters.insert(key);
    }
    for (const auto& [table, name] : kCsvFiles)
    {
        WriteFile(folder / name,
                  [&, table = table](std::ostream& out)
                  {
                      WriteCsvHeader(table, parameters, out);
                      for (const SweepPoint& point : plan.points)
                      {
                          for (const RunResult& result : store.Read(point.identity))
                          {
                              if (std::ranges::count(plan.designs, result.key.design) > 0)
                              {
                                  WriteCsvRun(table, parameters, result, out);
                              }
                          }
                      }
                  });
    }
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
        for (const std::string& warning : m_plan.warnings)
        {
            std::cerr << "warning: " << VisibleText(warning) << '\n';
        }
    }

    int DryRun() const
    {
        const fs::path path = m_folder / kStoreFile;
        std::optional<ResultStore> store;
        KnownRuns runs;
        if (fs::exists(path))
        {
            store.emplace(ResultStore::OpenReadOnly(path.string()));
            runs = KnownRuns(*store, GetVersions().vnlab);
        }
        const SweepQueue queue = MakeQueue(runs, store ? &*store : nullptr);
        PrintPlan(m_plan, queue, std::cout);
        if (const std::optional<double> each = runs.WallSeconds())
        {
            const auto runsEach =
                static_cast<double>(queue.ToDo()) / static_cast<double>(m_options.jobs);
            std::cout << "about " << TimeText(*each * runsEach) << " with " << m_options.jobs
                      << " jobs\n";
        }
        else
        {
            std::cout << "how long that takes is not known before a run\n";
        }
        PrintPoints(m_plan, std::cout);
        return 0;
    }

    int Run() const
    {
        MakeFolder(m_folder);
        const FolderLock lock(m_folder);
        ResultStore store = ResultStore::Open((m_folder / kStoreFile).string(), GetVersions());
        const KnownRuns runs(store, GetVersions().vnlab);
        SweepQueue queue = MakeQueue(runs, &store);
        PrintPlan(m_plan, queue, std::cout);
        std::cout << std::flush;
        const SweepExecution execution{.folder = m_folder,
                                       .jobs = m_options.jobs,
                                       .timeout_s = m_timeout_s,
                                       .rerun = "vnlab sweep " + ShellText(m_options.file) +
                                                " --out " + ShellText(m_folder.string()),
                                       .memory_bytes = AvailableMemory() / 10 * 9};
        const SweepOutcome outcome = RunSweep(
            m_plan,
            queue,
            [this](uint32_t point) { return m_file.ScenarioAt(point, m_known, m_readOnce); },
            execution,
            store,
            std::cerr);
        WriteTables(m_plan, store, m_folder);
        PrintOutcome(outcome);
        return outcome.interrupted ? kInterrupted : outcome.failed > 0 ? 1 : 0;
    }

  private:
    SweepPlan MakePlan() const
    {
        if (m_file.Points() > kManyRuns && !m_options.yes)
        {
            throw Refusal(m_options.file,
                          "[sweep] has " + std::to_string(m_file.Points()) +
                              " combinations; accepted are at most " + std::to_string(kManyRuns) +
                              ", or more with --yes");
        }
        return MakeSweepPlan(m_file, m_file.Points(), m_known, m_readOnce, RepeatOf(m_options));
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
        std::cout << outcome.finished << " runs done";
        if (outcome.failed > 0)
        {
            std::cout << ", " << outcome.failed << " failed";
        }
        std::cout << (outcome.interrupted ? "; interrupted, the same command goes on" : "")
                  << "; results in " << m_folder.string() << '\n';
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
    options->jobs = std::max(1u, std::thread::hardware_concurrency());
    CLI::App* sweep = program.add_subcommand(
        "sweep", "run all combinations of a scenario's [sweep]; goes on where it stopped");
    sweep->add_option("file", options->file, "scenario file (TOML)")->required();
    sweep->add_option("--out", options->folder, "folder for results [results/NAME]");
    sweep->add_option("--jobs", options->jobs, "runs at the same time, fewer where memory is short")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    auto* repeat =
        sweep
            ->add_option("--repeat", options->repeat, "runs of each design, in place of the file's")
            ->check(CLI::Range(uint64_t{1}, kMostRuns));
    sweep
        ->add_option(
            "--extend", options->extend, "repeat=N: N runs of each design; what exists stays")
        ->excludes(repeat);
    sweep->add_option(
        "--timeout", options->timeout, "a run that takes longer has failed, such as 90s");
    sweep->add_option(
        "--only", options->only, "only runs with this id, design=…, run=… or KEY=VALUE");
    sweep->add_option("--shard", options->shard, "I/N: the I-th of N parts, for several machines");
    sweep->add_flag("--dry-run", options->dryRun, "say what would run");
    sweep->add_flag("--yes", options->yes, "do more than a million combinations");
    return {sweep,
            [options]
            {
                const SweepCommand command(*options);
                return options->dryRun ? command.DryRun() : command.Run();
            }};
}

} // namespace ns3::vnlab
