// SPDX-License-Identifier: GPL-2.0-only
//
// The firewall of label identities: whom it knows a sender by, which end decides what, and how much it holds.

#include "model/dataplane/label-filter.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr Vni kLabelled{9};
constexpr VnicId kHere{0};
constexpr uint32_t kHereIp = 0x0a000001;
constexpr uint32_t kThereIp = 0x0a000002;
constexpr uint32_t kUnknownIp = 0x0a000009;
constexpr MacBytes kHereMac = address_plan::VnicMac(kHere);
constexpr MacBytes kThereMac = address_plan::VnicMac(VnicId{1});
constexpr IdentityNumber kOwn = 300;
constexpr IdentityNumber kPeer = 301;
constexpr IdentityNumber kOther = 302;

/// A vNIC that may ask the identity kPeer for udp/53, and nothing of it may ask anything else.
class LabelFilterTest : public testing::Test
{
  protected:
    LabelFilterTest()
        : m_filter(2, 100)
    {
        Write(kLabelPortTable, LabelPortKey{kHere}, LabelPortValue{kHereIp, kOwn});
        Write(kLabelAddressTable, LabelAddressKey{kLabelled, kThereIp}, LabelAddressValue{kPeer});
        EXPECT_TRUE(WritePolicy(53, PolicyDirection::kEgress));
    }

    template <class Key, class Value>
    void Write(TableId table, const Key& key, const Value& value)
    {
        ASSERT_TRUE(m_filter.Write(table, ObjectBytes(key), ObjectBytes(value)));
    }

    bool WritePolicy(uint16_t port, PolicyDirection direction)
    {
        return m_filter.Write(kLabelPolicyTable, ObjectBytes(PolicyOf(port, direction)), {});
    }

    static LabelPolicyKey PolicyOf(uint16_t port, PolicyDirection direction)
    {
        return {.vnic = kHere,
                .identity = kPeer,
                .port = port,
                .protocol = ipproto::kUdp,
                .direction = direction};
    }

    /// @return what becomes of a datagram from here
    std::optional<DropReason> Send(uint32_t to, uint16_t fromPort, uint16_t toPort)
    {
        return Decide(&FrameFilter::FromGuest, {kHereIp, to, fromPort, toPort}, 0);
    }

    /// @return what becomes of one to here, with a number in its tunnel
    std::optional<DropReason> Receive(IdentityNumber policy, uint16_t fromPort, uint16_t toPort)
    {
        return Decide(&FrameFilter::ToGuest, {kThereIp, kHereIp, fromPort, toPort}, policy);
    }

    struct Datagram
    {
        uint32_t from;
        uint32_t to;
        uint16_t fromPort;
        uint16_t toPort;
    };

    std::optional<DropReason> Decide(
        std::optional<DropReason> (FrameFilter::*decide)(const FilteredFrame&),
        const Datagram& datagram,
        uint16_t policy)
    {
        const bool isOwn = datagram.from == kHereIp;
        const Ptr<const Packet> packet =
            vnlab::MakeUdpFrame(UdpAddressing{.sourceMac = isOwn ? kHereMac : kThereMac,
                                              .nextHopMac = isOwn ? kThereMac : kHereMac,
                                              .source = datagram.from,
                                              .destination = datagram.to,
                                              .sourcePort = datagram.fromPort,
                                              .destinationPort = datagram.toPort},
                                Create<Packet>(8));
        const FrameFields fields = *FieldsOf(packet);
        return (m_filter.*decide)({.vnic = kHere,
                                   .vni = kLabelled,
                                   .port = kHereMac,
                                   .fields = fields,
                                   .packet = packet,
                                   .now = Seconds(1),
                                   .policy = policy});
    }

    LabelFilter m_filter;
};

TEST_F(LabelFilterTest, TheSendersHostDecidesWhereItKnowsTheReceiver)
{
    EXPECT_EQ(Send(kThereIp, 1000, 53), std::nullopt);
    EXPECT_EQ(Send(kThereIp, 1000, 54), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Send(kUnknownIp, 1000, 54), std::nullopt); // whose host decides
    EXPECT_EQ(m_filter.PolicyOf(kHere), kOwn);
    EXPECT_EQ(m_filter.PolicyOf(VnicId{7}), 0);
}

TEST_F(LabelFilterTest, TheReceiversHostKnowsTheSenderByItsNumber)
{
    ASSERT_TRUE(WritePolicy(80, PolicyDirection::kIngress));
    EXPECT_EQ(Receive(kPeer, 1000, 80), std::nullopt);
    EXPECT_EQ(Receive(kOther, 1001, 80), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Receive(0, 1002, 80), VNLAB_DROP_NOT_PERMITTED);     // no number came
    EXPECT_EQ(Receive(kPeer, 80, 1003), VNLAB_DROP_NOT_PERMITTED); // a port of its own is no answer
}

TEST_F(LabelFilterTest, AnswersPassToWhoHasAskedAndNobodyElsesDo)
{
    EXPECT_EQ(Receive(kPeer, 53, 1000), VNLAB_DROP_NOT_PERMITTED);
    ASSERT_EQ(Send(kThereIp, 1000, 53), std::nullopt);
    EXPECT_EQ(Receive(kPeer, 53, 1000), std::nullopt);
    EXPECT_EQ(Receive(kOther, 53, 1000), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Receive(kPeer, 53, 1001), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(LabelFilterTest, WhatIsTakenFromTheMapEndsAtOnce)
{
    ASSERT_EQ(Send(kThereIp, 1000, 53), std::nullopt);
    const LabelPolicyKey key = PolicyOf(53, PolicyDirection::kEgress);
    EXPECT_TRUE(m_filter.Erase(kLabelPolicyTable, ObjectBytes(key)));
    EXPECT_FALSE(m_filter.Erase(kLabelPolicyTable, ObjectBytes(key)));
    EXPECT_EQ(Send(kThereIp, 1000, 53), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Receive(kPeer, 53, 1000), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(LabelFilterTest, AMapHoldsSoManyEntriesOfItsVnic)
{
    EXPECT_TRUE(WritePolicy(80, PolicyDirection::kIngress));
    EXPECT_FALSE(WritePolicy(81, PolicyDirection::kIngress));
    EXPECT_TRUE(WritePolicy(80, PolicyDirection::kIngress)); // it is there
    EXPECT_TRUE(
        m_filter.Erase(kLabelPolicyTable, ObjectBytes(PolicyOf(53, PolicyDirection::kEgress))));
    EXPECT_TRUE(WritePolicy(81, PolicyDirection::kIngress));
}

TEST_F(LabelFilterTest, AVnicSendsFromItsAddressAlone)
{
    EXPECT_EQ(Decide(&FrameFilter::FromGuest, {kUnknownIp, kThereIp, 1, 53}, 0),
              VNLAB_DROP_SPOOFED_SOURCE);
}

} // namespace
} // namespace ns3::vnlab::test
