// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-schema.h"

#include "scenarios/vnlab/guide/json-schema.h"
#include "scenarios/vnlab/scenario/known-names.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace ns3::vnlab
{

Command
MakeSchemaCommand(CLI::App& program)
{
    return {
        program.add_subcommand("schema", "print the JSON Schema of scenario files, for editors"),
        []
        {
            std::cout << MakeJsonSchema(GatherKnownNames());
            return 0;
        }};
}

} // namespace ns3::vnlab
