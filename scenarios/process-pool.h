// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROCESS_POOL_H
#define VNLAB_PROCESS_POOL_H

#include <cstddef>
#include <functional>
#include <string>

namespace ns3::vnlab
{

/// What a child process tells its parent: how far it is, and at the end what it found.
class JobChannel
{
  public:
    /// @param descriptor the pipe's end to write to
    explicit JobChannel(int descriptor);

    /// @param done 0 to 1
    void Progress(double done);

    /// @param text one line
    void Finish(const std::string& text);

  private:
    void Send(char kind, const std::string& text);

    int m_descriptor;
};

/// Jobs, each in a process of its own: ns-3 has one simulator a process, and a crash takes one job.
struct PoolConfig
{
    size_t jobs{0};     ///< numbered 0 … jobs − 1
    size_t parallel{1}; ///< at most so many at once
    /// Does a job; called in the child.
    std::function<void(size_t job, JobChannel& channel)> work;
    /// A job is so far; called in the parent.
    std::function<void(size_t job, double done)> progress;
    /// A job has ended with this text; called in the parent.
    std::function<void(size_t job, const std::string& text)> finished;
    /// A job ended without a text; called in the parent. @param reason such as "signal 11"
    std::function<void(size_t job, const std::string& reason)> failed;
};

/// Does all jobs. @throws std::system_error where no process or pipe can be made
void RunPool(const PoolConfig& config);

} // namespace ns3::vnlab

#endif // VNLAB_PROCESS_POOL_H
