// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FILE_LOCK_H
#define VNLAB_FILE_LOCK_H

#include <filesystem>
#include <string>

namespace ns3::vnlab
{

/// A file that one process has at a time: it goes with its owner, and is free once that has ended,
/// however.
class FileLock
{
  public:
    /**
     * @param path of the file that stands for the lock
     * @param file that a refusal names
     * @param taken what is said where another process has it
     * @throws InputError where another process has it, or it cannot be made
     */
    FileLock(const std::filesystem::path& path, const std::string& file, const std::string& taken);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

  private:
    std::filesystem::path m_path;
    int m_descriptor;
};

/// Keeps a second process from writing results into a folder.
class FolderLock : public FileLock
{
  public:
    /// @throws InputError where another process has it, or the folder cannot be written
    explicit FolderLock(const std::filesystem::path& folder);
};

} // namespace ns3::vnlab

#endif // VNLAB_FILE_LOCK_H
