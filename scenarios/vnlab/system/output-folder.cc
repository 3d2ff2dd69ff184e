// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/output-folder.h"

#include "model/input/input-error.h"

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace ns3::vnlab
{

namespace fs = std::filesystem;

fs::path
FolderFor(const std::string& wanted, const std::string& scenarioFile)
{
    return wanted.empty() ? fs::path("results") / fs::path(scenarioFile).stem() : fs::path(wanted);
}

fs::path
StoreAt(const fs::path& path)
{
    return fs::is_directory(path) ? path / kStoreFile : path;
}

void
MakeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
    {
        throw InputError({{.file = folder.string(),
                           .message = "cannot make the folder for results: " + error.message()}});
    }
}

void
WriteFile(const fs::path& path, const std::function<void(std::ostream&)>& write)
{
    std::ofstream file(path, std::ios::binary);
    write(file);
    file.close();
    if (!file)
    {
        throw std::runtime_error(path.string() + ": cannot be written");
    }
}

} // namespace ns3::vnlab
