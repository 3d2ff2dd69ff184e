// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-calibrate.h"

#include "analysis/calibration/calibration-text.h"
#include "analysis/calibration/crypto-trials.h"
#include "analysis/calibration/hook-trials.h"
#include "analysis/calibration/ike-trials.h"
#include "analysis/calibration/tls-trials.h"
#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "analysis/kernel/cpu-model.h"
#include "analysis/kernel/kernel-name.h"
#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/system/build-paths.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <ctime>
#include <iostream>
#include <memory>
#include <string>

namespace ns3::vnlab
{

namespace
{

struct CalibrateOptions
{
    std::string out;
    bool force{false};
    double time_s{10};
    std::string objects{BpfObjectsFolder()};
};

std::string
Today()
{
    const std::time_t now = std::time(nullptr);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", std::gmtime(&now));
    return text.data();
}

int
Calibrate(const CalibrateOptions& options)
{
    if (!options.out.empty())
    {
        CheckReplaceable(options.out);
        if (!options.force)
        {
            RequireOwn(options.out, kCostsSign, "another name, or --force");
        }
    }
    KernelTrials kernel = MakeKernelTrials(options.objects);
    std::vector<Trial> trials = std::move(kernel.trials);
    std::ranges::move(MakeNativeTrials(), std::back_inserter(trials));
    std::ranges::move(MakeCryptoTrials(), std::back_inserter(trials));
    std::ranges::move(MakeTlsTrials(), std::back_inserter(trials));
    std::ranges::move(MakeIkeTrials(), std::back_inserter(trials));

    const std::string origin = Today() + ", " + CpuModel() + ", " + KernelName();
    const std::vector<Measurement> measurements = MeasureInTurn(trials, options.time_s);
    std::cout << VisibleText(origin) << "\n\n" << CalibrationTable(measurements);
    if (!kernel.missing.empty())
    {
        std::cerr << "programs in the kernel are not measured: " << VisibleText(kernel.missing)
                  << '\n';
    }
    if (!options.out.empty())
    {
        ReplaceFile(options.out, CostFileText(measurements, origin));
    }
    return 0;
}

} // namespace

Command
MakeCalibrateCommand(CLI::App& program)
{
    const auto options = std::make_shared<CalibrateOptions>();
    CLI::App* calibrate = program.add_subcommand(
        "calibrate", "measure the costs of operations on this machine, for use in a scenario");
    calibrate->add_option("--out", options->out, "file for the cost table (TOML)");
    calibrate->add_flag("--force", options->force, "overwrite a file that vnlab has not written");
    calibrate->add_option("--time", options->time_s, "total measuring time in seconds")
        ->check(CLI::Range(0.0, 3'600.0))
        ->capture_default_str();
    calibrate->add_option(
        "--objects", options->objects, "folder with the hook programs' object files");
    return {calibrate, [options] { return Calibrate(*options); }};
}

} // namespace ns3::vnlab
