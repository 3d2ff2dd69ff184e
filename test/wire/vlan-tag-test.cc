// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/dot1q-header.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/vlan-tag.h"
#include "test/wire/wire-bytes.h"

#include "ns3/ethernet-header.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// An independent way to the same bytes: ns-3's header and ours as headers.
Ptr<Packet>
TaggedByHeaders(const std::vector<uint8_t>& payload, uint16_t vlan, uint8_t priority)
{
    Ptr<Packet> packet = Create<Packet>(payload.data(), payload.size());
    Dot1qHeader tag;
    tag.SetVlanId(vlan);
    tag.SetPriority(priority);
    tag.SetEtherType(ethertype::kIpv4);
    packet->AddHeader(tag);
    EthernetHeader ethernet(false);
    ethernet.SetDestination("06:00:00:00:00:01");
    ethernet.SetSource("06:00:00:00:00:02");
    ethernet.SetLengthType(ethertype::kDot1q);
    packet->AddHeader(ethernet);
    return packet;
}

RC_GTEST_PROP(VlanTag, PushedTagIsTheHeadersAndPoppedLeavesTheFrame, ())
{
    const auto payload = *rc::gen::arbitrary<std::vector<uint8_t>>();
    const auto vlan = *rc::gen::inRange<uint16_t>(0, 4096);
    const auto priority = *rc::gen::inRange<uint8_t>(0, 8);
    Ptr<Packet> frame = Create<Packet>(payload.data(), payload.size());
    EthernetHeader ethernet(false);
    ethernet.SetDestination("06:00:00:00:00:01");
    ethernet.SetSource("06:00:00:00:00:02");
    ethernet.SetLengthType(ethertype::kIpv4);
    frame->AddHeader(ethernet);
    const Bytes before = BytesOf(frame);
    RC_ASSERT(!IsTagged(frame));

    PushVlanTag(frame, vlan, priority);
    RC_ASSERT(BytesOf(frame) == BytesOf(TaggedByHeaders(payload, vlan, priority)));
    const auto fields = BridgedFieldsOf(frame);
    RC_ASSERT(fields.has_value() && fields->isTagged && IsTagged(frame));
    RC_ASSERT(fields->vlan == vlan);
    RC_ASSERT(fields->priority == priority);
    RC_ASSERT(fields->destination == (MacBytes{6, 0, 0, 0, 0, 1}));
    RC_ASSERT(fields->source == (MacBytes{6, 0, 0, 0, 0, 2}));

    PopVlanTag(frame);
    RC_ASSERT(BytesOf(frame) == before);
}

TEST(VlanTag, HeadersThatEndEarlyAreNone)
{
    const std::vector<uint8_t> bytes{6, 0, 0, 0, 0, 1, 6, 0, 0, 0, 0, 2, 0x81, 0, 0, 7, 8};
    for (uint32_t size = 0; size < bytes.size(); ++size)
    {
        EXPECT_EQ(BridgedFieldsOf(Create<Packet>(bytes.data(), size)), std::nullopt) << size;
    }
}

} // namespace
} // namespace ns3::vnlab::test
