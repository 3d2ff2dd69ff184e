// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/folder-lock.h"

#include "model/input/input-error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

FolderLock::FolderLock(const std::filesystem::path& folder)
    : m_descriptor(open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    if (m_descriptor < 0)
    {
        throw InputError(
            {{.file = folder.string(),
              .message = "cannot be written: " + std::generic_category().message(errno)}});
    }
    if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
    {
        close(m_descriptor);
        throw InputError({{.file = folder.string(),
                           .message = "is being written by another sweep; wait for its end, or "
                                      "choose another folder with --out"}});
    }
}

FolderLock::~FolderLock()
{
    close(m_descriptor);
}

} // namespace ns3::vnlab
