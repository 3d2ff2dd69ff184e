// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-new.h"

#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/guide/starter-scenario.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/system/shell-text.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>

namespace ns3::vnlab
{

namespace
{

[[noreturn]] void
Refuse(const std::string& path, const std::string& why)
{
    throw InputError({{.file = path, .message = why}});
}

void
WriteNewFile(const std::string& path, const std::string& text)
{
    std::FILE* const file = std::fopen(path.c_str(), "wx"); // never an existing one
    if (!file)
    {
        Refuse(path,
               errno == EEXIST ? "already exists; not overwritten"
                               : std::string("cannot be written: ") + std::strerror(errno));
    }
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const bool closed = std::fclose(file) == 0;
    if (!written || !closed)
    {
        const int problem = errno;
        std::remove(path.c_str());
        Refuse(path, std::string("cannot be written: ") + std::strerror(problem));
    }
}

} // namespace

Command
MakeNewCommand(CLI::App& program)
{
    const auto path = std::make_shared<std::string>("scenario.toml");
    CLI::App* create = program.add_subcommand("new", "write a scenario file to start from");
    create->add_option("file", *path, "file to write, or - for the terminal")
        ->capture_default_str();
    return {create,
            [path]
            {
                const std::string text = StarterScenario(GatherKnownNames());
                if (*path == "-")
                {
                    std::cout << text;
                    return 0;
                }
                WriteNewFile(*path, text);
                std::cout << VisibleText(*path) << ": written; next: vnlab run "
                          << VisibleText(ShellText(*path)) << '\n';
                return 0;
            }};
}

} // namespace ns3::vnlab
