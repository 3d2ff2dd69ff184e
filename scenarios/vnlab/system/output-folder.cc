// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/output-folder.h"

#include "analysis/file/input-file.h"
#include "analysis/file/own-file.h"
#include "analysis/result/csv.h"
#include "model/input/input-error.h"

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
    return IsFolder(path.string()) ? path / kStoreFile : path;
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
RequireOwnTables(const fs::path& folder)
{
    for (const auto& [table, name] : kCsvFiles)
    {
        RequireOwn(folder / name, kTableSign, "another folder");
    }
}

} // namespace ns3::vnlab
