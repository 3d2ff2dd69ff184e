// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROCESS_POOL_H
#define VNLAB_PROCESS_POOL_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ns3::vnlab
{

/// What a child process has from its parent, and tells it: how far it is, at the end what it found.
class JobChannel
{
  public:
    /// @param descriptor the pipe's end to write to
    /// @param threads that the job may have at work
    JobChannel(int descriptor, uint32_t threads);

    /// @return its share of the processors that this process may use, at least 1
    uint32_t Threads() const;

    /// @param done 0 to 1
    void Progress(double done);

    /// @param text one line
    void Finish(const std::string& text);

  private:
    void Send(char kind, const std::string& text);

    int m_descriptor;
    uint32_t m_threads;
};

/// Jobs, each in a process of its own: ns-3 has one simulator a process, and a crash takes one job.
/// A job leaves it to the parent to end where a whole process group is asked to (SIGINT and
/// SIGHUP of a terminal, SIGTERM of a scheduler), and dies with it.
struct PoolConfig
{
    size_t parallel{1}; ///< at most so many at once, which share the processors
    /// @return a job to start now, or nothing. Asked again when a job has ended, so "nothing" means
    ///         "not now" while any is at work and "no more" otherwise.
    std::function<std::optional<size_t>()> next;
    /// Does a job; called in the child.
    std::function<void(size_t job, JobChannel& channel)> work;
    /// A job is so far; called in the parent.
    std::function<void(size_t job, double done)> progress;
    /// A job has ended with this text; called in the parent.
    std::function<void(size_t job, const std::string& text)> finished;
    /// A job ended without a text; called in the parent. @param reason such as "signal 11"
    std::function<void(size_t job, const std::string& reason)> failed;
    /// The most memory that a job which is about to be reported had; called in the parent.
    std::function<void(size_t job, uint64_t bytes)> measured{};
    /// @return the file for what a job prints; none: where the parent prints
    std::function<std::string(size_t job)> log{};
    double timeout_s{0}; ///< after so long a job is killed and has failed; 0: never
    /// Called at least once a second while jobs are at work, and after each signal.
    std::function<void()> tick{};
    /// @return whether to kill the jobs at work; asked as often
    std::function<bool()> abandon{};
};

/// @return for PoolConfig::next: 0 to jobs − 1, one after the other
std::function<std::optional<size_t>()> InOrder(size_t jobs);

/// Does all jobs. Jobs at work are killed where it throws.
/// @throws std::system_error where no process or pipe can be made, and what callbacks throw
void RunPool(const PoolConfig& config);

} // namespace ns3::vnlab

#endif // VNLAB_PROCESS_POOL_H
