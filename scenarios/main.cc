// SPDX-License-Identifier: GPL-2.0-only
//
// The program `vnlab`: exit status 0 fine, 1 a run failed, 2 bad input.

#include "analysis/visible-text.h"
#include "model/spec/input-error.h"
#include "scenarios/command-list.h"
#include "scenarios/command-run.h"
#include "scenarios/known-names.h"
#include "scenarios/scenario-parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <thread>

namespace
{

constexpr int kFailed = 1;
constexpr int kBadInput = 2;

int
Check(const std::string& file)
{
    const ns3::vnlab::Scenario scenario =
        ns3::vnlab::LoadScenario(file, ns3::vnlab::GatherKnownNames());
    ns3::vnlab::PrintWarnings(scenario, std::cerr);
    std::cout << file << ": fine\n";
    return 0;
}

} // namespace

int
main(int argc, char** argv)
{
    CLI::App app{"vnlab compares network-virtualization designs: what they cost to configure, how "
                 "long a change takes, what an attacker reaches"};
    app.require_subcommand(1);

    ns3::vnlab::RunOptions options;
    options.jobs = std::max(1u, std::thread::hardware_concurrency());
    CLI::App* run = app.add_subcommand("run", "run a scenario and compare its designs");
    run->add_option("file", options.file, "scenario file (TOML)")->required();
    run->add_option("--out", options.folder, "folder for results [results/NAME]");
    run->add_option("--jobs", options.jobs, "runs at the same time")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    run->add_option("--seed", options.seed, "seed, in place of the scenario's")
        ->check(CLI::Range(uint64_t{1}, ns3::vnlab::kMostSeed));
    run->add_option("--repeat", options.repeat, "runs of each design, in place of the scenario's")
        ->check(CLI::Range(uint64_t{1}, ns3::vnlab::kMostRuns));
    run->add_flag("!--no-plots", options.plots, "draw no plots");
    run->add_flag("--print-resolved", options.printResolved, "print the whole resolved scenario");

    std::string file;
    CLI::App* check = app.add_subcommand("check", "validate a scenario file, and nothing else");
    check->add_option("file", file, "scenario file (TOML)")->required();

    CLI::App* list = app.add_subcommand("list", "list designs, attacks, generators and metrics");

    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit(error) == 0 ? 0 : kBadInput;
    }
    try
    {
        if (run->parsed())
        {
            return ns3::vnlab::CommandRun(options, std::cout, std::cerr);
        }
        if (list->parsed())
        {
            ns3::vnlab::CommandList(std::cout);
            return 0;
        }
        return Check(file);
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
