// SPDX-License-Identifier: GPL-2.0-only
// Specifications in the DOT language.
#include "model/input/input-error.h"
#include "model/spec/spec-reader.h"
#include "test/fuzz/fuzz-input.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    try
    {
        ReadSpecification(fuzz::AsText(data, size), SpecFormat::kDot, "input.dot");
    }
    catch (const InputError&)
    {
    }
    return 0;
}
