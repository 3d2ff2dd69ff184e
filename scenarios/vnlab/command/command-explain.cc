// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-explain.h"

#include "scenarios/vnlab/guide/explanation.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

namespace ns3::vnlab
{

Command
MakeExplainCommand(CLI::App& program)
{
    const auto name = std::make_shared<std::string>();
    CLI::App* explain = program.add_subcommand("explain", "explain a name");
    explain
        ->add_option(
            "name",
            *name,
            "key of the scenario file, metric, design, attack, capability, generator, cost "
            "or drop reason")
        ->required();
    return {explain,
            [name]
            {
                std::cout << Explain(*name);
                return 0;
            }};
}

} // namespace ns3::vnlab
