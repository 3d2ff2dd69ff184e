// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"

#include "analysis/style/visible-text.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// The environment without what changes gnuplot's output: locale, time zone, GNUTERM and such.
std::vector<std::string>
NeutralEnvironment()
{
    std::vector<std::string> variables{"LC_ALL=C.UTF-8", "TZ=UTC0"};
    for (char** variable = environ; *variable != nullptr; ++variable)
    {
        const std::string_view text = *variable;
        if (!text.starts_with("LC_") && !text.starts_with("LANG") && !text.starts_with("GNU") &&
            !text.starts_with("TZ="))
        {
            variables.emplace_back(text);
        }
    }
    return variables;
}

/// Pointers for exec, which takes them as char* and leaves the texts alone.
std::vector<char*>
Pointers(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
    {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// What a child is given for its files.
class FileActions
{
  public:
    FileActions()
    {
        posix_spawn_file_actions_init(&actions);
    }

    ~FileActions()
    {
        posix_spawn_file_actions_destroy(&actions);
    }

    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    posix_spawn_file_actions_t actions{};
};

std::string
ReadAll(int descriptor)
{
    std::string text;
    std::array<char, 4096> buffer{};
    for (;;)
    {
        const ssize_t count = read(descriptor, buffer.data(), buffer.size());
        if (count > 0)
        {
            text.append(buffer.data(), static_cast<size_t>(count));
        }
        else if (count == 0 || errno != EINTR)
        {
            return text;
        }
    }
}

int
WaitFor(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    return status;
}

} // namespace

std::string
GnuplotString(std::string_view text)
{
    std::string pieces = "'";
    for (const char c : VisibleText(text))
    {
        if (c == '\'')
        {
            pieces += "'.\"'\".'";
        }
        else
        {
            pieces += c;
        }
    }
    pieces += '\'';
    return pieces;
}

void
RunGnuplot(const std::filesystem::path& folder, const std::string& name)
{
    std::array<int, 2> pipe{};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "a pipe to gnuplot");
    }
    FileActions files;
    posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files.actions, pipe[1], STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&files.actions, folder.c_str());
    std::vector<std::string> arguments{"gnuplot", "--default-settings", name};
    std::vector<std::string> variables = NeutralEnvironment();
    pid_t child = 0;
    const int failure = posix_spawnp(&child,
                                     "gnuplot",
                                     &files.actions,
                                     nullptr,
                                     Pointers(arguments).data(),
                                     Pointers(variables).data());
    close(pipe[1]);
    const std::string printed = failure == 0 ? ReadAll(pipe[0]) : "";
    close(pipe[0]);
    if (failure != 0)
    {
        const bool missing = failure == ENOENT && std::filesystem::is_directory(folder);
        throw std::runtime_error(
            missing ? "gnuplot is not installed (Debian package gnuplot-nox): no plots"
                    : "gnuplot in " + folder.string() + ": " +
                          std::generic_category().message(failure));
    }
    const int status = WaitFor(child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    {
        throw std::runtime_error("gnuplot failed on " + (folder / name).string() + ": " + printed);
    }
}

} // namespace ns3::vnlab
