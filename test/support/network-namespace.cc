// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/network-namespace.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab::test
{

namespace
{

void
Require(bool done, const std::string& what)
{
    if (!done)
    {
        throw std::system_error(errno, std::generic_category(), what);
    }
}

int
OpenOwn()
{
    const int fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    Require(fd >= 0, "/proc/self/ns/net");
    return fd;
}

/// Back to the namespace that the thread was in.
class Return
{
  public:
    Return()
        : m_fd(OpenOwn())
    {
    }

    ~Return()
    {
        setns(m_fd, CLONE_NEWNET);
        close(m_fd);
    }

    Return(const Return&) = delete;
    Return& operator=(const Return&) = delete;

  private:
    int m_fd;
};

/// In the child: becomes the program. Does not return.
[[noreturn]] void
Become(const std::string& command, int output)
{
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    std::istringstream stream(command);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
    {
        words.push_back(word);
    }
    std::vector<char*> arguments;
    for (std::string& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

} // namespace

NetworkNamespace::NetworkNamespace()
{
    const Return back;
    Require(unshare(CLONE_NEWNET) == 0, "a network namespace");
    m_fd = OpenOwn();
}

NetworkNamespace::NetworkNamespace(const std::string& name)
    : m_fd(open(("/run/netns/" + name).c_str(), O_RDONLY | O_CLOEXEC))
{
    Require(m_fd >= 0, "the network namespace " + name);
}

NetworkNamespace::~NetworkNamespace()
{
    close(m_fd);
}

std::string
NetworkNamespace::Path() const
{
    return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(m_fd);
}

void
NetworkNamespace::Visit(const std::function<void()>& call) const
{
    const Return back;
    Require(setns(m_fd, CLONE_NEWNET) == 0, "entering a network namespace");
    call();
}

void
NetworkNamespace::Run(const std::string& command) const
{
    std::array<int, 2> ends;
    Require(pipe2(ends.data(), O_CLOEXEC) == 0, "pipe");
    pid_t child = -1;
    Visit(
        [&]
        {
            child = fork();
            if (child == 0)
            {
                Become(command, ends[1]);
            }
        });
    close(ends[1]);
    Require(child > 0, "fork");
    std::string printed;
    std::array<char, 512> part;
    for (ssize_t size; (size = read(ends[0], part.data(), part.size())) > 0;)
    {
        printed.append(part.data(), static_cast<size_t>(size));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0)
    {
        throw std::runtime_error(command + ": " +
                                 (WEXITSTATUS(status) == 127 ? "no such program" : printed));
    }
}

void
NetworkNamespace::Set(const std::string& setting, const std::string& value) const
{
    Visit([&] { std::ofstream("/proc/sys/net/" + setting) << value; });
}

} // namespace ns3::vnlab::test
