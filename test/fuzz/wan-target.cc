// SPDX-License-Identifier: GPL-2.0-only
// How data centers are joined, in GraphML as the Topology Zoo has it.
#include "model/input/input-error.h"
#include "model/substrate/wan-graph.h"
#include "test/fuzz/fuzz-input.h"

using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    try
    {
        const WanGraph wan = ReadWan(fuzz::AsText(data, size), "input.graphml", 5'000'000);
        fuzz::Require(!wan.names.empty(), "a WAN has a data center");
        for (const WanLink& link : wan.links)
        {
            fuzz::Require(link.a < wan.names.size() && link.b < wan.names.size(),
                          "a link's ends are data centers");
        }
    }
    catch (const InputError&)
    {
    }
    return 0;
}
