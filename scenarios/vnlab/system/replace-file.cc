// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/replace-file.h"

#include "model/input/input-error.h"

#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

namespace
{

InputError
Refusal(const fs::path& path, const std::string& problem)
{
    return InputError({{.file = path.string(), .message = problem}});
}

InputError
Unwritable(const fs::path& path, int error)
{
    return Refusal(path, "cannot be written: " + std::generic_category().message(error));
}

/// A file beside another one, which goes with its owner unless it has taken the other's name.
class FileBeside
{
  public:
    explicit FileBeside(const fs::path& path)
        : m_path(path),
          m_name(path.string() + ".XXXXXX")
    {
        std::error_code none;
        if (fs::exists(path, none) && !fs::is_regular_file(path, none))
        {
            throw Refusal(path, "is not a regular file");
        }
        m_descriptor = mkstemp(m_name.data());
        if (m_descriptor < 0)
        {
            throw Unwritable(path, errno);
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

    void Write(const std::string& text)
    {
        for (size_t done = 0; done < text.size();)
        {
            const ssize_t part = write(m_descriptor, text.data() + done, text.size() - done);
            if (part < 0)
            {
                throw Unwritable(m_path, errno);
            }
            done += static_cast<size_t>(part);
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
            throw Unwritable(m_path, errno);
        }
        m_name.clear();
    }

  private:
    fs::path m_path;
    std::string m_name; ///< of the file beside; empty where it has the other's
    int m_descriptor{-1};
};

} // namespace

void
ReplaceFile(const fs::path& path, const std::string& text)
{
    FileBeside file(path);
    file.Write(text);
    file.TakeName();
}

void
CheckReplaceable(const fs::path& path)
{
    FileBeside file(path);
}

} // namespace ns3::vnlab
