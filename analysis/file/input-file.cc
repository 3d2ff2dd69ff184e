// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/input-file.h"

#include "model/input/input-error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

InputError
Unreadable(const std::string& path, const std::string& problem)
{
    return InputError({{.file = path, .message = problem}});
}

InputError
UnreadableFor(const std::string& path, int error)
{
    return Unreadable(path,
                      error == ENOENT
                          ? "does not exist"
                          : "cannot be read: " + std::generic_category().message(error));
}

/// Closes a descriptor in the end.
class OpenFile
{
  public:
    explicit OpenFile(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    ~OpenFile()
    {
        close(m_descriptor);
    }

    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    /// @return the next bytes, at most so many; fewer at the end
    std::string Take(const std::string& path, size_t most) const
    {
        std::string text;
        std::array<char, 1 << 16> part;
        while (text.size() < most)
        {
            const ssize_t count =
                read(m_descriptor, part.data(), std::min(part.size(), most - text.size()));
            if (count < 0 && errno != EINTR)
            {
                throw UnreadableFor(path, errno);
            }
            if (count == 0)
            {
                break;
            }
            text.append(part.data(), count > 0 ? static_cast<size_t>(count) : 0);
        }
        return text;
    }

  private:
    int m_descriptor;
};

} // namespace

bool
IsThere(const std::string& path)
{
    struct stat found;
    return lstat(path.c_str(), &found) == 0;
}

bool
IsFolder(const std::string& path)
{
    std::error_code none;
    return std::filesystem::is_directory(path, none);
}

int
OpenInputFile(const std::string& path)
{
    struct stat found;
    if (stat(path.c_str(), &found) != 0)
    {
        throw UnreadableFor(path, errno);
    }
    if (!S_ISREG(found.st_mode))
    {
        throw Unreadable(path,
                         S_ISDIR(found.st_mode) ? "is a folder; accepted is a file"
                                                : "is not a regular file");
    }
    // What another process may have put in its place since then is not waited for either.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
    {
        throw UnreadableFor(path, errno);
    }
    return descriptor;
}

std::string
ReadInputFile(const std::string& path)
{
    constexpr size_t most = kMostInputMiB << 20;
    std::string text = OpenFile(OpenInputFile(path)).Take(path, most + 1);
    if (text.size() > most)
    {
        throw Unreadable(path, "is larger than " + std::to_string(kMostInputMiB) + " MiB");
    }
    return text;
}

std::string
ReadBeginning(const std::string& path, size_t most)
{
    return OpenFile(OpenInputFile(path)).Take(path, most);
}

} // namespace ns3::vnlab
