// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEMPORARY_FOLDER_H
#define VNLAB_TEMPORARY_FOLDER_H

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>
#include <string>

namespace ns3::vnlab
{

/// An empty folder that goes with everything in it when the test ends.
class TemporaryFolder
{
  public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "vnlab-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
        {
            throw std::runtime_error("no temporary folder");
        }
        path = name;
    }

    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, ignored);
        std::filesystem::remove_all(path, ignored);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    /// @return the path of @p name in the folder
    std::string operator/(const std::string& name) const
    {
        return (path / name).string();
    }

    std::filesystem::path path;
};

/// @return all bytes of the file; empty if there is none
inline std::string
ReadFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace ns3::vnlab

#endif // VNLAB_TEMPORARY_FOLDER_H
