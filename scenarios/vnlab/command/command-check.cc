// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-check.h"

#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/sweep/sweep-file.h"
#include "scenarios/vnlab/sweep/sweep-plan.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

namespace ns3::vnlab
{

namespace
{

/// Points that are read; more take minutes and hardly tell more.
constexpr uint64_t kMostPoints = 10'000;

int
Check(const std::string& path)
{
    const SweepFile file(ReadInputFile(path), path);
    const uint64_t points = std::min(file.Points(), kMostPoints);
    const SweepPlan plan = MakeSweepPlan(file, points, GatherKnownNames(), ReadInputFile, {});
    for (const std::string& warning : plan.warnings)
    {
        std::cerr << "warning: " << VisibleText(warning) << '\n';
    }
    std::cout << path << ": fine";
    if (file.Points() > 1)
    {
        std::cout << ", " << file.Points() << " points";
    }
    if (file.Points() > points)
    {
        std::cout << ", of which the first " << points << " were checked";
    }
    std::cout << '\n';
    return 0;
}

} // namespace

Command
MakeCheckCommand(CLI::App& program)
{
    const auto file = std::make_shared<std::string>();
    CLI::App* check =
        program.add_subcommand("check", "validate a scenario file without running it");
    check->add_option("file", *file, "scenario file (TOML)")->required();
    return {check, [file] { return Check(*file); }};
}

} // namespace ns3::vnlab
