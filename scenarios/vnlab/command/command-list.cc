// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-list.h"

#include "analysis/metric/metric-catalogue.h"
#include "model/key/cost-preset.h"
#include "model/key/cost-table.h"
#include "scenarios/vnlab/scenario/known-names.h"

#include <CLI/CLI.hpp>
#include <iomanip>
#include <iostream>
#include <string>

namespace ns3::vnlab
{

namespace
{

void
PrintLine(std::ostream& out, std::string_view name, std::string_view description)
{
    out << "  " << std::left << std::setw(32) << name << ' ' << description << '\n';
}

} // namespace

void
CommandList(std::ostream& out)
{
    for (const NamedThings& seam : AllNamedThings())
    {
        out << seam.heading << '\n';
        for (const NamedThing& thing : seam.things)
        {
            PrintLine(out, thing.name, thing.description);
        }
        out << '\n';
    }
    out << "costs\n";
    for (const CostEntry* cost : AllCosts())
    {
        PrintLine(out, cost->name, cost->source);
    }
    out << "\npresets of costs\n";
    for (const CostPreset* preset : AllCostPresets())
    {
        PrintLine(out, preset->name, preset->description);
    }
    out << "\nmetrics\n";
    for (const Metric& metric : Metrics())
    {
        PrintLine(out, metric.name, metric.definition);
    }
}

Command
MakeListCommand(CLI::App& program)
{
    return {program.add_subcommand("list",
                                   "list designs and their parts, changes, attacks, monitors, "
                                   "servers, generators, placements, costs, their presets and "
                                   "metrics"),
            []
            {
                CommandList(std::cout);
                return 0;
            }};
}

} // namespace ns3::vnlab
