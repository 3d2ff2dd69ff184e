// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-deploy-netns.h"

#include "model/input/input-error.h"
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/netns/netns-machine.h"
#include "scenarios/vnlab/netns/netns-plan.h"
#include "scenarios/vnlab/scenario/scenario-files.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/system/run-shell-command.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

struct DeployOptions
{
    std::string spec;
    std::string changeTo; ///< empty: nothing is changed
    bool dryRun{false};
    bool run{false};
    bool clean{false};
    NetnsOptions netns;
};

[[noreturn]] void
Reject(const std::string& file, const std::string& message)
{
    throw InputError({{.file = file, .line = 0, .column = 0, .message = message}});
}

/// @return where a build has the programs' objects: beside the folder of this program
std::string
DefaultObjects()
{
    std::error_code none;
    return (fs::read_symlink("/proc/self/exe", none).parent_path().parent_path() / "bpf").string();
}

Specification
Load(const std::string& file)
{
    const std::optional<SpecFormat> format = SpecFormatOf(file);
    if (!format)
    {
        Reject(file, std::string("accepted is a file with the ending ") + kSpecEndings);
    }
    ReadResult result = ReadSpecification(ReadInputFile(file), *format, file);
    for (const std::string& warning : result.warnings)
    {
        std::cerr << warning << '\n';
    }
    return std::move(result.specification);
}

NetnsPlan
Plan(const std::string& file, const std::vector<Specification>& versions, const NetnsOptions& netns)
{
    try
    {
        return {versions, netns};
    }
    catch (const std::invalid_argument& error)
    {
        Reject(file, error.what());
    }
}

/// @return what goes from one specification to the other, which needs no VM or vNIC more
std::vector<CommandGroup>
ChangeOf(const DeployOptions& options, const Specification& before)
{
    const Specification after = Load(options.changeTo);
    const NetnsPlan plan = Plan(options.changeTo, {before, after}, options.netns);
    if (plan.Cloud().vnics.size() !=
        Plan(options.spec, {before}, options.netns).Cloud().vnics.size())
    {
        Reject(options.changeTo,
               "has a VM, or a VM on a path, that " + options.spec +
                   " lacks; only links can change. Otherwise use --clean, then --run");
    }
    return {plan.Change(1)};
}

void
Print(const std::vector<CommandGroup>& groups)
{
    for (const CommandGroup& group : groups)
    {
        std::cout << "# " << group.title << '\n';
        for (const ShellCommand& command : group.commands)
        {
            std::cout << command.ToString() << '\n';
        }
    }
}

size_t
CountCommands(const std::vector<CommandGroup>& groups)
{
    size_t count = 0;
    for (const CommandGroup& group : groups)
    {
        count += group.commands.size();
    }
    return count;
}

void
Require(const std::vector<std::string>& allMissing)
{
    std::vector<Diagnostic> problems;
    for (const std::string& missing : allMissing)
    {
        problems.push_back({.file = "vnlab", .line = 0, .column = 0, .message = missing});
    }
    if (!problems.empty())
    {
        throw InputError(problems);
    }
}

int
Act(const DeployOptions& options)
{
    if (options.clean)
    {
        if (!CleanUp(options.netns.prefix).commands.empty())
        {
            Require(MissingRights());
        }
        std::cout << "removed, by " << Remove(options.netns.prefix) << " commands\n";
        return 0;
    }
    if (options.spec.empty())
    {
        Reject("vnlab",
               "no specification; accepted is a file with the ending " + std::string(kSpecEndings));
    }
    const Specification specification = Load(options.spec);
    const NetnsPlan plan = Plan(options.spec, {specification}, options.netns);
    const std::vector<CommandGroup> groups =
        options.changeTo.empty() ? plan.Deploy() : ChangeOf(options, specification);
    if (options.dryRun)
    {
        Print(groups);
        return 0;
    }
    Require(MissingObjects(options.netns.objects));
    Require(MissingRights());
    if (options.changeTo.empty())
    {
        Deploy(plan);
    }
    else
    {
        RunShellCommands(groups);
    }
    std::cout << "done, by " << CountCommands(groups) << " commands\n";
    return 0;
}

} // namespace

Command
MakeDeployNetnsCommand(CLI::App& program)
{
    const auto options = std::make_shared<DeployOptions>();
    options->netns.objects = DefaultObjects();
    CLI::App* deploy = program.add_subcommand(
        "deploy-netns", "deploy a specification on this machine, in network namespaces");
    deploy->add_option("spec", options->spec, "specification (GraphML or DOT); not for --clean");
    CLI::Option_group* what = deploy->add_option_group("what to do");
    what->add_flag("--dry-run", options->dryRun, "print the commands as a shell script");
    what->add_flag("--run", options->run, "run the commands (as root)");
    what->add_flag("--clean", options->clean, "remove whatever was deployed (as root)");
    what->require_option(1);
    deploy->add_option("--change-to",
                       options->changeTo,
                       "change the deployed SPEC to this specification: rules only");
    deploy->add_option("--hosts", options->netns.hosts, "number of hosts to place the VMs on")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    deploy
        ->add_option("--prefix",
                     options->netns.prefix,
                     "prefix of namespace names; each network needs its own")
        ->check(CLI::Validator(ProblemOfPrefix, "NAME"))
        ->capture_default_str();
    deploy
        ->add_option(
            "--objects", options->netns.objects, "folder with the hook programs' object files")
        ->capture_default_str();
    return {deploy, [options] { return Act(*options); }};
}

} // namespace ns3::vnlab
