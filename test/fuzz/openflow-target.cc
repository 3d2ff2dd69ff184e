// SPDX-License-Identifier: GPL-2.0-only
// OpenFlow messages, as a controller or a switch sends them.
#include "model/protocol/openflow-message.h"
#include "test/fuzz/fuzz-input.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto message = openflow::Decode({data, size});
    if (!message)
    {
        return 0;
    }
    const auto again = openflow::Decode(openflow::Encode(*message));
    fuzz::Require(again == message, "what is read is written, and read again");
    return 0;
}
