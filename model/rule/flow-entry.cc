// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/flow-entry.h"

#include "model/wire/protocol-numbers.h"

#include <bit>
#include <type_traits>

namespace ns3::vnlab
{

namespace
{

static_assert(std::has_unique_object_representations_v<FlowFields>);
static_assert(std::has_unique_object_representations_v<FlowKey>);
static_assert(std::has_unique_object_representations_v<FlowActions>);

using FlowWords = std::array<uint64_t, sizeof(FlowFields) / sizeof(uint64_t)>;

static_assert(sizeof(FlowWords) == sizeof(FlowFields));

constexpr MacBytes kWholeMac = kBroadcastMac;

} // namespace

FlowFields
PacketFields(const FrameFields& frame, uint32_t inPort, uint32_t tunnelId)
{
    return {.inPort = inPort,
            .tunnelId = tunnelId,
            .ipv4Source = frame.source,
            .ipv4Destination = frame.destination,
            .etherType = frame.etherType,
            .vlanId = frame.vlanId,
            .sourcePort = frame.sourcePort,
            .destinationPort = frame.destinationPort,
            .etherSource = frame.sourceMac,
            .etherDestination = frame.destinationMac,
            .protocol = frame.protocol};
}

FlowFields
Masked(const FlowFields& fields, const FlowFields& mask)
{
    auto words = std::bit_cast<FlowWords>(fields);
    const auto ones = std::bit_cast<FlowWords>(mask);
    for (size_t i = 0; i < words.size(); ++i)
    {
        words[i] &= ones[i];
    }
    return std::bit_cast<FlowFields>(words);
}

bool
Overlap(const FlowKey& one, const FlowKey& other)
{
    const FlowFields common = Masked(one.mask, other.mask);
    return Masked(one.value, common) == Masked(other.value, common);
}

FlowKey
SendKey(uint32_t inPort, const MacBytes& source, uint32_t from, uint32_t to)
{
    return {.value = {.inPort = inPort,
                      .ipv4Source = from,
                      .ipv4Destination = to,
                      .etherType = ethertype::kIpv4,
                      .etherSource = source},
            .mask = {.inPort = UINT32_MAX,
                     .ipv4Source = UINT32_MAX,
                     .ipv4Destination = UINT32_MAX,
                     .etherType = UINT16_MAX,
                     .etherSource = kWholeMac},
            .priority = kSendPriority};
}

FlowKey
ReceiveKey(uint32_t tunnelId, uint32_t from, uint32_t to)
{
    return {.value = {.tunnelId = tunnelId,
                      .ipv4Source = from,
                      .ipv4Destination = to,
                      .etherType = ethertype::kIpv4},
            .mask = {.tunnelId = UINT32_MAX,
                     .ipv4Source = UINT32_MAX,
                     .ipv4Destination = UINT32_MAX,
                     .etherType = UINT16_MAX},
            .priority = kReceivePriority};
}

FlowKey
PassOnKey(uint32_t tunnelId, uint32_t from, uint32_t to, const MacBytes& by)
{
    FlowKey key = ReceiveKey(tunnelId, from, to);
    key.priority = kPassOnPriority;
    key.value.etherDestination = by;
    key.mask.etherDestination.fill(0xff);
    return key;
}

FlowKey
RouteKey(std::optional<uint32_t> inPort, const Ipv4Prefix& to)
{
    const uint32_t fixed = to.length == 0 ? 0 : UINT32_MAX << (32 - to.length);
    return {.value = {.inPort = inPort.value_or(0),
                      .ipv4Destination = to.base,
                      .etherType = ethertype::kIpv4},
            .mask = {.inPort = inPort ? UINT32_MAX : 0,
                     .ipv4Destination = fixed,
                     .etherType = UINT16_MAX},
            .priority = static_cast<uint16_t>(kRoutePriority + to.length)};
}

} // namespace ns3::vnlab
