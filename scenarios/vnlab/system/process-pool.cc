// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/process-pool.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <sched.h>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr int kTick_ms = 1'000;
constexpr char kProgress = 'P';
constexpr char kResult = 'R';

using Clock = std::chrono::steady_clock;

struct Child
{
    size_t job;
    pid_t process;
    int descriptor;
    Clock::time_point begin{Clock::now()};
    std::string pending{}; // bytes of an unfinished line
    std::optional<std::string> text{};
    bool timedOut{false};
};

[[noreturn]] void
ThrowErrno(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

void
PrintInto(const std::string& path)
{
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0)
    {
        std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
        _exit(1);
    }
}

/// @return a job's share of the processors on which this process may run, which a batch system or
///         `taskset` may have made fewer than the machine has
uint32_t
ThreadsOf(const PoolConfig& config)
{
    cpu_set_t usable;
    const bool known = sched_getaffinity(0, sizeof(usable), &usable) == 0;
    const size_t processors = known ? static_cast<size_t>(CPU_COUNT(&usable)) : 1;
    return static_cast<uint32_t>(std::max<size_t>(1, processors / config.parallel));
}

/// Does a job in its own process, which it ends.
[[noreturn]] void
Work(const PoolConfig& config, size_t job, int descriptor, pid_t parent)
{
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
    {
        _exit(1); // the parent is gone already
    }
    if (config.log)
    {
        PrintInto(config.log(job));
    }
    int status = 0;
    try
    {
        JobChannel channel(descriptor, ThreadsOf(config));
        config.work(job, channel);
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s\n", error.what());
        status = 1;
    }
    std::cout.flush();
    std::fflush(nullptr);
    _exit(status);
}

/// The jobs at work.
class Pool
{
  public:
    explicit Pool(const PoolConfig& config)
        : m_config(config)
    {
    }

    ~Pool()
    {
        KillAll();
        for (const Child& child : m_children)
        {
            Wait(child.process);
            close(child.descriptor);
        }
    }

    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Starts what may start. @return whether anything is at work
    bool Fill()
    {
        while (m_children.size() < m_config.parallel)
        {
            const std::optional<size_t> job = m_config.next();
            if (!job)
            {
                break;
            }
            Start(*job);
        }
        return !m_children.empty();
    }

    /// Waits for what the jobs say, and takes it.
    void Listen()
    {
        std::vector<pollfd> polled;
        for (const Child& child : m_children)
        {
            polled.push_back({child.descriptor, POLLIN, 0});
        }
        const bool heard = poll(polled.data(), polled.size(), MillisecondsToWait()) >= 0;
        if (!heard && errno != EINTR)
        {
            ThrowErrno("poll");
        }
        if (m_config.tick)
        {
            m_config.tick();
        }
        if (m_config.abandon && m_config.abandon())
        {
            KillAll();
        }
        if (!heard)
        {
            return;
        }
        KillLate();
        for (size_t i = m_children.size(); i-- > 0;)
        {
            if (polled[i].revents != 0 && !ReadFrom(m_children[i]))
            {
                const Child ended = std::move(m_children[i]);
                m_children.erase(m_children.begin() + static_cast<ptrdiff_t>(i));
                Report(ended);
            }
        }
    }

  private:
    static std::pair<int, rusage> Wait(pid_t process)
    {
        int status = 0;
        rusage usage{};
        while (wait4(process, &status, 0, &usage) < 0 && errno == EINTR)
        {
        }
        return {status, usage};
    }

    void Start(size_t job)
    {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
        {
            ThrowErrno("pipe2");
        }
        std::cout.flush();
        std::fflush(nullptr); // or both processes would print what is buffered
        const pid_t parent = getpid();
        const pid_t process = fork();
        if (process < 0)
        {
            ThrowErrno("fork");
        }
        if (process == 0)
        {
            close(ends[0]);
            Work(m_config, job, ends[1], parent);
        }
        close(ends[1]);
        m_children.push_back({job, process, ends[0]});
    }

    int MillisecondsToWait() const
    {
        if (m_config.timeout_s <= 0)
        {
            return kTick_ms;
        }
        double least_s = m_config.timeout_s;
        for (const Child& child : m_children)
        {
            least_s = std::min(least_s, m_config.timeout_s - AgeOf(child));
        }
        return static_cast<int>(std::clamp(std::ceil(least_s * 1000), 0.0, double{kTick_ms}));
    }

    static double AgeOf(const Child& child)
    {
        return std::chrono::duration<double>(Clock::now() - child.begin).count();
    }

    void KillLate()
    {
        for (Child& child : m_children)
        {
            if (m_config.timeout_s > 0 && AgeOf(child) >= m_config.timeout_s && !child.timedOut)
            {
                child.timedOut = true;
                kill(child.process, SIGKILL);
            }
        }
    }

    void KillAll()
    {
        for (const Child& child : m_children)
        {
            kill(child.process, SIGKILL);
        }
    }

    /// @return false where the child has closed its end
    bool ReadFrom(Child& child)
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
            TakeLine(child, std::string_view(child.pending).substr(begin, end - begin));
            begin = end + 1;
        }
        child.pending.erase(0, begin);
        return true;
    }

    void TakeLine(Child& child, std::string_view line)
    {
        const std::string text(line.substr(1));
        if (line.front() == kProgress)
        {
            m_config.progress(child.job, std::stod(text));
        }
        else
        {
            child.text = text;
        }
    }

    void Report(const Child& child)
    {
        close(child.descriptor);
        const auto [status, usage] = Wait(child.process);
        if (m_config.measured)
        {
            m_config.measured(child.job, static_cast<uint64_t>(usage.ru_maxrss) * 1024);
        }
        if (child.text)
        {
            m_config.finished(child.job, *child.text);
        }
        else if (child.timedOut)
        {
            m_config.failed(child.job, "a timeout");
        }
        else
        {
            m_config.failed(child.job,
                            WIFSIGNALED(status)
                                ? "signal " + std::to_string(WTERMSIG(status))
                                : "exit status " + std::to_string(WEXITSTATUS(status)));
        }
    }

    const PoolConfig& m_config;
    std::vector<Child> m_children;
};

} // namespace

JobChannel::JobChannel(int descriptor, uint32_t threads)
    : m_descriptor(descriptor),
      m_threads(threads)
{
}

uint32_t
JobChannel::Threads() const
{
    return m_threads;
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

std::function<std::optional<size_t>()>
InOrder(size_t jobs)
{
    return [jobs, job = size_t{0}]() mutable
    { return job < jobs ? std::optional(job++) : std::nullopt; };
}

void
RunPool(const PoolConfig& config)
{
    Pool pool(config);
    while (pool.Fill())
    {
        pool.Listen();
    }
}

} // namespace ns3::vnlab
