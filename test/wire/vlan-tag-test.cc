// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/dot1q-header.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/vlan-tag.h"
#include "test/support/real-capture.h"
#include "test/wire/wire-bytes.h"

#include "ns3/ethernet-header.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>
#include <string>
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

/// @return what tshark wrote of several tags, outermost first
std::vector<int>
NumbersOf(const std::string& list)
{
    std::vector<int> numbers;
    std::istringstream text(list);
    for (std::string number; std::getline(text, number, ',');)
    {
        numbers.push_back(std::stoi(number));
    }
    return numbers;
}

using VlanCapture = RealCapture;

TEST_F(VlanCapture, TagsOfRealFramesAreThoseThatTsharkReads)
{
    size_t tags = 0;
    for (const char* const name : {"802.1q_vlan_ipv4_tcp", "http-qinq-0", "http-vlan-0", "q-in-q"})
    {
        const std::string capture = std::string("../vlan_openflow/") + name;
        const auto packets = Packets(capture);
        const auto fields = TsharkFields(capture);
        ASSERT_EQ(packets.size(), fields.size()) << name;
        for (size_t i = 0; i < packets.size(); ++i)
        {
            const Ptr<Packet> frame =
                Create<Packet>(packets[i].data(), static_cast<uint32_t>(packets[i].size()));
            const std::vector<int> vlans = NumbersOf(fields[i][5]);
            const std::vector<int> priorities = NumbersOf(fields[i][6]);
            for (size_t tag = 0; tag < vlans.size(); ++tag, ++tags)
            {
                const BridgedFields seen = BridgedFieldsOf(frame).value();
                EXPECT_TRUE(seen.isTagged);
                EXPECT_EQ(seen.vlan, vlans[tag]) << name << ' ' << i;
                EXPECT_EQ(seen.priority, priorities[tag]) << name << ' ' << i;
                EXPECT_EQ(ToMac48(seen.source), Mac48Address(fields[i][2].c_str()));
                EXPECT_EQ(ToMac48(seen.destination), Mac48Address(fields[i][3].c_str()));
                PopVlanTag(frame);
            }
            EXPECT_FALSE(IsTagged(frame)) << name << ' ' << i;
        }
    }
    EXPECT_EQ(tags, 1 + 2 * 14 + 14 + 2 * 5u);
}

TEST(VlanTag, FramesToReservedGroupsStayOnTheirLink)
{
    for (int last = 0; last < 256; ++last)
    {
        const auto byte = static_cast<uint8_t>(last);
        EXPECT_EQ(StaysOnLink({0x01, 0x80, 0xc2, 0, 0, byte}), last <= 0x0f);
        EXPECT_FALSE(StaysOnLink({0x01, 0x80, 0xc2, 0, 1, byte}));
    }
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
