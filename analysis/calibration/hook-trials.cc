// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/hook-trials.h"

#include "analysis/calibration/batch-clock.h"
#include "analysis/calibration/hook-inputs.h"
#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/program-clock.h"

#include <algorithm>
#include <functional>
#include <memory>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kKernelRuns = 500; // of a sample

struct TimedProgram
{
    const HookProgram& program;
    std::vector<std::string> costs;
};

std::vector<TimedProgram>
TimedPrograms()
{
    return {{kEncapsulateProgram, {"hook_encapsulate", "switch_encapsulate"}},
            {kDecapsulateProgram, {"hook_decapsulate"}},
            {kWhitelistProgram, {"hook_whitelist", "switch_filter"}}};
}

/// Loads all programs one after the other. @return seconds for one of them
std::function<double()>
TimedLoad(const std::filesystem::path& objects)
{
    std::vector<std::function<void()>> loads;
    for (const TimedProgram& timed : TimedPrograms())
    {
        loads.push_back(MakeProgramLoad(timed.program, objects));
    }
    const auto all =
        TimedInBatches([loads] { std::ranges::for_each(loads, [](const auto& load) { load(); }); });
    return [all, count = loads.size()] { return all() / static_cast<double>(count); };
}

/// @return one pass of a frame through a hook point
std::function<void()>
Pass(HookPoint point, std::shared_ptr<VnicHooks> hooks, Bytes frame)
{
    return [point, hooks = std::move(hooks), frame = std::move(frame)]
    {
        FrameBuffer buffer{std::span<const uint8_t>(frame)};
        hooks->Run(point, buffer);
    };
}

Trial
MakeNativeTrial(const HookProgram& program)
{
    const HookInput input = TimedInput(program);
    auto with = std::make_shared<VnicHooks>();
    WriteMaps(program, input, *with);
    with->Attach(program);
    auto without = std::make_shared<VnicHooks>();
    WriteMaps(program, input, *without);
    return {std::string(program.name) + ", in the simulator",
            {},
            TimedInBatches(Pass(program.point, with, input.frame),
                           Pass(program.point, without, input.frame))};
}

} // namespace

KernelTrials
MakeKernelTrials(const std::filesystem::path& objects)
{
    KernelTrials made;
    for (const TimedProgram& timed : TimedPrograms())
    {
        made.trials.push_back({std::string(timed.program.name) + ", in the kernel", timed.costs});
    }
    made.trials.push_back({"program with its maps, load", {"hook_program_load"}});
    try
    {
        std::vector<Trial> trials = made.trials;
        for (size_t i = 0; i < TimedPrograms().size(); ++i)
        {
            const HookProgram& program = TimedPrograms()[i].program;
            std::shared_ptr<ProgramClock> clock =
                MakeProgramClock(program, TimedInput(program), objects);
            trials[i].sample_s = [clock] { return clock->Measure_s(kKernelRuns); };
        }
        trials.back().sample_s = TimedLoad(objects);
        made.trials = std::move(trials);
    }
    catch (const CannotRunHere& error)
    {
        made.missing = error.what();
    }
    return made;
}

std::vector<Trial>
MakeNativeTrials()
{
    std::vector<Trial> trials;
    for (const TimedProgram& timed : TimedPrograms())
    {
        trials.push_back(MakeNativeTrial(timed.program));
    }
    return trials;
}

} // namespace ns3::vnlab
