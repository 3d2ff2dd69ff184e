// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/command-merge.h"

#include "analysis/result-store.h"
#include "scenarios/folder-lock.h"
#include "scenarios/output-folder.h"
#include "scenarios/store-merge.h"
#include "scenarios/versions.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

struct MergeOptions
{
    std::string folder;
    std::vector<std::string> parts;
};

/// @return the store that a folder for results has, or the file itself
fs::path
StoreAt(const fs::path& path)
{
    return fs::is_directory(path) ? path / kStoreFile : path;
}

int
Merge(const MergeOptions& options)
{
    std::vector<ResultStore> parts;
    for (const std::string& part : options.parts) // all are looked at before anything is written
    {
        parts.push_back(ResultStore::OpenReadOnly(StoreAt(part).string()));
    }
    const fs::path folder = options.folder;
    MakeFolder(folder);
    const FolderLock lock(folder);
    ResultStore whole = ResultStore::Open((folder / kStoreFile).string(), GetVersions());
    StoreMerge merge(whole);
    size_t added = 0;
    for (const ResultStore& part : parts)
    {
        added += merge.Add(part);
    }
    std::cout << added << " runs added, " << merge.Runs() << " in " << folder.string() << '\n';
    return 0;
}

} // namespace

Command
MakeMergeCommand(CLI::App& program)
{
    const auto options = std::make_shared<MergeOptions>();
    CLI::App* merge = program.add_subcommand(
        "merge", "put the results of several stores into one, such as the shards of a sweep");
    merge->add_option("folder", options->folder, "folder for all results")->required();
    merge->add_option("parts", options->parts, "folders with results, or their stores")->required();
    return {merge, [options] { return Merge(*options); }};
}

} // namespace ns3::vnlab
