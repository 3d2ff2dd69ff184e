// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/run-vnlab.h"

#include "test/support/temporary-folder.h"

#include <chrono>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

/// A file without a name for what a program prints: it takes any amount, and nobody has to read
/// while the program runs.
int
OpenSink()
{
    const int descriptor = memfd_create("vnlab-test", MFD_CLOEXEC);
    if (descriptor < 0)
    {
        throw std::system_error(errno, std::generic_category(), "memfd_create");
    }
    return descriptor;
}

/// Reads what a program has printed. It shares the position in the file, which stays.
std::string
Printed(int descriptor)
{
    struct stat found;
    fstat(descriptor, &found);
    std::string text(static_cast<size_t>(found.st_size), '\0');
    const ssize_t count = pread(descriptor, text.data(), text.size(), 0);
    if (count != static_cast<ssize_t>(text.size()))
    {
        throw std::runtime_error("what a program printed cannot be read");
    }
    return text;
}

std::string
TakeAll(int descriptor)
{
    std::string text = Printed(descriptor);
    close(descriptor);
    return text;
}

} // namespace

Vnlab::Vnlab(const std::vector<std::string>& arguments,
             const std::filesystem::path& folder,
             const std::string& script)
    : m_out(OpenSink()),
      m_err(OpenSink())
{
    std::vector<std::string> words{VNLAB_PROGRAM};
    if (!script.empty())
    {
        words.insert(words.begin(), {"/bin/sh", "-c", script, "sh"});
    }
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
    {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, m_out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, m_err, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&files, folder.c_str());
    const int failure =
        posix_spawn(&m_process, pointers.front(), &files, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failure != 0)
    {
        throw std::system_error(failure, std::generic_category(), VNLAB_PROGRAM);
    }
}

Vnlab::~Vnlab()
{
    if (m_process != 0)
    {
        Wait();
    }
}

pid_t
Vnlab::WaitForChild() const
{
    const std::string id = std::to_string(m_process);
    siginfo_t ended{};
    while (ended.si_pid == 0)
    {
        std::ifstream children("/proc/" + id + "/task/" + id + "/children");
        pid_t child = 0;
        if (children >> child)
        {
            return child;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        waitid(P_PID, static_cast<id_t>(m_process), &ended, WEXITED | WNOHANG | WNOWAIT);
    }
    return 0;
}

std::string
Vnlab::ErrorSoFar() const
{
    return Printed(m_err);
}

void
Vnlab::Signal(int number)
{
    kill(m_process, number);
}

Ended
Vnlab::Wait()
{
    int status = 0;
    while (waitpid(m_process, &status, 0) < 0 && errno == EINTR)
    {
    }
    m_process = 0;
    return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status),
            TakeAll(m_out),
            TakeAll(m_err)};
}

Ended
RunVnlab(const std::vector<std::string>& arguments,
         const std::filesystem::path& folder,
         const std::string& script)
{
    return Vnlab(arguments, folder, script).Wait();
}

std::vector<std::string>
AllCommands()
{
    std::vector<std::string> commands;
    std::istringstream help(RunVnlab({"--help"}, "/").out);
    bool listed = false;
    for (std::string line; std::getline(help, line);)
    {
        listed = listed || line.starts_with("Subcommands:");
        if (listed && line.size() > 2 && line.starts_with("  ") && line[2] != ' ')
        {
            commands.push_back(line.substr(2, line.find(' ', 2) - 2));
        }
    }
    return commands;
}

std::map<std::string, std::string>
ContentsOf(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        const std::string name = std::filesystem::relative(entry, folder).string();
        entry.is_directory() ? contents[name + "/"] : contents[name] = ReadFile(entry);
    }
    return contents;
}

void
WriteFile(const std::filesystem::path& path, const std::string& bytes)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace ns3::vnlab::test
