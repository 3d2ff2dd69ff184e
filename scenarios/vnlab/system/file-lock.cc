// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/file-lock.h"

#include "model/input/input-error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

/// @return whether a file still has its name; the owner of a lock takes that away when it ends
bool
HasItsName(int descriptor, const std::filesystem::path& path)
{
    struct stat held;
    struct stat named;
    return fstat(descriptor, &held) == 0 && stat(path.c_str(), &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

} // namespace

FileLock::FileLock(const std::filesystem::path& path,
                   const std::string& file,
                   const std::string& taken)
    : m_path(path)
{
    for (;;)
    {
        m_descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (m_descriptor < 0)
        {
            throw InputError(
                {{.file = file,
                  .message = "cannot be written: " + std::generic_category().message(errno)}});
        }
        if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
        {
            close(m_descriptor);
            throw InputError({{.file = file, .message = taken}});
        }
        if (HasItsName(m_descriptor, path))
        {
            return;
        }
        close(m_descriptor);
    }
}

FileLock::~FileLock()
{
    unlink(m_path.c_str()); // before others can have it
    close(m_descriptor);
}

FolderLock::FolderLock(const std::filesystem::path& folder)
    : FileLock(folder / ".lock",
               folder.string(),
               "is being written by another vnlab; wait for its end, or choose another folder with "
               "--out")
{
}

} // namespace ns3::vnlab
