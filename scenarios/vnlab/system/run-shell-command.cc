// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/run-shell-command.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Starts a command with its standard output and standard error at `out`. @return its process
pid_t
Start(const ShellCommand& command, int out)
{
    std::vector<char*> words;
    for (const std::string& word : command.words)
    {
        words.push_back(const_cast<char*>(word.c_str()));
    }
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t process = 0;
    const int error =
        posix_spawnp(&process, words.front(), &actions, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
    {
        throw CommandFailed(command.ToString() + "\ncannot be started: " + std::strerror(error));
    }
    return process;
}

std::string
ReadAll(int descriptor)
{
    std::string text;
    std::array<char, 4096> part;
    for (;;)
    {
        const ssize_t count = read(descriptor, part.data(), part.size());
        if (count > 0)
        {
            text.append(part.data(), static_cast<size_t>(count));
        }
        else if (count == 0 || errno != EINTR)
        {
            return text;
        }
    }
}

} // namespace

std::string
RunShellCommand(const ShellCommand& command)
{
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
    {
        throw CommandFailed(command.ToString() + "\nno pipe: " + std::strerror(errno));
    }
    pid_t process = 0;
    try
    {
        process = Start(command, ends[1]);
    }
    catch (const CommandFailed&)
    {
        close(ends[0]);
        close(ends[1]);
        throw;
    }
    close(ends[1]);
    const std::string output = ReadAll(ends[0]);
    close(ends[0]);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
    {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    {
        throw CommandFailed(command.ToString() + "\n" + output +
                            (WIFEXITED(status)
                                 ? "exit status " + std::to_string(WEXITSTATUS(status))
                                 : "ended by signal " + std::to_string(WTERMSIG(status))));
    }
    return output;
}

} // namespace ns3::vnlab
