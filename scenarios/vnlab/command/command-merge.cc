// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-merge.h"

#include "analysis/file/replace-file.h"
#include "analysis/point/store-export.h"
#include "analysis/result/csv.h"
#include "analysis/result/result-store.h"
#include "scenarios/vnlab/sweep/store-merge.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/versions.h"

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
    RequireOwnTables(folder);
    ResultStore whole = ResultStore::Open((folder / kStoreFile).string(), GetVersions());
    StoreMerge merge(whole);
    size_t added = 0;
    for (const ResultStore& part : parts)
    {
        added += merge.Add(part);
    }
    const StoreExport content(whole);
    for (const auto& [table, name] : kCsvFiles)
    {
        ReplaceFile(folder / name,
                    [&, stem = fs::path(name).stem().string()](std::ostream& out)
                    { content.WriteTable(stem, out); });
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
        "merge", "merge several result stores into one, such as the shards of a sweep");
    merge->add_option("folder", options->folder, "folder for all results")->required();
    merge->add_option("parts", options->parts, "folders with results, or their stores")->required();
    return {merge, [options] { return Merge(*options); }};
}

} // namespace ns3::vnlab
