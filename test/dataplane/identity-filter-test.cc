// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/identity-filter.h"
#include "model/hook/bpf-map.h"
#include "model/wire/arp-frame.h"
#include "model/wire/protocol-numbers.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr Vni kVni{1};
constexpr Vni kOtherVni{2};
constexpr MacBytes kMacC = address_plan::VnicMac(VnicId{2});
constexpr UuidBytes kUuidA{0xaa};
constexpr UuidBytes kUuidB{0xbb};
constexpr UuidBytes kUuidC{0xcc};
constexpr std::optional<DropReason> kPasses = std::nullopt;

/// A, B and C are known; A may speak to B.
class IdentityFilterTest : public testing::Test
{
  public:
    IdentityFilterTest()
    {
        Identity(kMacA, kUuidA, kA);
        Identity(kMacB, kUuidB, kB);
        Identity(kMacC, kUuidC, kC);
        Permit(kUuidA, kUuidB, {});
    }

    void Identity(const MacBytes& mac, const UuidBytes& uuid, uint32_t address)
    {
        EXPECT_TRUE(filter.Write(TableId::kIdentity,
                                 ObjectBytes(SegmentMacKey{kVni, mac}),
                                 ObjectBytes(IdentityValue{uuid, address})));
    }

    void Permit(const UuidBytes& from, const UuidBytes& to, const PermitValue& value)
    {
        EXPECT_TRUE(
            filter.Write(TableId::kPermit, ObjectBytes(PermitKey{from, to}), ObjectBytes(value)));
    }

    static FrameFields Udp(const MacBytes& fromMac,
                           uint32_t from,
                           const MacBytes& toMac,
                           uint32_t to,
                           uint16_t sourcePort = 4000,
                           uint16_t destinationPort = 53)
    {
        FrameFields fields;
        fields.sourceMac = fromMac;
        fields.destinationMac = toMac;
        fields.isIpv4 = true;
        fields.source = from;
        fields.destination = to;
        fields.protocol = ipproto::kUdp;
        fields.sourcePort = sourcePort;
        fields.destinationPort = destinationPort;
        return fields;
    }

    static FrameFields Arp(uint16_t operation, const MacBytes& fromMac, uint32_t from)
    {
        FrameFields fields;
        fields.sourceMac = fromMac;
        fields.senderMac = fromMac;
        fields.senderIp = from;
        fields.destinationMac = operation == kArpRequest ? kBroadcastMac : kMacB;
        fields.isArp = true;
        fields.arpOperation = operation;
        return fields;
    }

    std::optional<DropReason> FromGuest(Vni vni, const MacBytes& port, const FrameFields& fields)
    {
        return filter.FromGuest({VnicId{0}, vni, port, fields, m_empty, Seconds(0)});
    }

    std::optional<DropReason> ToGuest(Vni vni, const MacBytes& port, const FrameFields& fields)
    {
        return filter.ToGuest({VnicId{0}, vni, port, fields, m_empty, Seconds(0)});
    }

    IdentityFilter filter;

  private:
    const Ptr<const Packet> m_empty = Create<Packet>(); ///< without memory it looks at fields alone
};

TEST_F(IdentityFilterTest, PermittedPairPassesAtBothEndsAndOnlyThatWay)
{
    const FrameFields there = Udp(kMacA, kA, kMacB, kB);
    EXPECT_EQ(FromGuest(kVni, kMacA, there), kPasses);
    EXPECT_EQ(ToGuest(kVni, kMacB, there), kPasses);
    const FrameFields back = Udp(kMacB, kB, kMacA, kA);
    EXPECT_EQ(FromGuest(kVni, kMacB, back), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(ToGuest(kVni, kMacA, back), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityFilterTest, PairWithoutAPermitIsNotPermitted)
{
    EXPECT_EQ(FromGuest(kVni, kMacA, Udp(kMacA, kA, kMacC, kC)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(ToGuest(kVni, kMacB, Udp(kMacC, kC, kMacB, kB)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityFilterTest, SourcesOtherThanTheVerifiedAreSpoofed)
{
    const MacBytes stranger{6, 0, 0, 0, 0, 9};
    EXPECT_EQ(FromGuest(kVni, kMacC, Udp(kMacA, kA, kMacB, kB)),
              VNLAB_DROP_SPOOFED_SOURCE); // MAC and IP of A
    EXPECT_EQ(FromGuest(kVni, kMacC, Udp(kMacC, kA, kMacB, kB)),
              VNLAB_DROP_SPOOFED_SOURCE); // IP of A
    EXPECT_EQ(FromGuest(kVni, kMacA, Udp(kMacC, kA, kMacB, kB)),
              VNLAB_DROP_SPOOFED_SOURCE); // MAC of C
    EXPECT_EQ(FromGuest(kVni, stranger, Udp(stranger, kA, kMacB, kB)),
              VNLAB_DROP_SPOOFED_SOURCE); // nobody that was verified
    EXPECT_EQ(FromGuest(kOtherVni, kMacA, Udp(kMacA, kA, kMacB, kB)),
              VNLAB_DROP_SPOOFED_SOURCE); // verified in another segment
    FrameFields arp = Arp(kArpRequest, kMacC, kC);
    arp.senderIp = kA;
    EXPECT_EQ(FromGuest(kVni, kMacC, arp), VNLAB_DROP_SPOOFED_SOURCE);
    arp = Arp(kArpRequest, kMacC, kC);
    arp.senderMac = kMacA;
    EXPECT_EQ(FromGuest(kVni, kMacC, arp), VNLAB_DROP_SPOOFED_SOURCE);
}

TEST_F(IdentityFilterTest, ReceiverDoesNotBelieveAForgedSourceAddress)
{
    EXPECT_EQ(ToGuest(kVni, kMacB, Udp(kMacA, kC, kMacB, kB)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityFilterTest, ArpRequestsLeaveButReachOnlyThePermitted)
{
    EXPECT_EQ(FromGuest(kVni, kMacC, Arp(kArpRequest, kMacC, kC)), kPasses);
    EXPECT_EQ(ToGuest(kVni, kMacB, Arp(kArpRequest, kMacA, kA)), kPasses);
    EXPECT_EQ(ToGuest(kVni, kMacB, Arp(kArpRequest, kMacC, kC)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(FromGuest(kVni, kMacA, Arp(kArpReply, kMacA, kA)), kPasses);
    EXPECT_EQ(FromGuest(kVni, kMacC, Arp(kArpReply, kMacC, kC)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityFilterTest, ServicesAreMatchedByProtocolAndPortOfEitherSide)
{
    Permit(kUuidA, kUuidB, {{{{.port = 53, .protocol = ipproto::kUdp, .used = 1}}}});
    const auto decide = [this](uint16_t sourcePort, uint16_t destinationPort, uint8_t protocol)
    {
        FrameFields fields = Udp(kMacA, kA, kMacB, kB, sourcePort, destinationPort);
        fields.protocol = protocol;
        EXPECT_EQ(FromGuest(kVni, kMacA, fields), ToGuest(kVni, kMacB, fields));
        return ToGuest(kVni, kMacB, fields);
    };
    EXPECT_EQ(decide(4000, 53, ipproto::kUdp), kPasses);
    EXPECT_EQ(decide(53, 4000, ipproto::kUdp), kPasses);
    EXPECT_EQ(decide(4000, 54, ipproto::kUdp), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(decide(4000, 53, ipproto::kTcp), VNLAB_DROP_NOT_PERMITTED);
    // A fragment behind the first shows no port.
    EXPECT_EQ(decide(0, 0, ipproto::kUdp), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_EQ(ToGuest(kVni, kMacB, Arp(kArpRequest, kMacA, kA)), kPasses);
}

TEST_F(IdentityFilterTest, PortZeroIsAnyPortOfTheProtocol)
{
    Permit(kUuidA, kUuidB, {{{{}, {.port = 0, .protocol = ipproto::kIcmp, .used = 1}}}});
    FrameFields icmp = Udp(kMacA, kA, kMacB, kB, 0, 0);
    icmp.protocol = ipproto::kIcmp;
    EXPECT_EQ(ToGuest(kVni, kMacB, icmp), kPasses);
    EXPECT_EQ(ToGuest(kVni, kMacB, Udp(kMacA, kA, kMacB, kB)), VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityFilterTest, ErasedEntriesCountNoMore)
{
    EXPECT_TRUE(filter.Erase(TableId::kPermit, ObjectBytes(PermitKey{kUuidA, kUuidB})));
    EXPECT_FALSE(filter.Erase(TableId::kPermit, ObjectBytes(PermitKey{kUuidA, kUuidB})));
    EXPECT_EQ(FromGuest(kVni, kMacA, Udp(kMacA, kA, kMacB, kB)), VNLAB_DROP_NOT_PERMITTED);
    EXPECT_TRUE(filter.Erase(TableId::kIdentity, ObjectBytes(SegmentMacKey{kVni, kMacA})));
    EXPECT_EQ(FromGuest(kVni, kMacA, Udp(kMacA, kA, kMacB, kB)), VNLAB_DROP_SPOOFED_SOURCE);
    EXPECT_FALSE(filter.Erase(TableId::kFdb, ObjectBytes(SegmentMacKey{kVni, kMacA})));
    EXPECT_FALSE(filter.Write(TableId::kFdb, {}, {}));
}

} // namespace
} // namespace ns3::vnlab::test
