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

constexpr uint32_t
MaskOf(const Ipv4Prefix& prefix)
{
    return prefix.length == 0 ? 0 : UINT32_MAX << (32 - prefix.length);
}

/// @return a match on how an IPv4 packet enters, and on nothing else of it
FlowKey
EntranceKey(const SiteEntrance& by, uint16_t priority)
{
    return {.value = {.inPort = by.inPort,
                      .tunnelId = by.tunnelId,
                      .etherType = ethertype::kIpv4,
                      .etherSource = by.source.value_or(MacBytes{})},
            .mask = {.inPort = by.inPort != 0 ? UINT32_MAX : 0,
                     .tunnelId = by.tunnelId != 0 ? UINT32_MAX : 0,
                     .etherType = UINT16_MAX,
                     .etherSource = by.source ? kWholeMac : MacBytes{}},
            .priority = priority};
}

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
ToSiteKey(const SiteEntrance& by, uint32_t from, const Ipv4Prefix& site)
{
    FlowKey key = EntranceKey(by, kToSitePriority);
    key.value.ipv4Source = from;
    key.mask.ipv4Source = UINT32_MAX;
    key.value.ipv4Destination = site.base;
    key.mask.ipv4Destination = MaskOf(site);
    return key;
}

FlowKey
FromSiteKey(const SiteEntrance& by, const Ipv4Prefix& site, uint32_t to)
{
    FlowKey key = EntranceKey(by, kFromSitePriority);
    key.value.ipv4Source = site.base;
    key.mask.ipv4Source = MaskOf(site);
    key.value.ipv4Destination = to;
    key.mask.ipv4Destination = UINT32_MAX;
    return key;
}

FlowKey
RouteKey(std::optional<uint32_t> inPort, const Ipv4Prefix& to)
{
    return {.value = {.inPort = inPort.value_or(0),
                      .ipv4Destination = to.base,
                      .etherType = ethertype::kIpv4},
            .mask = {.inPort = inPort ? UINT32_MAX : 0,
                     .ipv4Destination = MaskOf(to),
                     .etherType = UINT16_MAX},
            .priority = static_cast<uint16_t>(kRoutePriority + to.length)};
}

} // namespace ns3::vnlab
