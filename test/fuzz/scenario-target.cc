// SPDX-License-Identifier: GPL-2.0-only
// Scenario files. What is read can be written, reads back, and is then written the same: stores depend
// on it.
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/fuzz/fuzz-input.h"
#include "test/fuzz/named-files.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view text = fuzz::AsText(data, size);
    if (fuzz::AsksForMany(text))
    {
        return 0;
    }
    std::string resolved;
    try
    {
        resolved =
            WriteResolved(ParseScenario(text, "lab.toml", fuzz::AllNames(), fuzz::NamedFile));
    }
    catch (const InputError&)
    {
        return 0;
    }
    const Scenario again = ParseScenario(resolved, "lab.toml", fuzz::AllNames(), fuzz::NamedFile);
    fuzz::Require(WriteResolved(again) == resolved, "a resolved scenario is its own");
    return 0;
}
