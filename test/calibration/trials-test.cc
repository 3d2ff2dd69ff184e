// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/crypto-trials.h"
#include "analysis/calibration/hook-inputs.h"
#include "analysis/calibration/hook-trials.h"
#include "analysis/calibration/ike-trials.h"
#include "analysis/calibration/tls-handshake.h"
#include "analysis/calibration/tls-trials.h"
#include "model/key/cost-table.h"

#include <algorithm>
#include <dirent.h>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>

namespace ns3::vnlab
{
namespace
{

size_t
OpenDescriptors()
{
    size_t count = 0;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"), closedir);
    while (readdir(folder.get()))
    {
        ++count;
    }
    return count;
}

TEST(TimedInputTest, EveryProgramPassesItsOwn)
{
    for (const HookProgram* program :
         {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram})
    {
        const HookInput input = TimedInput(*program);
        VnicHooks hooks;
        WriteMaps(*program, input, hooks);
        hooks.Attach(*program);
        FrameBuffer buffer{std::span<const uint8_t>(input.frame)};
        EXPECT_EQ(hooks.Run(program->point, buffer), HookVerdict::kPass) << program->name;
        const int growth = program == &kEncapsulateProgram ? 50
                         : program == &kDecapsulateProgram ? -50
                                                           : 0;
        EXPECT_EQ(static_cast<int>(buffer.FrameLength()),
                  static_cast<int>(input.frame.size()) + growth)
            << program->name;
    }
}

TEST(TimedInputTest, TheRuleIsNeeded)
{
    for (const HookProgram* program : {&kEncapsulateProgram, &kWhitelistProgram})
    {
        const HookInput input = TimedInput(*program);
        VnicHooks hooks;
        hooks.Attach(*program);
        FrameBuffer buffer{std::span<const uint8_t>(input.frame)};
        EXPECT_EQ(hooks.Run(program->point, buffer), HookVerdict::kDrop) << program->name;
    }
}

TEST(TimedInputTest, AStrangersProgramIsRefused)
{
    const HookProgram other{"other", HookPoint::kXdp, nullptr, {}};
    EXPECT_THROW(TimedInput(other), std::invalid_argument);
}

TEST(TrialsTest, WhatIsMeasuredIsAnEntryOfTheCostTableAndOnlyOnce)
{
    std::vector<Trial> trials = MakeKernelTrials("/nonexistent").trials;
    std::ranges::move(MakeNativeTrials(), std::back_inserter(trials));
    std::ranges::move(MakeCryptoTrials(), std::back_inserter(trials));
    std::ranges::move(MakeTlsTrials(), std::back_inserter(trials));
    std::ranges::move(MakeIkeTrials(), std::back_inserter(trials));
    std::vector<std::string> costs;
    for (const Trial& trial : trials)
    {
        std::ranges::copy(trial.costs, std::back_inserter(costs));
    }
    for (const std::string& cost : costs)
    {
        EXPECT_EQ(std::ranges::count(AllCosts(), cost, &CostEntry::name), 1) << cost;
        EXPECT_EQ(std::ranges::count(costs, cost), 1) << cost;
    }
    EXPECT_EQ(costs.size(), 12u);
}

TEST(TrialsTest, WithoutObjectsTheKernelsTrialsHaveNoSamplersAndSayWhy)
{
    const KernelTrials kernel = MakeKernelTrials("/nonexistent");
    EXPECT_NE(kernel.missing, "");
    EXPECT_EQ(kernel.trials.size(), 4u);
    for (const Trial& trial : kernel.trials)
    {
        EXPECT_FALSE(trial.sample_s) << trial.name;
    }
}

TEST(TrialsTest, CryptographyTakesTime)
{
    for (const Trial& trial : MakeCryptoTrials())
    {
        EXPECT_GT(trial.sample_s(), 0) << trial.name;
    }
}

TEST(TrialsTest, NegotiationsTakeTime)
{
    for (const Trial& trial : MakeIkeTrials())
    {
        EXPECT_GT(trial.sample_s(), 0) << trial.name;
    }
}

TEST(TrialsTest, ControlChannelsTakeTime)
{
    for (const Trial& trial : MakeTlsTrials())
    {
        EXPECT_GT(trial.sample_s(), 0) << trial.name;
    }
}

TEST(TlsHandshakeTest, SucceedsAgainAndAgainAndLeavesNothingOpen)
{
    const TlsHandshake handshake;
    handshake.Run();
    const size_t before = OpenDescriptors();
    for (int i = 0; i < 20; ++i)
    {
        handshake.Run();
    }
    EXPECT_EQ(OpenDescriptors(), before);
}

} // namespace
} // namespace ns3::vnlab
