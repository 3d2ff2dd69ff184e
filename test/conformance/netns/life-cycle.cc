// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/netns/life-cycle.h"

#include "scenarios/vnlab/netns/netns-machine.h"
#include "scenarios/vnlab/system/run-shell-command.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

namespace ns3::vnlab::test
{

namespace
{

namespace fs = std::filesystem;

/// @return whether nothing is called after a prefix, whatever its kind
bool
IsGone(const std::string& prefix)
{
    std::error_code none;
    for (const char* folder : {"/run/netns", "/run"})
    {
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
        {
            if (entry.path().filename().string().starts_with(prefix))
            {
                return false;
            }
        }
    }
    return true;
}

std::vector<std::string>
Words(const DeployCall& call, const std::vector<std::string>& more)
{
    std::vector<std::string> words{
        "deploy-netns", call.spec, "--prefix", call.prefix, "--objects", call.objects};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

void
CheckFailure(const DeployCall& call, const TemporaryFolder& folder, CheckTable& table)
{
    DeployCall broken = call;
    broken.objects = folder / "broken";
    fs::copy(call.objects, broken.objects);
    WriteFile(broken.objects + "/whitelist.bpf.o", "no object");
    const auto [status, output] = broken.Run({"--run"});
    table.Check("a failure in the middle fails, and leaves nothing",
                status == 1 && IsGone(call.prefix) &&
                    output.find("bpftool prog load") != std::string::npos,
                output);
}

/// @param number of a signal that ends a deployment in its middle
void
Interrupt(const DeployCall& call, const TemporaryFolder& folder, int number)
{
    using namespace std::chrono;
    Vnlab vnlab(Words(call, {"--run"}), folder.path);
    const auto end = steady_clock::now() + seconds(20);
    while (!fs::exists("/run/netns/" + call.prefix + "-vm-1") && steady_clock::now() < end)
    {
        std::this_thread::sleep_for(milliseconds(5));
    }
    vnlab.Signal(number);
    vnlab.Wait();
}

/// `bpftool`, but for one change of a map, the FAIL_AT-th, which it refuses.
const std::string kFailingTool = R"sh(#!/bin/sh
case "$2 $FAIL_AT" in
update\ [0-9]*|delete\ [0-9]*)
    echo x >>"$CALLS"
    test "$(wc -l <"$CALLS")" -ne "$FAIL_AT" || exit 1
esac
PATH=${PATH#*:}
exec bpftool "$@"
)sh";

/// Changes one specification of two VMs to another. @return the exit status
int
ChangeHalf(const DeployCall& call, const TemporaryFolder& folder, bool apart, int failAt)
{
    const std::string in = folder.path.string();
    const std::string calls = in + "/calls";
    fs::remove(calls);
    DeployCall change = call;
    change.spec = apart ? in + "/two.dot" : in + "/apart.dot";
    return RunVnlab(
               Words(change, {"--change-to", in + (apart ? "/apart.dot" : "/two.dot"), "--run"}),
               folder.path,
               "export PATH='" + in + "/bin':$PATH CALLS='" + calls +
                   "' FAIL_AT=" + (failAt > 0 ? std::to_string(failAt) : "") + "; exec \"$@\"")
        .status;
}

/// A rule is erased only where it is, so a whole change that goes through shows what was there.
void
CheckHalfChanges(const DeployCall& call, const TemporaryFolder& folder, CheckTable& table)
{
    WriteFile(folder.path / "two.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; a -- b; }");
    WriteFile(folder.path / "apart.dot", "graph { subnet = \"10.0.0.0/24\"; a; b; }");
    WriteFile(folder.path / "bin/bpftool", kFailingTool);
    fs::permissions(folder.path / "bin/bpftool", fs::perms::owner_all);
    DeployCall two = call;
    two.spec = folder / "two.dot";
    two.Run({"--run"});
    for (const int failAt : {1, 3, 6})
    {
        const std::string where = "at command " + std::to_string(failAt);
        table.Check("a change that stopped half-way goes on",
                    ChangeHalf(call, folder, true, failAt) == 1 &&
                        ChangeHalf(call, folder, true, 0) == 0 &&
                        ChangeHalf(call, folder, false, 0) == 0,
                    where);
        table.Check("a change that stopped half-way is undone",
                    ChangeHalf(call, folder, true, failAt) == 1 &&
                        ChangeHalf(call, folder, false, 0) == 0 &&
                        ChangeHalf(call, folder, true, 0) == 0 &&
                        ChangeHalf(call, folder, false, 0) == 0,
                    where);
    }
    two.Run({"--clean"});
}

} // namespace

std::pair<int, std::string>
DeployCall::Run(const std::vector<std::string>& more) const
{
    const TemporaryFolder folder;
    const Ended ended = RunVnlab(Words(*this, more), folder.path);
    return {ended.status, ended.out + ended.err};
}

void
CheckLifeCycle(const DeployCall& call, CheckTable& table)
{
    const TemporaryFolder folder;
    CheckFailure(call, folder, table);

    Interrupt(call, folder, SIGINT);
    table.Check("an interrupted deployment leaves nothing", IsGone(call.prefix), "SIGINT");
    Interrupt(call, folder, SIGTERM);
    table.Check("an interrupted deployment leaves nothing", IsGone(call.prefix), "SIGTERM");
    Interrupt(call, folder, SIGHUP);
    table.Check("an interrupted deployment leaves nothing", IsGone(call.prefix), "SIGHUP");

    Interrupt(call, folder, SIGKILL);
    table.Check("a killed deployment is stopped in its middle", !IsGone(call.prefix), "SIGKILL");
    const auto [cleaned, words] = call.Run({"--clean"});
    table.Check("--clean removes what is there", cleaned == 0 && IsGone(call.prefix), words);
    const auto [again, nothing] = call.Run({"--clean"});
    table.Check("--clean of nothing does nothing",
                again == 0 && nothing == "removed, by 0 commands\n",
                nothing);

    const auto [printed, script] = call.Run({"--dry-run"});
    table.Check("--dry-run changes nothing", printed == 0 && IsGone(call.prefix), script);
    WriteFile(folder.path / "script", script);
    RunShellCommand({{"sh", "-e", folder / "script"}});
    table.Check("a shell runs the printed commands", !IsGone(call.prefix), "sh -e");
    const auto [second, refusal] = call.Run({"--run"});
    table.Check("a second deployment of one name is refused", second == 1, refusal);
    table.Check("--clean removes what is there",
                call.Run({"--clean"}).first == 0 && IsGone(call.prefix),
                "from the shell");
    CheckHalfChanges(call, folder, table);
}

} // namespace ns3::vnlab::test
