// SPDX-License-Identifier: GPL-2.0-only
//
// The identity firewall with memory: an answer is what somebody asked for; what it remembers, of which vNIC, and
// for how long.

#include "model/dataplane/identity-filter.h"
#include "model/ip/packet-fields.h"
#include "model/ip/tcp-segment.h"
#include "model/ip/udp-frame.h"
#include "model/population.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tcp-fields.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr Vni kLan{9};
constexpr uint32_t kOneIp = 0x0a000001;
constexpr uint32_t kTwoIp = 0x0a000002;
constexpr uint32_t kBoxIp = 0x0a000003;
constexpr MacBytes kOneMac = address_plan::VnicMac(VnicId{0});
constexpr MacBytes kTwoMac = address_plan::VnicMac(VnicId{1});
constexpr MacBytes kBoxMac = address_plan::VnicMac(VnicId{2});
constexpr UuidBytes kOneUuid{1};
constexpr UuidBytes kTwoUuid{2};
constexpr UuidBytes kBoxUuid{3};
constexpr uint8_t kSyn = tcpflag::kSyn;
constexpr uint8_t kSynAck = tcpflag::kSyn | tcpflag::kAck;
constexpr uint8_t kAck = tcpflag::kAck;
constexpr uint8_t kFinAck = tcpflag::kFin | tcpflag::kAck;
constexpr uint8_t kResetAck = tcpflag::kReset | tcpflag::kAck;
constexpr std::optional<DropReason> kGoesOn = std::nullopt;

/// One and two may speak DNS over UDP and HTTP; both are known here.
class StatefulFilterTest : public testing::Test
{
  public:
    explicit StatefulFilterTest(uint32_t connections = 100)
        : filter(connections)
    {
        Fill(filter);
    }

    static void Fill(IdentityFilter& filter)
    {
        Write(filter,
              TableId::kIdentity,
              SegmentMacKey{kLan, kOneMac},
              IdentityValue{kOneUuid, kOneIp});
        Write(filter,
              TableId::kIdentity,
              SegmentMacKey{kLan, kTwoMac},
              IdentityValue{kTwoUuid, kTwoIp});
        Permit(filter, 53);
    }

    static void Permit(IdentityFilter& filter, uint16_t udp)
    {
        const PermitValue value{{{{.port = udp, .protocol = ipproto::kUdp, .used = 1},
                                  {.port = 80, .protocol = ipproto::kTcp, .used = 1}}}};
        Write(filter, TableId::kPermit, PermitKey{kOneUuid, kTwoUuid}, value);
        Write(filter, TableId::kPermit, PermitKey{kTwoUuid, kOneUuid}, value);
    }

    template <class Key, class Value>
    static void Write(IdentityFilter& filter, TableId table, const Key& key, const Value& value)
    {
        ASSERT_TRUE(filter.Write(table, ObjectBytes(key), ObjectBytes(value)));
    }

    static Ptr<Packet> Udp(bool fromOne, uint16_t from, uint16_t to)
    {
        return vnlab::MakeUdpFrame(UdpAddressing{.sourceMac = fromOne ? kOneMac : kTwoMac,
                                                 .nextHopMac = fromOne ? kTwoMac : kOneMac,
                                                 .source = fromOne ? kOneIp : kTwoIp,
                                                 .destination = fromOne ? kTwoIp : kOneIp,
                                                 .sourcePort = from,
                                                 .destinationPort = to},
                                   Create<Packet>(4));
    }

    /// @return a segment between a port of one's and two's port 80, whose checksum nobody reads
    static Ptr<Packet> Tcp(bool fromOne, uint8_t flags, uint16_t port = 4000)
    {
        constexpr size_t flagsInFrame = 14 + 20 + 13;
        Bytes bytes =
            BytesOfPacket(MakeFrame(TcpSegment{.sourceMac = fromOne ? kOneMac : kTwoMac,
                                               .destinationMac = fromOne ? kTwoMac : kOneMac,
                                               .source = fromOne ? kOneIp : kTwoIp,
                                               .destination = fromOne ? kTwoIp : kOneIp,
                                               .sourcePort = fromOne ? port : uint16_t{80},
                                               .destinationPort = fromOne ? uint16_t{80} : port,
                                               .payload = Create<Packet>()}));
        bytes[flagsInFrame] = flags;
        return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    }

    static FilteredFrame At(const MacBytes& port,
                            const FrameFields& fields,
                            const Ptr<const Packet>& packet,
                            Time now = Seconds(0))
    {
        return {*address_plan::VnicOf(port), kLan, port, fields, packet, now};
    }

    /// Between two VMs on the host: decided on at the sender's vNIC and, if it goes on, at the receiver's.
    std::optional<DropReason> Pass(const Ptr<Packet>& frame, Time now = Seconds(0))
    {
        const FrameFields fields = *FieldsOf(frame);
        const Ptr<const Packet> sent = frame;
        const auto reason = filter.FromGuest(At(fields.sourceMac, fields, sent, now));
        return reason ? reason : filter.ToGuest(At(fields.destinationMac, fields, sent, now));
    }

    std::optional<DropReason> Arrive(IdentityFilter& at, const Ptr<Packet>& frame, Time now)
    {
        const FrameFields fields = *FieldsOf(frame);
        const Ptr<const Packet> sent = frame;
        return at.ToGuest(At(fields.destinationMac, fields, sent, now));
    }

    IdentityFilter filter;
};

class SmallFilterTest : public StatefulFilterTest
{
  public:
    SmallFilterTest()
        : StatefulFilterTest(2)
    {
    }
};

/// The hole of a filter without memory: whoever sends from a permitted port gets to any port.
TEST_F(StatefulFilterTest, APermittedPortIsTheOneThatIsAsked)
{
    EXPECT_TRUE(filter.TracksConnections());
    EXPECT_EQ(Pass(Udp(true, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(filter, Udp(true, 53, 4000), Seconds(0)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), kGoesOn);
    EXPECT_EQ(Pass(Udp(false, 53, 4000)), kGoesOn);
    EXPECT_EQ(Pass(Udp(false, 53, 4001)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Udp(false, 4000, 53)), kGoesOn); // permits are for both
}

TEST_F(StatefulFilterTest, AnswersAreForgottenWhenNobodySpeaks)
{
    EXPECT_EQ(Pass(Udp(true, 4000, 53), Seconds(0)), kGoesOn);
    EXPECT_EQ(Pass(Udp(false, 53, 4000), Seconds(29)), kGoesOn);
    EXPECT_EQ(Pass(Udp(false, 53, 4000), Seconds(29 + 119)), kGoesOn);
    EXPECT_EQ(Pass(Udp(false, 53, 4000), Seconds(29 + 119 + 120)), VNLAB_DROP_NOT_PERMITTED);
}

/// A connection between two VMs of a host is seen at both vNICs, at each of them once.
TEST_F(StatefulFilterTest, AConnectionOnOneHostOpensAndEndsAsElsewhere)
{
    for (const auto& [fromOne, flags] : {std::pair(true, kSyn),
                                         std::pair(false, kSynAck),
                                         std::pair(true, kAck),
                                         std::pair(true, kFinAck),
                                         std::pair(false, kAck),
                                         std::pair(false, kFinAck),
                                         std::pair(true, kAck)})
    {
        EXPECT_EQ(Pass(Tcp(fromOne, flags)), kGoesOn) << int{flags};
    }
    EXPECT_EQ(Pass(Tcp(true, kSyn, 4001)), kGoesOn);
    EXPECT_EQ(Pass(Tcp(false, kResetAck, 4001)), kGoesOn); // refused, at both vNICs
    EXPECT_EQ(Pass(Tcp(false, kResetAck, 4001)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Tcp(false, kSynAck, 4002)), VNLAB_DROP_NOT_PERMITTED); // nobody asked
}

/// The other end may not use what is left of a connection to ask for something itself.
TEST_F(StatefulFilterTest, WhoWasAskedOpensNothingOnAClosedConnection)
{
    for (const auto& [fromOne, flags] : {std::pair(true, kSyn),
                                         std::pair(false, kSynAck),
                                         std::pair(true, kAck),
                                         std::pair(true, kFinAck),
                                         std::pair(false, kFinAck),
                                         std::pair(true, kAck)})
    {
        ASSERT_EQ(Pass(Tcp(fromOne, flags)), kGoesOn);
    }
    EXPECT_EQ(Pass(Tcp(false, kSyn)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Tcp(true, kSyn)), kGoesOn);
}

TEST_F(StatefulFilterTest, WhatIsPermittedNoMoreEndsAtOnce)
{
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), kGoesOn);
    Permit(filter, 54);
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Udp(false, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
    Permit(filter, 53);
    EXPECT_EQ(Pass(Udp(false, 53, 4000)), kGoesOn);
}

TEST_F(SmallFilterTest, AFullTableDropsWhatIsNewForAReasonOfItsOwn)
{
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), kGoesOn); // at both vNICs: two
    EXPECT_EQ(Pass(Udp(true, 4001, 53)), VNLAB_DROP_CONNECTIONS_FULL);
    EXPECT_EQ(Pass(Udp(true, 4001, 54)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Udp(false, 53, 4000)), kGoesOn);
    EXPECT_EQ(Pass(Udp(true, 4001, 53), Seconds(120)), kGoesOn);
    filter.Clear();
    Fill(filter);
    EXPECT_EQ(Pass(Udp(true, 4002, 53), Seconds(120)), kGoesOn);
}

TEST_F(SmallFilterTest, ProbesAreDecidedOnAndNotRemembered)
{
    const auto probe = [](Ptr<Packet> frame)
    {
        Mark(frame, Population::kProbe);
        return frame;
    };
    for (uint16_t port = 4000; port < 4010; ++port)
    {
        EXPECT_EQ(Pass(probe(Udp(true, port, 53))), kGoesOn);
    }
    EXPECT_EQ(Pass(Udp(false, 53, 4000)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(probe(Udp(true, 4000, 54))), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Pass(Udp(true, 4000, 53), Seconds(0)), kGoesOn);
    EXPECT_EQ(Pass(probe(Udp(true, 4001, 53))), VNLAB_DROP_CONNECTIONS_FULL);
    EXPECT_EQ(Pass(probe(Udp(false, 53, 4000)), Seconds(29)), kGoesOn); // puts nothing off
    EXPECT_EQ(Pass(Udp(false, 53, 4000), Seconds(30)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(StatefulFilterTest, StateMovesWithItsVnicAndNoOther)
{
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), kGoesOn);
    IdentityFilter there(100);
    Fill(there);
    EXPECT_EQ(Arrive(there, Udp(false, 53, 4000), Seconds(1)), VNLAB_DROP_NOT_PERMITTED);
    filter.MoveState(VnicId{0}, there);
    EXPECT_EQ(Arrive(there, Udp(false, 53, 4000), Seconds(1)), kGoesOn);
    EXPECT_EQ(Arrive(filter, Udp(false, 53, 4000), Seconds(1)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(Arrive(there, Udp(true, 53, 4000), Seconds(1)), VNLAB_DROP_NOT_PERMITTED);
}

/// A fragment behind the first is of no connection that could be told.
TEST_F(StatefulFilterTest, AFragmentBehindTheFirstPassesWhereNoPortIsNamed)
{
    const Ptr<const Packet> frame = Udp(true, 4000, 53);
    FrameFields fields = *FieldsOf(frame);
    fields.fragmentOffset = 100;
    fields.sourcePort = fields.destinationPort = 0;
    EXPECT_EQ(filter.FromGuest(At(kOneMac, fields, frame)), VNLAB_DROP_NOT_PERMITTED);
    Permit(filter, 0);
    EXPECT_EQ(filter.FromGuest(At(kOneMac, fields, frame)), kGoesOn);
}

/// What a VM passes on comes to it and goes on: it is seen twice there, and remembered twice.
class PassingFilterTest : public StatefulFilterTest
{
  public:
    PassingFilterTest()
        : StatefulFilterTest(2)
    {
        Write(filter,
              TableId::kIdentity,
              SegmentMacKey{kLan, kBoxMac},
              IdentityValue{kBoxUuid, kBoxIp});
        for (const auto& [address, uuid] :
             {std::pair(kOneIp, kOneUuid), std::pair(kTwoIp, kTwoUuid)})
        {
            Write(filter,
                  TableId::kCarried,
                  CarriedKey{.vni = kLan, .mac = kBoxMac, .address = address},
                  CarriedValue{uuid});
        }
    }

    /// At the box: as it comes, and as it goes on.
    std::optional<DropReason> PassBox(bool fromOne, uint8_t flags)
    {
        const Ptr<const Packet> frame = Tcp(fromOne, flags);
        FrameFields fields = *FieldsOf(frame);
        fields.destinationMac = kBoxMac;
        const auto reason = filter.ToGuest(At(kBoxMac, fields, frame));
        fields.sourceMac = kBoxMac;
        fields.destinationMac = fromOne ? kTwoMac : kOneMac;
        return reason ? reason : filter.FromGuest(At(kBoxMac, fields, frame));
    }
};

TEST_F(PassingFilterTest, AConnectionIsSeenInEachDirectionAsItComesAndAsItGoesOn)
{
    EXPECT_EQ(PassBox(true, kSyn), kGoesOn);
    EXPECT_EQ(PassBox(false, kResetAck), kGoesOn);
    EXPECT_EQ(PassBox(false, kResetAck), VNLAB_DROP_NOT_PERMITTED); // it is over, on both sides
    EXPECT_EQ(PassBox(true, kSyn), kGoesOn);
    EXPECT_EQ(PassBox(false, kSynAck), kGoesOn);
    EXPECT_EQ(PassBox(true, kAck), kGoesOn);
    EXPECT_EQ(Pass(Udp(true, 4000, 53)), VNLAB_DROP_CONNECTIONS_FULL); // they are two
}

} // namespace
} // namespace ns3::vnlab::test
