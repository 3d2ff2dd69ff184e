// SPDX-License-Identifier: GPL-2.0-only
//
// The program `vnlab`: exit status 0 fine, 1 a run failed or a gate broke, 2 bad input.

#include "analysis/visible-text.h"
#include "model/spec/input-error.h"
#include "scenarios/command-calibrate.h"
#include "scenarios/command-check.h"
#include "scenarios/command-compare.h"
#include "scenarios/command-completion.h"
#include "scenarios/command-deploy-netns.h"
#include "scenarios/command-explain.h"
#include "scenarios/command-export.h"
#include "scenarios/command-list.h"
#include "scenarios/command-man.h"
#include "scenarios/command-merge.h"
#include "scenarios/command-new.h"
#include "scenarios/command-plot.h"
#include "scenarios/command-report.h"
#include "scenarios/command-run.h"
#include "scenarios/command-schema.h"
#include "scenarios/command-sweep.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <vector>

namespace
{

constexpr int kFailed = 1;
constexpr int kBadInput = 2;

} // namespace

int
main(int argc, char** argv)
{
    CLI::App program{"vnlab compares network-virtualization designs: what they cost to configure, "
                     "how long a change takes, what an attacker reaches"};
    program.require_subcommand(1);
    const std::vector<ns3::vnlab::Command> commands{
        ns3::vnlab::MakeNewCommand(program),
        ns3::vnlab::MakeRunCommand(program),
        ns3::vnlab::MakeSweepCommand(program),
        ns3::vnlab::MakeCompareCommand(program),
        ns3::vnlab::MakeExportCommand(program),
        ns3::vnlab::MakeMergeCommand(program),
        ns3::vnlab::MakePlotCommand(program),
        ns3::vnlab::MakeReportCommand(program),
        ns3::vnlab::MakeCheckCommand(program),
        ns3::vnlab::MakeDeployNetnsCommand(program),
        ns3::vnlab::MakeListCommand(program),
        ns3::vnlab::MakeCalibrateCommand(program),
        ns3::vnlab::MakeExplainCommand(program),
        ns3::vnlab::MakeSchemaCommand(program),
        ns3::vnlab::MakeCompletionCommand(program),
        ns3::vnlab::MakeManCommand(program),
    };
    try
    {
        program.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return program.exit(error) == 0 ? 0 : kBadInput;
    }
    const auto command = std::ranges::find_if(commands,
                                              [](const ns3::vnlab::Command& candidate)
                                              { return candidate.arguments->parsed(); });
    try
    {
        return command->act();
    }
    catch (const ns3::vnlab::InputError& error)
    {
        for (const ns3::vnlab::Diagnostic& diagnostic : error.Diagnostics())
        {
            std::cerr << ns3::vnlab::VisibleText(diagnostic.ToString()) << '\n';
        }
        return kBadInput;
    }
    catch (const std::exception& error)
    {
        std::cerr << "vnlab: " << error.what() << '\n';
        return kFailed;
    }
}
