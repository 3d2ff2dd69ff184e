// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-export.h"

#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "analysis/point/store-export.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

struct ExportOptions
{
    std::string store;
    std::string folder{"-"};
    std::string table{"metrics"};
    bool csv{false};
    bool json{false};
    bool parquet{false};
    bool force{false};
};

void
ExportToTerminal(const StoreExport& content, const ExportOptions& options)
{
    options.csv ? content.WriteTable(options.table, std::cout) : content.WriteJson(std::cout);
}

struct ExportedFile
{
    std::string name;
    std::string_view sign; ///< that the file has, if vnlab has written it
    std::function<void(const StoreExport& content, std::ostream& out)> fill;
};

std::vector<ExportedFile>
FilesOf(const ExportOptions& options)
{
    if (options.json)
    {
        return {{"runs.jsonl", kLinesSign, [](const StoreExport& content, std::ostream& out) {
                     content.WriteJson(out);
                 }}};
    }
    std::vector<ExportedFile> files;
    for (const std::string& table : StoreExport::Tables())
    {
        files.push_back({table + ".csv",
                         table == StoreExport::kScenarios ? kScenariosSign : kTableSign,
                         [table](const StoreExport& content, std::ostream& out)
                         { content.WriteTable(table, out); }});
    }
    return files;
}

void
ExportToFolder(const StoreExport& content, const ExportOptions& options)
{
    const fs::path folder = options.folder;
    MakeFolder(folder);
    const std::vector<ExportedFile> files = FilesOf(options);
    if (!options.force)
    {
        for (const auto& [name, sign, fill] : files)
        {
            RequireOwn(folder / name, sign, "another folder, or --force");
        }
    }
    for (const auto& [name, sign, fill] : files)
    {
        ReplaceFile(folder / name, [&](std::ostream& out) { fill(content, out); });
        std::cout << VisibleText((folder / name).string()) << '\n';
    }
}

int
CommandExport(const ExportOptions& options)
{
    if (options.parquet)
    {
        throw InputError(
            {Diagnostic{.file = "--parquet",
                        .message = "is not built in, because Debian 12 has no Parquet library "
                                   "for C++; use --csv, which any tool that writes Parquet "
                                   "reads (results/README.md shows one)"}});
    }
    if (options.csv == options.json)
    {
        throw InputError(
            {Diagnostic{.file = "export", .message = "accepted is one of --csv and --json"}});
    }
    const ResultStore store = ResultStore::OpenReadOnly(StoreAt(options.store).string());
    const StoreExport content(store);
    options.folder == "-" ? ExportToTerminal(content, options) : ExportToFolder(content, options);
    return 0;
}

} // namespace

Command
MakeExportCommand(CLI::App& program)
{
    const auto options = std::make_shared<ExportOptions>();
    CLI::App* command = program.add_subcommand("export", "write results as CSV or JSON");
    command->add_option("store", options->store, "results: a folder or a store")->required();
    command->add_flag("--csv", options->csv, "write CSV tables");
    command->add_flag("--json", options->json, "write one line of JSON per run");
    command->add_flag("--parquet", options->parquet, "not built in; tells how to convert");
    command->add_option("--out", options->folder, "folder for the files, or - for the terminal")
        ->capture_default_str();
    command->add_flag("--force", options->force, "overwrite files that vnlab has not written");
    command->add_option("--table", options->table, "table that --csv writes to the terminal")
        ->check(CLI::IsMember(StoreExport::Tables()))
        ->capture_default_str();
    return {command, [options] { return CommandExport(*options); }};
}

} // namespace ns3::vnlab
