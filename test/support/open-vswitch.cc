// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/open-vswitch.h"

#include "test/support/reader-program.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr const char* kSchema = "/usr/share/openvswitch/vswitch.ovsschema";

std::vector<char*>
ArgumentsOf(std::vector<std::string>& words)
{
    std::vector<char*> arguments;
    for (std::string& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    return arguments;
}

/// In the child: becomes the daemon, which ends with its parent. Does not return.
[[noreturn]] void
BecomeDaemon(const std::vector<char*>& arguments)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

} // namespace

bool
OpenVswitchIsInstalled()
{
    return std::filesystem::exists(kSchema) &&
           RunReader({"ovs-vswitchd", "--version"}).status == 0 &&
           RunReader({"ovsdb-server", "--version"}).status == 0;
}

OpenVswitch::OpenVswitch(DummyDevices dummies)
{
    try
    {
        Run({"ovsdb-tool", "create", m_folder / "conf.db", kSchema});
        Start("ovsdb-server", {m_folder / "conf.db", "--remote=punix:" + (m_folder / "db.sock")});
        Vsctl({"--no-wait", "init"});
        Start(
            "ovs-vswitchd",
            {"unix:" + (m_folder / "db.sock"),
             "--disable-system",
             dummies == DummyDevices::kAll ? "--enable-dummy=override" : "--enable-dummy=system"});
        Vsctl({"show"});
    }
    catch (...)
    {
        Stop();
        throw;
    }
}

OpenVswitch::~OpenVswitch()
{
    Stop();
}

std::string
OpenVswitch::Vsctl(const std::vector<std::string>& words) const
{
    std::vector<std::string> all{
        "ovs-vsctl", "--timeout=60", "--db=unix:" + (m_folder / "db.sock")};
    all.insert(all.end(), words.begin(), words.end());
    return Run(all);
}

std::string
OpenVswitch::Ofctl(const std::vector<std::string>& options,
                   const std::string& command,
                   const std::string& bridge,
                   const std::vector<std::string>& words) const
{
    std::vector<std::string> all{"ovs-ofctl"};
    all.insert(all.end(), options.begin(), options.end());
    all.push_back(command);
    all.push_back("unix:" + (m_folder / (bridge + ".mgmt")));
    all.insert(all.end(), words.begin(), words.end());
    return Run(all);
}

std::string
OpenVswitch::Appctl(const std::vector<std::string>& words) const
{
    std::vector<std::string> all{"ovs-appctl", "-t", m_folder / "ovs-vswitchd.ctl"};
    all.insert(all.end(), words.begin(), words.end());
    return Run(all);
}

void
OpenVswitch::AdvanceClock(unsigned milliseconds) const
{
    Appctl({"time/stop"});
    Appctl({"time/warp", std::to_string(milliseconds), std::to_string(milliseconds)});
}

std::string
OpenVswitch::operator/(const std::string& name) const
{
    return m_folder / name;
}

void
OpenVswitch::Start(const std::string& name, const std::vector<std::string>& words)
{
    const std::string control = m_folder / (name + ".ctl");
    std::vector<std::string> all{"env",
                                 "OVS_RUNDIR=" + m_folder.path.string(),
                                 "OVS_DBDIR=" + m_folder.path.string(),
                                 "OVS_LOGDIR=" + m_folder.path.string(),
                                 name,
                                 "--pidfile=" + (m_folder / (name + ".pid")),
                                 "--unixctl=" + control,
                                 "--log-file=" + (m_folder / (name + ".log"))};
    all.insert(all.end(), words.begin(), words.end());
    const std::vector<char*> arguments = ArgumentsOf(all);
    const pid_t pid = fork();
    if (pid == 0)
    {
        BecomeDaemon(arguments);
    }
    if (pid < 0)
    {
        throw std::runtime_error("no process for " + name);
    }
    m_daemons.push_back(pid);
    const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (RunReader({"ovs-appctl", "-t", control, "version"}).status != 0)
    {
        if (waitpid(pid, nullptr, WNOHANG) == pid)
        {
            m_daemons.pop_back();
            throw std::runtime_error(name + " ended: " + ReadFile(m_folder / (name + ".log")));
        }
        if (std::chrono::steady_clock::now() > last)
        {
            throw std::runtime_error(name + " does not answer");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

/// The switch before its database.
void
OpenVswitch::Stop()
{
    for (; !m_daemons.empty(); m_daemons.pop_back())
    {
        ::kill(m_daemons.back(), SIGTERM);
        waitpid(m_daemons.back(), nullptr, 0);
    }
}

/// A shell keeps what the program says on standard error, which RunReader does not.
std::string
OpenVswitch::Run(const std::vector<std::string>& words) const
{
    const std::string said = m_folder / "stderr";
    std::vector<std::string> all{"sh", "-c", "exec \"$@\" 2>\"$0\"", said};
    all.insert(all.end(), words.begin(), words.end());
    const ReaderResult result = RunReader(all);
    if (result.status != 0)
    {
        std::string command;
        for (const std::string& word : words)
        {
            command += word + " ";
        }
        throw std::runtime_error(command + "failed: " + ReadFile(said) + result.output);
    }
    return result.output;
}

} // namespace ns3::vnlab::test
