// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/main-program.h"

#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/command/command-calibrate.h"
#include "scenarios/vnlab/command/command-check.h"
#include "scenarios/vnlab/command/command-compare.h"
#include "scenarios/vnlab/command/command-completion.h"
#include "scenarios/vnlab/command/command-deploy-netns.h"
#include "scenarios/vnlab/command/command-explain.h"
#include "scenarios/vnlab/command/command-export.h"
#include "scenarios/vnlab/command/command-list.h"
#include "scenarios/vnlab/command/command-man.h"
#include "scenarios/vnlab/command/command-merge.h"
#include "scenarios/vnlab/command/command-new.h"
#include "scenarios/vnlab/command/command-plot.h"
#include "scenarios/vnlab/command/command-reach.h"
#include "scenarios/vnlab/command/command-report.h"
#include "scenarios/vnlab/command/command-rerun.h"
#include "scenarios/vnlab/command/command-run.h"
#include "scenarios/vnlab/command/command-schema.h"
#include "scenarios/vnlab/command/command-sweep.h"
#include "scenarios/vnlab/command/unknown-word.h"
#include "scenarios/vnlab/system/standard-output.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr int kFailed = 1;
constexpr int kBadInput = 2;

/// @return what an exception says, line by line and without what would act on a terminal
std::string
LinesOf(std::string_view text)
{
    std::string lines;
    for (size_t end = 0; end != std::string_view::npos;)
    {
        end = text.find('\n');
        lines += VisibleText(text.substr(0, end)) + '\n';
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// @return the exit status, as far as standard output is not to blame
int
ParseAndAct(int argc, char** argv)
{
    CLI::App program{"vnlab compares network-virtualization designs: what they cost to configure, "
                     "how long a change takes, what an attacker reaches"};
    program.require_subcommand(1);
    const std::vector<Command> commands{
        MakeNewCommand(program),
        MakeRunCommand(program),
        MakeSweepCommand(program),
        MakeCompareCommand(program),
        MakeExportCommand(program),
        MakeMergeCommand(program),
        MakePlotCommand(program),
        MakeReportCommand(program),
        MakeRerunCommand(program),
        MakeCheckCommand(program),
        MakeReachCommand(program),
        MakeDeployNetnsCommand(program),
        MakeListCommand(program),
        MakeCalibrateCommand(program),
        MakeExplainCommand(program),
        MakeSchemaCommand(program),
        MakeCompletionCommand(program),
        MakeManCommand(program),
    };
    try
    {
        program.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        const std::string unknown =
            error.get_exit_code() == 0 ? "" : UnknownWord(program, error, {argv + 1, argv + argc});
        if (!unknown.empty())
        {
            std::cerr << "vnlab: " << VisibleText(unknown) << '\n';
            return kBadInput;
        }
        return program.exit(error) == 0 ? 0 : kBadInput;
    }
    const auto command = std::ranges::find_if(
        commands, [](const Command& candidate) { return candidate.arguments->parsed(); });
    try
    {
        return command->act();
    }
    catch (const InputError& error)
    {
        for (const std::string& line : error.Lines())
        {
            std::cerr << VisibleText(line) << '\n';
        }
        return kBadInput;
    }
    catch (const std::exception& error)
    {
        std::cerr << "vnlab: " << LinesOf(error.what());
        return kFailed;
    }
}

} // namespace

int
RunMainProgram(int argc, char** argv)
{
    OpenStandardDescriptors();
    StandardOutput output;
    const int status = ParseAndAct(argc, argv);
    const std::string problem = output.Finish();
    if (problem.empty())
    {
        return status;
    }
    std::cerr << "vnlab: cannot write standard output: " << problem << '\n';
    return std::max(status, kFailed);
}

} // namespace ns3::vnlab
