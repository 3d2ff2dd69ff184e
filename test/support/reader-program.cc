// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/reader-program.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::vnlab::test
{

ReaderResult
RunReader(std::vector<std::string> words)
{
    std::vector<char*> argv;
    for (std::string& word : words)
    {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);

    std::array<int, 2> pipeEnds;
    if (pipe2(pipeEnds.data(), O_CLOEXEC) != 0)
    {
        throw std::runtime_error("no pipe for " + words.front());
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid;
    const int error =
        posix_spawnp(&pid, words.front().c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipeEnds[1]);

    ReaderResult result;
    std::array<char, 65536> piece;
    ssize_t count = 0;
    while (error == 0 && ((count = read(pipeEnds[0], piece.data(), piece.size())) > 0 ||
                          (count < 0 && errno == EINTR)))
    {
        result.output.append(piece.data(), count > 0 ? static_cast<size_t>(count) : 0);
    }
    close(pipeEnds[0]);
    int status = 0;
    if (error == 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status))
    {
        result.status = WEXITSTATUS(status);
    }
    return result;
}

} // namespace ns3::vnlab::test
