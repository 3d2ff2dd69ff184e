// SPDX-License-Identifier: GPL-2.0-only
// Questions for entries and their answers, as a datagram brings them.
#include "model/control/map-message.h"
#include "test/fuzz/fuzz-input.h"

#include <algorithm>
#include <vector>

using namespace ns3;
using namespace ns3::vnlab;

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr size_t unread = 3; // a byte of the header that says nothing
    const auto message = MapMessage::Decode(Create<Packet>(data, static_cast<uint32_t>(size)));
    if (!message)
    {
        return 0;
    }
    const Ptr<Packet> again = message->Encode();
    std::vector<uint8_t> bytes(again->GetSize());
    again->CopyData(bytes.data(), again->GetSize());
    fuzz::Require(bytes.size() == size, "as many bytes are written as were read");
    bytes[unread] = data[unread];
    fuzz::Require(std::equal(bytes.begin(), bytes.end(), data), "they are the same");
    fuzz::Require(message->rules.Decode(EnforcementPoint::Of(HostId{0})).Touched() ==
                      message->rules.Count(),
                  "as many rules are decoded as are there");
    return 0;
}
