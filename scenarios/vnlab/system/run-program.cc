// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/run-program.h"

#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

/// A file without a name for what a program prints: it takes any amount, and nobody has to read
/// while the program runs.
class Sink
{
  public:
    Sink()
        : m_descriptor(memfd_create("vnlab", MFD_CLOEXEC))
    {
        if (m_descriptor < 0)
        {
            throw std::system_error(errno, std::generic_category(), "memfd_create");
        }
    }

    ~Sink()
    {
        close(m_descriptor);
    }

    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    int Descriptor() const
    {
        return m_descriptor;
    }

    std::string Text() const
    {
        std::string text(static_cast<size_t>(lseek(m_descriptor, 0, SEEK_END)), '\0');
        const ssize_t count = pread(m_descriptor, text.data(), text.size(), 0);
        text.resize(count < 0 ? 0 : static_cast<size_t>(count));
        return text;
    }

  private:
    int m_descriptor;
};

} // namespace

ProgramResult
RunProgram(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const Sink out;
    const Sink err;
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out.Descriptor(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err.Descriptor(), STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t process = 0;
    const int failure =
        posix_spawnp(&process, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (failure != 0)
    {
        throw std::system_error(failure, std::generic_category(), words[0]);
    }
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
    {
    }
    return {
        WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), out.Text(), err.Text()};
}

} // namespace ns3::vnlab
