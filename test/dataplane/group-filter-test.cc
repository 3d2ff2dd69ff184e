// SPDX-License-Identifier: GPL-2.0-only
//
// Security groups at a host: what may go out and come in, in the order of its rules, and who is in a group.

#include "model/dataplane/group-filter.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/substrate/address-plan.h"
#include "model/wire/arp-frame.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr Vni kCloudSegment{9};
constexpr VnicId kWeb{0};
constexpr VnicId kDatabase{1};
constexpr VnicId kForeigner{2};
constexpr GroupId kWebs{kWeb};
constexpr GroupId kDatabases{kDatabase};
constexpr std::optional<DropReason> kPassesGroups = std::nullopt;

uint32_t
AddressOf(VnicId vnic)
{
    return 0x0a000001 + vnic.value;
}

/// Databases take UDP 53 and any ICMP from web servers; all of them are on this host, and a foreigner.
class GroupFilterTest : public testing::Test
{
  public:
    GroupFilterTest()
    {
        Port(kWeb, kWebs);
        Port(kDatabase, kDatabases);
        Port(kForeigner, {kForeigner});
        Member(kWebs, AddressOf(kWeb));
        Rule({.group = kDatabases, .remote = kWebs, .port = 53, .protocol = ipproto::kUdp});
        Rule({.group = kDatabases, .remote = kWebs, .port = 0, .protocol = ipproto::kIcmp});
    }

    void Port(VnicId vnic, GroupId group)
    {
        EXPECT_TRUE(filter.Write(kGroupPortTable,
                                 ObjectBytes(GroupPortKey{vnic}),
                                 ObjectBytes(GroupPortValue{AddressOf(vnic), group})));
    }

    void Member(GroupId group, uint32_t address)
    {
        EXPECT_TRUE(
            filter.Write(kGroupAddressTable, ObjectBytes(GroupAddressKey{group, address}), {}));
    }

    void Rule(const GroupRuleKey& rule)
    {
        EXPECT_TRUE(filter.Write(kGroupRuleTable, ObjectBytes(rule), {}));
    }

    static Ptr<Packet> Udp(VnicId from, VnicId to, uint16_t fromPort, uint16_t toPort)
    {
        return vnlab::MakeUdpFrame(UdpAddressing{.sourceMac = address_plan::VnicMac(from),
                                                 .nextHopMac = address_plan::VnicMac(to),
                                                 .source = AddressOf(from),
                                                 .destination = AddressOf(to),
                                                 .sourcePort = fromPort,
                                                 .destinationPort = toPort},
                                   Create<Packet>(4));
    }

    static FilteredFrame At(VnicId vnic, const FrameFields& fields, const Ptr<const Packet>& packet)
    {
        return {vnic, kCloudSegment, address_plan::VnicMac(vnic), fields, packet, Seconds(0)};
    }

    std::optional<DropReason> Send(VnicId from, const Ptr<const Packet>& frame)
    {
        const FrameFields fields = *FieldsOf(frame);
        return filter.FromGuest(At(from, fields, frame));
    }

    std::optional<DropReason> Arrive(VnicId to, const Ptr<const Packet>& frame)
    {
        const FrameFields fields = *FieldsOf(frame);
        return filter.ToGuest(At(to, fields, frame));
    }

    GroupFilter filter{100};
};

TEST_F(GroupFilterTest, WhatComesInTakesARuleAndWhatGoesOutNone)
{
    EXPECT_TRUE(filter.TracksConnections());
    EXPECT_EQ(Send(kWeb, Udp(kWeb, kDatabase, 4000, 53)), kPassesGroups);
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 4000, 53)), kPassesGroups);
    EXPECT_EQ(Send(kForeigner, Udp(kForeigner, kDatabase, 4000, 53)), kPassesGroups);
    EXPECT_EQ(Arrive(kDatabase, Udp(kForeigner, kDatabase, 4000, 53)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 4000, 54)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(kWeb, Udp(kDatabase, kWeb, 4000, 53)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(GroupFilterTest, AnswersComeToWhoHasAsked)
{
    EXPECT_EQ(Arrive(kWeb, Udp(kDatabase, kWeb, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Send(kWeb, Udp(kWeb, kDatabase, 4000, 53)), kPassesGroups);
    EXPECT_EQ(Arrive(kWeb, Udp(kDatabase, kWeb, 53, 4000)), kPassesGroups);
    EXPECT_EQ(Arrive(kWeb, Udp(kDatabase, kWeb, 53, 4001)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(kForeigner, Udp(kDatabase, kForeigner, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
}

/// Each counts as having asked, though what it has sent did not arrive.
TEST_F(GroupFilterTest, TwoThatBothSendOpenAWayToEachOther)
{
    EXPECT_EQ(Send(kWeb, Udp(kWeb, kForeigner, 7000, 7001)), kPassesGroups);
    EXPECT_EQ(Arrive(kForeigner, Udp(kWeb, kForeigner, 7000, 7001)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Send(kForeigner, Udp(kForeigner, kWeb, 7001, 7000)), kPassesGroups);
    EXPECT_EQ(Arrive(kWeb, Udp(kForeigner, kWeb, 7001, 7000)), kPassesGroups);
}

TEST_F(GroupFilterTest, SourcesOtherThanThePortsAreSpoofed)
{
    EXPECT_EQ(Send(kWeb, Udp(kDatabase, kForeigner, 1, 2)), VNLAB_DROP_SPOOFED_SOURCE);
    FrameFields fields = *FieldsOf(Udp(kWeb, kDatabase, 1, 2));
    const Ptr<const Packet> frame = Udp(kWeb, kDatabase, 1, 2);
    fields.source = AddressOf(kDatabase);
    EXPECT_EQ(filter.FromGuest(At(kWeb, fields, frame)), VNLAB_DROP_SPOOFED_SOURCE);
    fields = {};
    fields.isArp = true;
    fields.arpOperation = kArpRequest;
    fields.sourceMac = fields.senderMac = address_plan::VnicMac(kWeb);
    fields.senderIp = AddressOf(kDatabase);
    EXPECT_EQ(filter.FromGuest(At(kWeb, fields, frame)), VNLAB_DROP_SPOOFED_SOURCE);
    fields.senderIp = AddressOf(kWeb);
    EXPECT_EQ(filter.FromGuest(At(kWeb, fields, frame)), kPassesGroups);
    EXPECT_EQ(filter.ToGuest(At(kForeigner, fields, frame)), kPassesGroups);
    EXPECT_EQ(Send(VnicId{7}, Udp(VnicId{7}, kWeb, 1, 2)), VNLAB_DROP_SPOOFED_SOURCE); // no port
    EXPECT_EQ(Arrive(VnicId{7}, Udp(kWeb, VnicId{7}, 1, 2)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(GroupFilterTest, ErasedEntriesCountNoMoreForWhatIsOpenEither)
{
    const auto ask = [this] { return Arrive(kDatabase, Udp(kWeb, kDatabase, 4000, 53)); };
    const auto answer = [this] { return Send(kDatabase, Udp(kDatabase, kWeb, 53, 4000)); };
    EXPECT_EQ(ask(), kPassesGroups);
    EXPECT_EQ(answer(), kPassesGroups);
    const GroupAddressKey member{kWebs, AddressOf(kWeb)};
    EXPECT_TRUE(filter.Erase(kGroupAddressTable, ObjectBytes(member)));
    EXPECT_FALSE(filter.Erase(kGroupAddressTable, ObjectBytes(member)));
    EXPECT_EQ(ask(), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(answer(), VNLAB_DROP_NOT_PERMITTED);
    Member(kWebs, AddressOf(kWeb));
    Member(kWebs, AddressOf(kWeb)); // once
    EXPECT_EQ(answer(), kPassesGroups);
    const GroupRuleKey rule{
        .group = kDatabases, .remote = kWebs, .port = 53, .protocol = ipproto::kUdp};
    EXPECT_TRUE(filter.Erase(kGroupRuleTable, ObjectBytes(rule)));
    EXPECT_FALSE(filter.Erase(kGroupRuleTable, ObjectBytes(rule)));
    EXPECT_EQ(ask(), VNLAB_DROP_NOT_PERMITTED);
    Rule({.group = kDatabases, .remote = kWebs, .port = 0, .protocol = 0}); // anything
    EXPECT_EQ(ask(), kPassesGroups);
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 1, 2)), kPassesGroups);
}

/// Of tenants that have chosen the same addresses, each group has its own.
TEST_F(GroupFilterTest, AnAddressMayBeInGroupsOfSeveralTenants)
{
    const GroupId others{VnicId{30}};
    Member(others, AddressOf(kWeb));
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 4000, 53)), kPassesGroups);
    EXPECT_TRUE(
        filter.Erase(kGroupAddressTable, ObjectBytes(GroupAddressKey{kWebs, AddressOf(kWeb)})));
    EXPECT_EQ(Arrive(kDatabase, Udp(kWeb, kDatabase, 4001, 53)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(GroupFilterTest, AFullTableDropsWhatIsNewAndStateMovesWithItsVnic)
{
    for (uint16_t port = 0; port < 100; ++port)
    {
        EXPECT_EQ(Send(kWeb, Udp(kWeb, kForeigner, port, 9)), kPassesGroups);
    }
    EXPECT_EQ(Send(kForeigner, Udp(kForeigner, kWeb, 9, 200)), VNLAB_DROP_CONNECTIONS_FULL);
    GroupFilter there(1);
    filter.MoveState(kWeb, there);
    EXPECT_EQ(Send(kForeigner, Udp(kForeigner, kWeb, 9, 200)), kPassesGroups);
    filter.Clear();
    EXPECT_EQ(Send(kWeb, Udp(kWeb, kForeigner, 1, 9)), VNLAB_DROP_SPOOFED_SOURCE);
}

TEST_F(GroupFilterTest, TakesEntriesOfItsTablesAlone)
{
    EXPECT_FALSE(filter.Write(TableId::kPermit, {}, {}));
    EXPECT_FALSE(filter.Erase(TableId::kPermit, {}));
    EXPECT_FALSE(filter.Write(kGroupRuleTable, ObjectBytes(GroupPortKey{kWeb}), {}));
    EXPECT_FALSE(filter.Write(kGroupAddressTable,
                              ObjectBytes(GroupAddressKey{kWebs, 1}),
                              ObjectBytes(GroupPortKey{kWeb})));
}

} // namespace
} // namespace ns3::vnlab::test
