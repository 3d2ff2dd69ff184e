// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-export.h"

#include "analysis/point/store-export.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <stdexcept>

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
};

void
ExportToTerminal(const StoreExport& content, const ExportOptions& options)
{
    options.csv ? content.WriteTable(options.table, std::cout) : content.WriteJson(std::cout);
    std::cout.flush();
    if (!std::cout)
    {
        throw std::runtime_error("could not write all results");
    }
}

void
ExportToFolder(const StoreExport& content, const ExportOptions& options)
{
    const fs::path folder = options.folder;
    MakeFolder(folder);
    const auto write = [&folder](const std::string& name, const auto& fill)
    {
        WriteFile(folder / name, fill);
        std::cout << VisibleText((folder / name).string()) << '\n';
    };
    if (options.json)
    {
        write("runs.jsonl", [&](std::ostream& out) { content.WriteJson(out); });
        return;
    }
    for (const std::string& table : StoreExport::Tables())
    {
        write(table + ".csv", [&](std::ostream& out) { content.WriteTable(table, out); });
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
    command->add_option("--table", options->table, "table that --csv writes to the terminal")
        ->check(CLI::IsMember(StoreExport::Tables()))
        ->capture_default_str();
    return {command, [options] { return CommandExport(*options); }};
}

} // namespace ns3::vnlab
