// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-list.h"

#include "analysis/metric/metric-catalogue.h"
#include "model/design/design.h"
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
    out << "designs\n";
    for (const Design* design : AllDesigns())
    {
        PrintLine(out, design->Name(), design->Description());
    }
    out << "\ncontrol planes\n";
    for (const NamedThing& controlPlane : ControlPlanes())
    {
        PrintLine(out, controlPlane.name, controlPlane.description);
    }
    out << "\ntunnel formats\n";
    for (const NamedThing& format : TunnelFormats())
    {
        PrintLine(out, format.name, format.description);
    }
    out << "\nchanges\n";
    for (const NamedThing& change : Changes())
    {
        PrintLine(out, change.name, change.description);
    }
    out << "\nattacks\n";
    for (const NamedThing& attack : Attacks())
    {
        PrintLine(out, attack.name, attack.description);
    }
    out << "\nmonitors\n";
    for (const NamedThing& monitor : Monitors())
    {
        PrintLine(out, monitor.name, monitor.description);
    }
    out << "\ngenerators\n";
    for (const NamedThing& generator : SpecGenerators())
    {
        PrintLine(out, generator.name, generator.description);
    }
    out << "\nplacements\n";
    for (const NamedThing& placement : Placements())
    {
        PrintLine(out, placement.name, placement.description);
    }
    out << "\ncosts\n";
    for (const CostEntry* cost : AllCosts())
    {
        PrintLine(out, cost->name, cost->source);
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
                                   "generators, placements and metrics"),
            []
            {
                CommandList(std::cout);
                return 0;
            }};
}

} // namespace ns3::vnlab
