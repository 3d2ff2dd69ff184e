// SPDX-License-Identifier: GPL-2.0-only
#include "test/slurm/keeper.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

void
Start(Kept program)
{
    std::vector<char*> words;
    for (std::string& word : program.words)
    {
        words.push_back(word.data());
    }
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(
        &files, STDOUT_FILENO, program.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    pid_t process = 0;
    posix_spawnp(&process, words[0], &files, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
}

/// Kills its children, and theirs, which it inherits, until there are none.
void
KillAll()
{
    const std::string id = std::to_string(getpid());
    do
    {
        std::ifstream children("/proc/" + id + "/task/" + id + "/children");
        for (pid_t child = 0; children >> child;)
        {
            kill(child, SIGKILL);
        }
    } while (waitpid(-1, nullptr, 0) > 0);
}

[[noreturn]] void
Keep(const std::vector<Kept>& programs, int descriptor)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setpgid(0, 0); // an interrupt of the terminal is for the test
    for (const Kept& program : programs)
    {
        Start(program);
    }
    char byte = 0;
    while (read(descriptor, &byte, 1) < 0 && errno == EINTR)
    {
    }
    KillAll();
    _exit(0);
}

} // namespace

Keeper::Keeper(const std::vector<Kept>& programs)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "pipe2");
    }
    m_process = fork();
    if (m_process < 0)
    {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (m_process == 0)
    {
        close(ends[1]);
        Keep(programs, ends[0]);
    }
    close(ends[0]);
    m_pipe = ends[1];
}

Keeper::~Keeper()
{
    close(m_pipe);
    waitpid(m_process, nullptr, 0);
}

} // namespace ns3::vnlab::test
