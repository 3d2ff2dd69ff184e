// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-machine.h"

#include "model/hook/hook-program.h"
#include "scenarios/vnlab/netns/netns-record.h"
#include "scenarios/vnlab/netns/netns-rules.h"
#include "scenarios/vnlab/system/interrupts.h"
#include "scenarios/vnlab/system/run-shell-command.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <linux/capability.h>
#include <linux/magic.h>
#include <sstream>
#include <stdexcept>
#include <sys/vfs.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* kNamespaces = "/run/netns"; // where iproute2 keeps their names

/// @return whether the program is in a folder of PATH
bool
IsInstalled(const std::string& program)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
    {
        if (access((fs::path(folder) / program).c_str(), X_OK) == 0)
        {
            return true;
        }
    }
    return false;
}

/// @return the capabilities that this process has, a bit each
uint64_t
Capabilities()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
    {
        if (line.starts_with("CapEff:"))
        {
            return std::stoull(line.substr(7), nullptr, 16);
        }
    }
    return 0;
}

/// @return whether the name is one of NetnsNames'
bool
IsOurs(const std::string& name, const std::string& prefix)
{
    if (name == NetnsNames(prefix).Leaf())
    {
        return true;
    }
    for (const std::string& start : {prefix + "-vm-", prefix + "-host-"})
    {
        if (name.starts_with(start) && name.size() > start.size() &&
            name.find_first_not_of("0123456789", start.size()) == std::string::npos)
        {
            return true;
        }
    }
    return false;
}

bool
IsBpfFileSystem(const std::string& folder)
{
    struct statfs status
    {
    };
    return statfs(folder.c_str(), &status) == 0 &&
           static_cast<uint64_t>(status.f_type) == BPF_FS_MAGIC;
}

void
StopIfInterrupted(const Interrupts& interrupts)
{
    if (interrupts.Count() > 0)
    {
        throw CommandFailed("interrupted");
    }
}

/// Runs the commands until one fails or the user asks to stop. @throws CommandFailed
void
RunUntilInterrupted(const std::vector<CommandGroup>& groups, const Interrupts& interrupts)
{
    for (const CommandGroup& group : groups)
    {
        for (const ShellCommand& command : group.commands)
        {
            RunShellCommand(command);
            StopIfInterrupted(interrupts);
        }
    }
}

/// Runs what erases a rule, which may be gone already where another one has begun the change.
void
EraseIfThere(const NetnsRules& rules, const RuleKey& key)
{
    bool there = false;
    try
    {
        there = !RunShellCommand(rules.Lookup(key)).empty();
    }
    catch (const CommandFailed&) // as `bpftool` does where there is none
    {
    }
    if (there)
    {
        RunShellCommand(rules.Erase(key));
    }
}

} // namespace

std::string
ProblemOfPrefix(const std::string& prefix)
{
    constexpr size_t longest = 32;
    constexpr const char* letters = "abcdefghijklmnopqrstuvwxyz";
    const std::string others = std::string(letters) + "0123456789-";
    const bool isGood = prefix.size() <= longest && prefix.find_first_of(letters) == 0 &&
                        prefix.find_first_not_of(others) == std::string::npos;
    return isGood ? "" : "accepted: up to 32 of a to z, 0 to 9 and -, the first of them a letter";
}

std::vector<std::string>
MissingObjects(const std::string& folder)
{
    std::vector<std::string> missing;
    for (const HookProgram* program :
         {&kEncapsulateProgram, &kDecapsulateProgram, &kWhitelistProgram})
    {
        const std::string object = folder + "/" + program->name + ".bpf.o";
        if (!fs::is_regular_file(object))
        {
            missing.push_back("there is no " + object + "; accepted: --objects with its folder");
        }
    }
    return missing;
}

std::vector<std::string>
MissingRights()
{
    std::vector<std::string> missing;
    for (const char* program : {"ip", "tc", "bpftool", "sysctl", "mount"})
    {
        if (!IsInstalled(program))
        {
            missing.push_back(std::string("there is no program ") + program + " in PATH");
        }
    }
    constexpr std::array kNeeded{std::pair{CAP_SYS_ADMIN, "CAP_SYS_ADMIN"},
                                 std::pair{CAP_NET_ADMIN, "CAP_NET_ADMIN"}};
    for (const auto& [number, name] : kNeeded)
    {
        if ((Capabilities() >> number & 1) == 0)
        {
            missing.push_back(std::string("this process has no ") + name + "; run it as root");
        }
    }
    return missing;
}

CommandGroup
CleanUp(const std::string& prefix)
{
    std::vector<std::string> names;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(kNamespaces, none))
    {
        if (const std::string name = entry.path().filename(); IsOurs(name, prefix))
        {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    CommandGroup group{"removal", {}};
    for (const std::string& name : names)
    {
        group.commands.push_back(MakeShellCommand("ip netns delete " + name));
    }
    const std::string folder = NetnsNames(prefix).Folder();
    if (IsBpfFileSystem(folder))
    {
        group.commands.push_back(MakeShellCommand("umount " + folder));
    }
    if (fs::is_directory(folder))
    {
        group.commands.push_back(MakeShellCommand("rmdir " + folder));
    }
    return group;
}

size_t
Remove(const std::string& prefix)
{
    const CommandGroup group = CleanUp(prefix);
    std::string left;
    for (const ShellCommand& command : group.commands)
    {
        try
        {
            RunShellCommand(command);
        }
        catch (const CommandFailed& error)
        {
            left += std::string(left.empty() ? "" : "\n") + error.what();
        }
    }
    if (!left.empty())
    {
        throw CommandFailed(left);
    }
    NetnsRecord(prefix).Forget();
    return group.commands.size();
}

void
Deploy(const NetnsPlan& plan)
{
    const std::string prefix = plan.Prefix();
    if (!CleanUp(prefix).commands.empty())
    {
        throw std::runtime_error("something is deployed already; remove it first, with --clean");
    }
    const Interrupts interrupts;
    try
    {
        RunUntilInterrupted(plan.Deploy(), interrupts);
    }
    catch (const CommandFailed& error)
    {
        if (interrupts.Count() > 0)
        {
            std::cerr << "interrupted: what has been made is removed first\n";
        }
        try
        {
            Remove(prefix);
        }
        catch (const CommandFailed& left)
        {
            throw CommandFailed(std::string(error.what()) + "\nand was not removed:\n" +
                                left.what());
        }
        throw;
    }
}

void
ChangeRules(const NetnsPlan& plan, size_t version, bool begun)
{
    const Interrupts interrupts;
    const NetnsRules rules(plan.Names());
    const RuleDelta& delta = plan.Delta(version);
    for (const RuleKey& key : delta.erased)
    {
        begun ? EraseIfThere(rules, key) : static_cast<void>(RunShellCommand(rules.Erase(key)));
        StopIfInterrupted(interrupts);
    }
    for (const Rule& rule : delta.written)
    {
        RunShellCommand(rules.Write(rule));
        StopIfInterrupted(interrupts);
    }
}

} // namespace ns3::vnlab
