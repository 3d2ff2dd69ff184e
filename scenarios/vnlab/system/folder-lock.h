// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FOLDER_LOCK_H
#define VNLAB_FOLDER_LOCK_H

#include <filesystem>

namespace ns3::vnlab
{

/// Keeps a second sweep out of a folder for results; given back when the process ends, however.
class FolderLock
{
  public:
    /// @throws InputError where another process has it, or the folder cannot be written
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int m_descriptor;
};

} // namespace ns3::vnlab

#endif // VNLAB_FOLDER_LOCK_H
