// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/settle-time.h"
#include "test/benchmark/section.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

using namespace ns3::vnlab::benchmark;

namespace
{

struct NamedSection
{
    std::string_view name;
    void (*measure)();
};

constexpr NamedSection kSections[] = {{"packets", MeasurePackets},
                                      {"hops", MeasureHops},
                                      {"memory", MeasureMemory},
                                      {"building", MeasureBuilding},
                                      {"changes", MeasureChanges},
                                      {"sweeps", MeasureSweeps},
                                      {"paths", MeasurePaths}};

} // namespace

/// Measures the sections that are named on the command line, or all.
int
main(int argc, char** argv)
{
    const std::vector<std::string_view> wanted(argv + 1, argv + argc);
    for (const std::string_view name : wanted)
    {
        if (std::ranges::find(kSections, name, &NamedSection::name) == std::end(kSections))
        {
            std::cerr << "there is no section '" << name
                      << "'; accepted are packets, hops, memory, building, changes, sweeps, "
                         "paths\n";
            return 2;
        }
    }
    ns3::vnlab::SettleTime(); // as vnlab does
    try
    {
        PrintMachine();
        for (const NamedSection& section : kSections)
        {
            if (wanted.empty() || std::ranges::find(wanted, section.name) != wanted.end())
            {
                section.measure();
            }
        }
    }
    catch (const std::exception& error)
    {
        std::cerr << "vnlab-bench: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
