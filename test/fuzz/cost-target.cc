// SPDX-License-Identifier: GPL-2.0-only
// Files of costs.
#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-reader.h"
#include "scenarios/vnlab/scenario/toml-document.h"
#include "test/fuzz/fuzz-input.h"

#include <cmath>

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const KnownNames known = GatherKnownNames();
    try
    {
        ScenarioProblems problems("costs.toml");
        const auto costs =
            ReadCosts(ParseDocument(fuzz::AsText(data, size), "costs.toml"), known, problems);
        problems.ThrowIfAny();
        for (const auto& [name, cost] : costs)
        {
            fuzz::Require(std::isfinite(cost) && cost >= 0, "a cost is a number from 0 on");
        }
    }
    catch (const InputError&)
    {
    }
    return 0;
}
