// SPDX-License-Identifier: GPL-2.0-only
// A run's results as its process hands them over. What is read is written as it reads back.
#include "analysis/result/result-json.h"
#include "test/fuzz/fuzz-input.h"

#include <stdexcept>

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    std::string written;
    try
    {
        written = ToJson(FromJson(fuzz::AsText(data, size)));
    }
    catch (const std::invalid_argument&)
    {
        return 0;
    }
    fuzz::Require(ToJson(FromJson(written)) == written, "a written result reads back");
    return 0;
}
