// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/command-check.h"

#include "scenarios/command-run.h"
#include "scenarios/known-names.h"
#include "scenarios/scenario-parser.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

namespace ns3::vnlab
{

Command
MakeCheckCommand(CLI::App& program)
{
    const auto file = std::make_shared<std::string>();
    CLI::App* check = program.add_subcommand("check", "validate a scenario file, and nothing else");
    check->add_option("file", *file, "scenario file (TOML)")->required();
    return {check,
            [file]
            {
                PrintWarnings(LoadScenario(*file, GatherKnownNames()), std::cerr);
                std::cout << *file << ": fine\n";
                return 0;
            }};
}

} // namespace ns3::vnlab
