// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/vlan-tag.h"

#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kAddresses = 12;

} // namespace

std::optional<BridgedFields>
BridgedFieldsOf(const Ptr<const Packet>& frame)
{
    std::array<uint8_t, headersize::kEthernet + headersize::kDot1q> head;
    const size_t size = CopyHead(frame, head);
    if (size < headersize::kEthernet)
    {
        return std::nullopt;
    }
    BridgedFields fields;
    std::copy_n(head.begin(), fields.destination.size(), fields.destination.begin());
    std::copy_n(head.begin() + 6, fields.source.size(), fields.source.begin());
    fields.isTagged = ReadBig16(&head[kAddresses]) == ethertype::kDot1q;
    if (fields.isTagged)
    {
        if (size < head.size())
        {
            return std::nullopt;
        }
        const uint16_t control = ReadBig16(&head[headersize::kEthernet]);
        fields.vlan = control & 0x0fff;
        fields.priority = static_cast<uint8_t>(control >> 13);
    }
    return fields;
}

bool
IsTagged(const Ptr<const Packet>& frame)
{
    std::array<uint8_t, headersize::kEthernet> head;
    return CopyHead(frame, head) == head.size() &&
           ReadBig16(&head[kAddresses]) == ethertype::kDot1q;
}

bool
StaysOnLink(const MacBytes& destination)
{
    constexpr std::array<uint8_t, 5> prefix{0x01, 0x80, 0xc2, 0, 0};
    return std::equal(prefix.begin(), prefix.end(), destination.begin()) && destination[5] <= 0x0f;
}

void
PushVlanTag(const Ptr<Packet>& frame, uint16_t vlan, uint8_t priority)
{
    std::array<uint8_t, kAddresses + headersize::kDot1q> head;
    CopyHead(frame, std::span(head).first(kAddresses));
    WriteBig16(&head[kAddresses], ethertype::kDot1q);
    WriteBig16(&head[kAddresses + 2], static_cast<uint16_t>(priority << 13 | vlan));
    frame->RemoveAtStart(kAddresses);
    PrependBytes(frame, head);
}

void
PopVlanTag(const Ptr<Packet>& frame)
{
    std::array<uint8_t, kAddresses> head;
    CopyHead(frame, head);
    frame->RemoveAtStart(kAddresses + headersize::kDot1q);
    PrependBytes(frame, head);
}

} // namespace ns3::vnlab
