// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-deploy-netns.h"

#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/netns/netns-machine.h"
#include "scenarios/vnlab/netns/netns-plan.h"
#include "scenarios/vnlab/netns/netns-record.h"
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

/// A specification as it is read, and as a record knows it.
struct Loaded
{
    Specification specification;
    std::string version; ///< NetnsVersionText
};

Loaded
Load(const std::string& file, uint32_t hosts)
{
    const std::optional<SpecFormat> format = SpecFormatOf(file);
    if (!format)
    {
        Reject(file, std::string("accepted is a file with the ending ") + kSpecEndings);
    }
    const std::string text = ReadInputFile(file);
    ReadResult result = ReadSpecification(text, *format, file);
    for (const std::string& warning : result.warnings)
    {
        std::cerr << "warning: " << VisibleText(warning) << '\n';
    }
    return {std::move(result.specification), NetnsVersionText(hosts, text)};
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

/// @param first is deployed, and by it VMs are numbered; the other has no VM or vNIC more
/// @param back whether the last version is the first again
/// @return a plan whose last version is reached by a change
NetnsPlan
PlanChange(const DeployOptions& options,
           const Specification& first,
           const Specification& other,
           bool back)
{
    std::vector<Specification> versions{first, other};
    if (back)
    {
        versions.push_back(first);
    }
    NetnsPlan plan = Plan(options.changeTo, versions, options.netns);
    if (plan.Cloud().vnics.size() !=
        Plan(options.spec, {first}, options.netns).Cloud().vnics.size())
    {
        Reject(options.changeTo,
               "has a VM, or a VM on a path, that " + options.spec +
                   " lacks; only links can change. Otherwise use --clean, then --run");
    }
    return plan;
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

void
PrintDone(size_t commands)
{
    std::cout << "done, by " << commands << " commands\n";
}

void
RunDeployment(const DeployOptions& options, const Loaded& spec)
{
    const NetnsPlan plan = Plan(options.spec, {spec.specification}, options.netns);
    Deploy(plan);
    NetnsRecord(options.netns.prefix).Write(spec.version);
    PrintDone(CountCommands(plan.Deploy()));
}

/// Changes what is deployed, goes on with such a change, or undoes it.
void
RunChange(const DeployOptions& options, const Loaded& before, const Loaded& after)
{
    const std::string& prefix = options.netns.prefix;
    if (CleanUp(prefix).commands.empty())
    {
        throw std::runtime_error("nothing is deployed with the prefix " + prefix +
                                 "; accepted is --run without --change-to first");
    }
    NetnsRecord record(prefix);
    const NetnsWay way = record.WayOf(options.spec, before.version, after.version);
    const bool back = way == NetnsWay::kUndoes;
    const NetnsPlan plan = PlanChange(options,
                                      (back ? after : before).specification,
                                      (back ? before : after).specification,
                                      back);
    if (way == NetnsWay::kFirst)
    {
        record.Begin(before.version, after.version);
    }
    const size_t version = back ? 2 : 1;
    try
    {
        ChangeRules(plan, version, way != NetnsWay::kFirst);
    }
    catch (const CommandFailed& error)
    {
        throw CommandFailed(std::string(error.what()) +
                            "\nthe change stopped half-way; the same command goes on with it, and "
                            "the opposite one undoes it");
    }
    record.Complete(way);
    PrintDone(plan.Change(version).commands.size());
}

int
Act(const DeployOptions& options)
{
    if (options.clean)
    {
        const NetnsLock lock(options.netns.prefix);
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
    const Loaded spec = Load(options.spec, options.netns.hosts);
    const bool changes = !options.changeTo.empty();
    const Loaded other = changes ? Load(options.changeTo, options.netns.hosts) : Loaded{};
    if (options.dryRun)
    {
        Print(changes
                  ? std::vector{PlanChange(options, spec.specification, other.specification, false)
                                    .Change(1)}
                  : Plan(options.spec, {spec.specification}, options.netns).Deploy());
        return 0;
    }
    Require(MissingObjects(options.netns.objects));
    Require(MissingRights());
    const NetnsLock lock(options.netns.prefix);
    changes ? RunChange(options, spec, other) : RunDeployment(options, spec);
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
