// SPDX-License-Identifier: GPL-2.0-only
// Gate files.
#include "model/input/input-error.h"
#include "scenarios/vnlab/gate/gate-file.h"
#include "test/fuzz/fuzz-input.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    try
    {
        ParseGates(fuzz::AsText(data, size), "gates.toml", {"flat", "vxlan", "linkwire"});
    }
    catch (const InputError&)
    {
    }
    return 0;
}
