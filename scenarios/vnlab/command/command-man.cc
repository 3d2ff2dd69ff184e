// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-man.h"

#include "scenarios/vnlab/guide/man-page.h"
#include "scenarios/vnlab/system/versions.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace ns3::vnlab
{

Command
MakeManCommand(CLI::App& program)
{
    return {program.add_subcommand("man", "print the manual page: vnlab man | man -l -"),
            [&program]
            {
                std::cout << ManPage(DescribeCommandLine(program), GetVersions().vnlab);
                return 0;
            }};
}

} // namespace ns3::vnlab
