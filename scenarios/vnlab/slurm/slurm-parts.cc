// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-parts.h"

#include "scenarios/vnlab/sweep/store-merge.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <system_error>
#include <vector>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

std::vector<fs::path>
FoldersIn(const fs::path& folder)
{
    std::error_code none;
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
    {
        if (entry.is_directory())
        {
            folders.push_back(entry.path());
        }
    }
    return folders;
}

/// Removes a part, the store last: until then it is found again.
void
Remove(const fs::path& part)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(part))
    {
        if (!entry.is_directory() && entry.path().filename() != kStoreFile)
        {
            files.push_back(entry.path());
        }
    }
    files.push_back(part / kStoreFile);
    for (const fs::path& file : files)
    {
        fs::remove(file);
    }
    std::error_code keep; // it stays where a log does
    fs::remove(part, keep);
    fs::remove(part.parent_path(), keep);
}

} // namespace

void
CollectParts(const fs::path& folder,
             ResultStore& whole,
             const std::function<void(const RunResult&)>& taken)
{
    StoreMerge merge(whole);
    for (const fs::path& split : FoldersIn(folder))
    {
        for (const fs::path& part : FoldersIn(split))
        {
            if (!fs::exists(part / kStoreFile))
            {
                continue;
            }
            const FolderLock lock(part);
            merge.Add(ResultStore::Open((part / kStoreFile).string(), {}), taken);
            Remove(part);
        }
    }
}

} // namespace ns3::vnlab
