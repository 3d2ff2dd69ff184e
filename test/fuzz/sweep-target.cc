// SPDX-License-Identifier: GPL-2.0-only
// Scenario files with a [sweep]: the axes, and the first points.
#include "scenarios/vnlab/sweep/sweep-file.h"
#include "test/fuzz/fuzz-input.h"
#include "test/fuzz/named-files.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr uint64_t kPoints = 4;
    const std::string text(fuzz::AsText(data, size));
    if (fuzz::AsksForMany(text))
    {
        return 0;
    }
    try
    {
        const SweepFile sweep(text, "lab.toml");
        for (uint64_t point = 0; point < std::min(sweep.Points(), kPoints); ++point)
        {
            sweep.ParametersAt(point);
            sweep.ScenarioAt(point, fuzz::AllNames(), fuzz::NamedFile);
        }
    }
    catch (const InputError&)
    {
    }
    return 0;
}
