// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/process-pool.h"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <poll.h>
#include <string_view>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr char kProgress = 'P';
constexpr char kResult = 'R';

struct Child
{
    size_t job;
    pid_t process;
    int descriptor;
    std::string pending{}; // bytes of an unfinished line
    bool finished{false};
};

[[noreturn]] void
ThrowErrno(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

/// Does a job in its own process, which it ends.
[[noreturn]] void
Work(const PoolConfig& config, size_t job, int descriptor)
{
    int status = 0;
    try
    {
        JobChannel channel(descriptor);
        config.work(job, channel);
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s\n", error.what());
        status = 1;
    }
    std::fflush(nullptr);
    _exit(status);
}

Child
StartChild(const PoolConfig& config, size_t job)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        ThrowErrno("pipe");
    }
    std::fflush(nullptr); // or both processes would print what is buffered
    const pid_t process = fork();
    if (process < 0)
    {
        ThrowErrno("fork");
    }
    if (process == 0)
    {
        close(ends[0]);
        Work(config, job, ends[1]);
    }
    close(ends[1]);
    return {job, process, ends[0]};
}

void
TakeLine(const PoolConfig& config, Child& child, std::string_view line)
{
    const std::string text(line.substr(1));
    if (line.front() == kProgress)
    {
        config.progress(child.job, std::stod(text));
    }
    else
    {
        child.finished = true;
        config.finished(child.job, text);
    }
}

/// @return false where the child has closed its end
bool
ReadFrom(const PoolConfig& config, Child& child)
{
    char bytes[1 << 16];
    const ssize_t count = read(child.descriptor, bytes, sizeof(bytes));
    if (count < 0 && errno == EINTR)
    {
        return true;
    }
    if (count <= 0)
    {
        return false;
    }
    const size_t known = child.pending.size();
    child.pending.append(bytes, static_cast<size_t>(count));
    size_t begin = 0;
    for (size_t end = child.pending.find('\n', known); end != std::string::npos;
         end = child.pending.find('\n', begin))
    {
        TakeLine(config, child, std::string_view(child.pending).substr(begin, end - begin));
        begin = end + 1;
    }
    child.pending.erase(0, begin);
    return true;
}

void
Reap(const PoolConfig& config, const Child& child)
{
    close(child.descriptor);
    int status = 0;
    while (waitpid(child.process, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (child.finished)
    {
        return;
    }
    config.failed(child.job,
                  WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                      : "exit status " + std::to_string(WEXITSTATUS(status)));
}

} // namespace

JobChannel::JobChannel(int descriptor)
    : m_descriptor(descriptor)
{
}

void
JobChannel::Progress(double done)
{
    Send(kProgress, std::to_string(done));
}

void
JobChannel::Finish(const std::string& text)
{
    Send(kResult, text);
}

void
JobChannel::Send(char kind, const std::string& text)
{
    const std::string line = kind + text + '\n';
    for (size_t sent = 0; sent < line.size();)
    {
        const ssize_t count = write(m_descriptor, line.data() + sent, line.size() - sent);
        if (count < 0 && errno != EINTR)
        {
            _exit(1); // the parent is gone
        }
        sent += count > 0 ? static_cast<size_t>(count) : 0;
    }
}

void
RunPool(const PoolConfig& config)
{
    std::vector<Child> children;
    size_t next = 0;
    while (next < config.jobs || !children.empty())
    {
        while (next < config.jobs && children.size() < config.parallel)
        {
            children.push_back(StartChild(config, next++));
        }
        std::vector<pollfd> polled;
        for (const Child& child : children)
        {
            polled.push_back({child.descriptor, POLLIN, 0});
        }
        if (poll(polled.data(), polled.size(), -1) < 0)
        {
            if (errno == EINTR)
            {
                continue;
            }
            ThrowErrno("poll");
        }
        for (size_t i = children.size(); i-- > 0;)
        {
            if (polled[i].revents != 0 && !ReadFrom(config, children[i]))
            {
                Reap(config, children[i]);
                children.erase(children.begin() + static_cast<ptrdiff_t>(i));
            }
        }
    }
}

} // namespace ns3::vnlab
