// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/sweep-options.h"

#include "model/key/units.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <charconv>
#include <thread>

namespace ns3::vnlab
{

namespace
{

InputError
Refusal(const std::string& option, const std::string& message)
{
    return InputError({{.file = option, .message = message}});
}

} // namespace

void
CheckTogether(const SweepOptions& options)
{
    if (options.engine == SweepEngineKind::Local)
    {
        if (options.tasks || !options.sbatch.empty())
        {
            throw Refusal(options.tasks ? "--tasks" : "--sbatch",
                          "is for Slurm; accepted is it together with --engine slurm");
        }
        return;
    }
    if (options.jobs)
    {
        throw Refusal("--jobs",
                      "does not go with --engine slurm, whose tasks do as many runs at the same "
                      "time as they have processors; accepted is --sbatch cpus-per-task=N");
    }
    if (!options.shard.empty() || !options.partOf.empty())
    {
        throw Refusal(options.shard.empty() ? "--part-of" : "--shard",
                      "does not go with --engine slurm, which makes the parts itself; accepted is "
                      "--tasks N");
    }
}

size_t
JobsOf(const SweepOptions& options)
{
    return options.jobs.value_or(std::max(1u, std::thread::hardware_concurrency()));
}

uint32_t
TasksOf(const SweepOptions& options)
{
    constexpr uint32_t unlessSaid = 16;
    return options.tasks.value_or(unlessSaid);
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
    if (!options.shard.empty())
    {
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
    }
    const bool onSlurm = options.engine == SweepEngineKind::Slurm;
    if (plan.repeat.relativeHalfWidth > 0 && (onSlurm || selection.shards > 1))
    {
        throw Refusal(
            onSlurm ? "--engine slurm" : "--shard",
            "does not go with a repeat that ends at an interval: a shard does not know the "
            "other shards' runs; accepted is a number of runs");
    }
    return selection;
}

std::vector<std::string>
SelectingWords(const SweepOptions& options)
{
    std::vector<std::string> words;
    if (const std::optional<uint32_t> repeat = RepeatOf(options))
    {
        words.push_back("--repeat=" + std::to_string(*repeat));
    }
    if (!options.timeout.empty())
    {
        words.push_back("--timeout=" + options.timeout);
    }
    for (const std::string& wish : options.only)
    {
        words.push_back("--only=" + wish);
    }
    if (options.yes)
    {
        words.push_back("--yes");
    }
    return words;
}

} // namespace ns3::vnlab
