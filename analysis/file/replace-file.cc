// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/replace-file.h"

#include "analysis/file/descriptor-buffer.h"
#include "model/input/input-error.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

namespace
{

std::string
WriteProblem(int error)
{
    return "cannot be written: " + std::generic_category().message(error);
}

InputError
CannotBegin(const fs::path& path, const std::string& problem)
{
    return InputError({{.file = path.string(), .message = problem}});
}

std::runtime_error
CannotFinish(const fs::path& path, int error)
{
    return std::runtime_error(path.string() + ": " + WriteProblem(error));
}

/// @return where a file is written: a symbolic link leads there
fs::path
BehindLinks(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_symlink(path, error))
    {
        return path;
    }
    const fs::path behind = fs::weakly_canonical(path, error);
    if (error)
    {
        throw CannotBegin(path, WriteProblem(error.value()));
    }
    return behind;
}

/// A file beside another one, which goes with its owner unless it has taken the other's name.
class FileBeside
{
  public:
    /// @param path as the user names it, for messages
    explicit FileBeside(const fs::path& path)
        : m_shown(path),
          m_path(BehindLinks(path)),
          m_name(m_path.string() + ".XXXXXX")
    {
        std::error_code none;
        if (fs::exists(m_path, none) && !fs::is_regular_file(m_path, none))
        {
            throw CannotBegin(m_shown, "is not a regular file");
        }
        m_descriptor = mkostemp(m_name.data(), O_CLOEXEC);
        if (m_descriptor < 0)
        {
            throw CannotBegin(m_shown, WriteProblem(errno));
        }
    }

    ~FileBeside()
    {
        close(m_descriptor);
        if (!m_name.empty())
        {
            unlink(m_name.c_str());
        }
    }

    FileBeside(const FileBeside&) = delete;
    FileBeside& operator=(const FileBeside&) = delete;

    void Write(const std::function<void(std::ostream&)>& write)
    {
        DescriptorBuffer buffer(m_descriptor);
        std::ostream out(&buffer);
        write(out);
        if (const int error = buffer.Finish(); error != 0)
        {
            throw CannotFinish(m_shown, error);
        }
    }

    void TakeName()
    {
        constexpr mode_t kUsual = 0666;
        const mode_t mask = umask(0);
        umask(mask);
        if (fchmod(m_descriptor, kUsual & ~mask) != 0 || fsync(m_descriptor) != 0 ||
            rename(m_name.c_str(), m_path.c_str()) != 0)
        {
            throw CannotFinish(m_shown, errno);
        }
        m_name.clear();
    }

  private:
    fs::path m_shown;
    fs::path m_path;
    std::string m_name; ///< of the file beside; empty where it has the other's
    int m_descriptor{-1};
};

} // namespace

void
ReplaceFile(const fs::path& path, const std::function<void(std::ostream&)>& write)
{
    FileBeside file(path);
    file.Write(write);
    file.TakeName();
}

void
ReplaceFile(const fs::path& path, const std::string& text)
{
    ReplaceFile(path, [&text](std::ostream& out) { out << text; });
}

void
CheckReplaceable(const fs::path& path)
{
    FileBeside file(path);
}

void
TakeName(const fs::path& finished, const fs::path& path)
{
    if (rename(finished.c_str(), BehindLinks(path).c_str()) != 0)
    {
        throw CannotFinish(path, errno);
    }
}

} // namespace ns3::vnlab
