// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/report-replay.h"

#include "analysis/report/recording-json.h"
#include "analysis/style/number-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-recorder.h"
#include "scenarios/vnlab/run/stored-scenario.h"
#include "scenarios/vnlab/system/process-pool.h"
#include "scenarios/vnlab/system/progress-line.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kChanged =
    "computed again, it differs from what is stored: another version of "
    "vnlab computed that, or a file of the scenario has changed";

/// What a child tells of its run: the cloud and the recording, or only this where it differs.
constexpr char kBetween = '\t'; // in JSON an escape
const std::string kDiffers = "differs";

Scenario
ScenarioOfRuns(const std::vector<RunResult>& runs,
               const RunInputs& inputs,
               const std::string& folder)
{
    std::vector<std::string> designs;
    for (const RunResult& run : runs)
    {
        designs.push_back(run.key.design);
    }
    return ReadStoredScenario(runs.front().key.scenario, designs, inputs, folder);
}

uint64_t
VmsOf(const Scenario& scenario)
{
    uint64_t vms = 0;
    for (const Scenario::Tenants& group : scenario.tenants)
    {
        vms += group.count * boost::num_vertices(group.specification.graph);
    }
    return vms;
}

/// @return why nothing is run again, or nothing where it is
std::optional<std::string>
ObjectionTo(const std::vector<RunResult>& runs, const Scenario& scenario)
{
    double seconds = 0;
    for (const RunResult& run : runs)
    {
        seconds += run.wallSeconds;
    }
    const uint64_t vms = VmsOf(scenario);
    if (seconds <= kReplaySeconds && vms <= kReplayVms)
    {
        return std::nullopt;
    }
    return "the runs have to be computed again for it: " + std::to_string(runs.size()) +
           " runs of " + std::to_string(vms) + " VMs, which took " +
           std::to_string(static_cast<int64_t>(seconds + 0.5)) +
           " s; for a page with a replay, type: vnlab report … --replay all";
}

std::string
Record(const Scenario& scenario, const RunResult& stored, JobChannel& channel)
{
    RunRecorder recorder(scenario);
    const RunResult again = RunDesign(
        scenario,
        stored.key.scenario,
        stored.key.design,
        stored.key.run,
        [&channel](double done) { channel.Progress(done); },
        &recorder,
        channel.Threads());
    const Recording& recording = recorder.Get();
    return IsSameRun(stored, again)
             ? CloudJson(recording.cloud) + kBetween + RecordingJson(recording)
             : kDiffers;
}

} // namespace

Replay
ReplayRuns(const std::vector<RunResult>& runs,
           const RunInputs& inputs,
           const ReplayOptions& options)
{
    Replay replay;
    if (options.choice == ReplayChoice::kNone)
    {
        replay.why = "the report was written with --replay none";
        return replay;
    }
    Scenario scenario;
    try
    {
        scenario = ScenarioOfRuns(runs, inputs, options.files);
    }
    catch (const InputError& error)
    {
        replay.why =
            "the stored scenario cannot be read again: " + error.Diagnostics().front().ToString() +
            "; --files names the folder of files that the store does not have";
        return replay;
    }
    if (options.choice == ReplayChoice::kAuto)
    {
        replay.why = ObjectionTo(runs, scenario).value_or("");
        if (!replay.why.empty())
        {
            return replay;
        }
    }

    std::vector<std::string> recorded(runs.size());
    ProgressLine progress(runs.size());
    RunPool(
        {.parallel = std::min(options.jobs, runs.size()),
         .next = InOrder(runs.size()),
         .work = [&](size_t job, JobChannel& channel)
         { channel.Finish(Record(scenario, runs[job], channel)); },
         .progress = [&](size_t job, double done) { progress.Update(job, std::min(done, 0.999)); },
         .finished =
             [&](size_t job, const std::string& text)
         {
             progress.Update(job, 1);
             recorded[job] = text;
         },
         .failed =
             [&](size_t job, const std::string& reason)
         {
             progress.Update(job, 1);
             replay.left.emplace_back(runs[job].key.design,
                                      "computed again, it ended with " + reason);
         },
         .tick = [&progress] { progress.Tick(); }});
    for (size_t job = 0; job < runs.size(); ++job)
    {
        const size_t between = recorded[job].find(kBetween);
        if (recorded[job] == kDiffers)
        {
            replay.left.emplace_back(runs[job].key.design, kChanged);
        }
        else if (between != std::string::npos)
        {
            replay.cloud = recorded[job].substr(0, between);
            replay.recordings.emplace_back(runs[job].key.design, recorded[job].substr(between + 1));
        }
    }
    std::ranges::sort(replay.left);
    if (replay.recordings.empty())
    {
        replay.why = "no run could be computed again as it is stored";
    }
    return replay;
}

} // namespace ns3::vnlab
