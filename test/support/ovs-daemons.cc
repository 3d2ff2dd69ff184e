// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/ovs-daemons.h"

#include "test/support/reader-program.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace ns3::vnlab::test
{
namespace
{

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

OvsDaemons::~OvsDaemons()
{
    Stop();
}

std::string
OvsDaemons::operator/(const std::string& name) const
{
    return m_folder / name;
}

void
OvsDaemons::Start(const std::string& program,
                  const std::string& as,
                  const std::vector<std::string>& words)
{
    const std::string control = m_folder / (as + ".ctl");
    std::vector<std::string> all{"env",
                                 "OVS_RUNDIR=" + m_folder.path.string(),
                                 "OVS_DBDIR=" + m_folder.path.string(),
                                 "OVS_LOGDIR=" + m_folder.path.string(),
                                 "OVN_RUNDIR=" + m_folder.path.string(),
                                 program,
                                 "--pidfile=" + (m_folder / (as + ".pid")),
                                 "--unixctl=" + control,
                                 "--log-file=" + (m_folder / (as + ".log"))};
    all.insert(all.end(), words.begin(), words.end());
    const std::vector<char*> arguments = ArgumentsOf(all);
    const pid_t pid = fork();
    if (pid == 0)
    {
        BecomeDaemon(arguments);
    }
    if (pid < 0)
    {
        throw std::runtime_error("no process for " + program);
    }
    m_daemons.push_back(pid);
    const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (RunReader({"ovs-appctl", "-t", control, "version"}).status != 0)
    {
        if (waitpid(pid, nullptr, WNOHANG) == pid)
        {
            m_daemons.pop_back();
            throw std::runtime_error(program + " ended: " + ReadFile(m_folder / (as + ".log")));
        }
        if (std::chrono::steady_clock::now() > last)
        {
            throw std::runtime_error(program + " does not answer");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

void
OvsDaemons::Stop()
{
    for (; !m_daemons.empty(); m_daemons.pop_back())
    {
        ::kill(m_daemons.back(), SIGTERM);
        waitpid(m_daemons.back(), nullptr, 0);
    }
}

/// A shell keeps what the program says on standard error, which RunReader does not.
std::string
OvsDaemons::Run(const std::vector<std::string>& words) const
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
