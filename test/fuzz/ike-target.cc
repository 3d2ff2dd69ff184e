// SPDX-License-Identifier: GPL-2.0-only
// What an end of IKEv2 takes from whoever sends in a peer's name: messages as they come, and payloads inside sealed
// ones, as a peer with the keys might send them. An input is messages, each a byte that says which of both it is, one
// for its exchange or its first payload, and a block. What can be read says the same when it is written again.
#include "model/ike/ike-peer.h"
#include "model/ike/ike-proposal.h"
#include "test/fuzz/fuzz-input.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

ike::EndSettings
SettingsOf(uint8_t own, uint8_t other)
{
    return {
        .own = {.data = {own}}, .peer = {.data = {other}}, .secret = {1}, .goesFirst = own < other};
}

/// @return whether all of it is written again: attributes that nobody knows are not
bool
IsWritten(const ike::Proposal& proposal)
{
    return std::ranges::none_of(proposal.transforms, &ike::Transform::hasOtherAttributes);
}

void
ReadBodies(const Bytes& body)
{
    const auto proposals = ike::ReadProposals(body);
    if (proposals && std::ranges::all_of(*proposals, IsWritten))
    {
        fuzz::Require(ike::ReadProposals(ike::BodyOf(*proposals)) == proposals,
                      "proposals say the same when they are written again");
    }
    if (const auto selectors = ike::ReadSelectors(body))
    {
        fuzz::Require(ike::ReadSelectors(ike::BodyOf(*selectors)) == selectors,
                      "selectors say the same when they are written again");
    }
    if (const auto notified = ike::ReadNotify(body))
    {
        fuzz::Require(ike::ReadNotify(ike::BodyOf(*notified)) == notified,
                      "a notification says the same when it is written again");
    }
    if (const auto deleted = ike::ReadDelete(body))
    {
        fuzz::Require(ike::ReadDelete(ike::BodyOf(*deleted)) == deleted,
                      "what is deleted is the same when it is written again");
    }
}

/// @return a request of a peer with the keys
Bytes
Sealed(const ike::IkeSa::Parts& parts, uint8_t exchange, const Bytes& block, uint32_t number)
{
    ike::PayloadChain chain;
    if (const auto payloads = ike::ReadPayloads(exchange, block))
    {
        for (const ike::Payload& payload : *payloads)
        {
            chain.Add(payload.type, payload.body);
        }
    }
    const ike::Header header{.initiatorSpi = parts.initiatorSpi,
                             .responderSpi = parts.responderSpi,
                             .exchange = exchange,
                             .messageId = number};
    return ike::SealMessage(header, chain, parts.keys.responderSeals, uint64_t{number} + 100);
}

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    const ike::Random random = [counter = uint8_t{0}](std::span<uint8_t> bytes) mutable
    {
        for (uint8_t& byte : bytes)
        {
            byte = ++counter;
        }
    };
    ike::Peer own(SettingsOf(1, 2), random, Seconds(1000));
    ike::Peer other(SettingsOf(2, 1), random);
    ike::Actions actions = own.Start(Time(0));
    for (bool isOwn = false; !actions.messages.empty(); isOwn = !isOwn)
    {
        actions = (isOwn ? own : other).Receive(actions.messages.front(), Time(0));
    }
    fuzz::Require(own.Sa() && other.Sa(), "two ends with one secret agree");
    const ike::IkeSa::Parts parts = other.Sa()->GetParts();
    uint32_t requests = 0;
    while (!input.AtEnd())
    {
        const bool isSealed = (input.Take<uint8_t>() & 1) != 0;
        const auto exchange = input.Take<uint8_t>();
        const Bytes block = input.Block();
        ReadBodies(block);
        own.Receive(isSealed ? Sealed(parts, exchange, block, requests++) : block, Seconds(1));
    }
    for (auto deadline = own.Deadline(); deadline && *deadline < Hours(1);
         deadline = own.Deadline())
    {
        own.Expire(*deadline);
    }
    return 0;
}
