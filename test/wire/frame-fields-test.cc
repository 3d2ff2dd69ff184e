// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/frame-fields.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

const Bytes kEthernet{0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1};

Bytes
operator+(Bytes left, const Bytes& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// 10.0.0.1:32768 to 10.0.0.2:4789, DF set, identification 0x1234.
Bytes
UdpFrame()
{
    return kEthernet + Bytes{0x08, 0x00, 0x45, 0xb9, 0x00, 0x20, 0x12, 0x34, 0x40, 0x00, 0x40, 0x11,
                             0x13, 0xde, 0x0a, 0,    0,    1,    0x0a, 0,    0,    2,    0x80, 0x00,
                             0x12, 0xb5, 0x00, 0x0c, 0xbb, 0x80, 0xde, 0xad, 0xbe, 0xef};
}

Bytes
ArpRequest()
{
    return kEthernet + Bytes{0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0, 1, 0x02, 0,    0, 0, 0,
                             1,    0x0a, 0, 0, 1,    0,    0, 0, 0, 0, 0,    0x0a, 0, 0, 2};
}

/// The same frame with an 802.1Q tag: priority 5, VLAN 0x123.
Bytes
Tagged(const Bytes& frame)
{
    return kEthernet + Bytes{0x81, 0x00, 0xa1, 0x23} + Bytes(frame.begin() + 12, frame.end());
}

void
ExpectUdpFields(const FrameFields& fields)
{
    EXPECT_EQ(fields.destinationMac, (MacBytes{0x02, 0, 0, 0, 0, 2}));
    EXPECT_EQ(fields.sourceMac, (MacBytes{0x02, 0, 0, 0, 0, 1}));
    EXPECT_EQ(fields.etherType, 0x0800);
    EXPECT_TRUE(fields.isIpv4);
    EXPECT_FALSE(fields.isArp);
    EXPECT_EQ(fields.source, 0x0a000001u);
    EXPECT_EQ(fields.destination, 0x0a000002u);
    EXPECT_EQ(fields.protocol, 17);
    EXPECT_EQ(fields.ttl, 64);
    EXPECT_EQ(fields.tos, 0xb9);
    EXPECT_EQ(fields.totalLength, 32);
    EXPECT_EQ(fields.identification, 0x1234);
    EXPECT_TRUE(fields.dontFragment);
    EXPECT_FALSE(fields.moreFragments);
    EXPECT_EQ(fields.fragmentOffset, 0);
    EXPECT_EQ(fields.sourcePort, 32768);
    EXPECT_EQ(fields.destinationPort, 4789);
}

/// @return a frame like UdpFrame() with one byte of it changed
Bytes
UdpFrameWith(size_t offset, uint8_t value)
{
    Bytes frame = UdpFrame();
    frame[offset] = value;
    return frame;
}

} // namespace

TEST(ParseFrame, UdpOverIpv4)
{
    const auto fields = ParseFrame(UdpFrame());
    ASSERT_TRUE(fields);
    ExpectUdpFields(*fields);
    EXPECT_EQ(fields->vlanId, 0);
    EXPECT_EQ(fields->l3Offset, 14);
    EXPECT_EQ(fields->l4Offset, 34);
}

TEST(ParseFrame, OneTagIsSkipped)
{
    const auto fields = ParseFrame(Tagged(UdpFrame()));
    ASSERT_TRUE(fields);
    ExpectUdpFields(*fields);
    EXPECT_EQ(fields->vlanId, 0x123);
    EXPECT_EQ(fields->l3Offset, 18);
    EXPECT_EQ(fields->l4Offset, 38);
}

TEST(ParseFrame, SecondTagIsAnEtherTypeLikeAnyOther)
{
    const auto fields = ParseFrame(Tagged(Tagged(UdpFrame())));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->etherType, 0x8100);
    EXPECT_EQ(fields->l3Offset, 18);
    EXPECT_FALSE(fields->isIpv4);
}

TEST(ParseFrame, ArpRequest)
{
    const auto fields = ParseFrame(ArpRequest());
    ASSERT_TRUE(fields);
    EXPECT_TRUE(fields->isArp);
    EXPECT_FALSE(fields->isIpv4);
    EXPECT_EQ(fields->arpOperation, 1);
    EXPECT_EQ(fields->senderMac, (MacBytes{0x02, 0, 0, 0, 0, 1}));
    EXPECT_EQ(fields->senderIp, 0x0a000001u);
    EXPECT_EQ(fields->targetMac, MacBytes{});
    EXPECT_EQ(fields->targetIp, 0x0a000002u);
}

TEST(ParseFrame, PortsFollowIpv4Options)
{
    Bytes frame = UdpFrameWith(14, 0x46);
    frame.insert(frame.begin() + 34, {1, 1, 1, 0});
    const auto fields = ParseFrame(frame);
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->l4Offset, 38);
    EXPECT_EQ(fields->sourcePort, 32768);
}

TEST(ParseFrame, FirstFragmentHasPorts)
{
    const auto fields = ParseFrame(UdpFrameWith(20, 0x20));
    ASSERT_TRUE(fields);
    EXPECT_TRUE(fields->moreFragments);
    EXPECT_FALSE(fields->dontFragment);
    EXPECT_EQ(fields->destinationPort, 4789);
}

TEST(ParseFrame, LaterFragmentHasNoPorts)
{
    const auto fields = ParseFrame(UdpFrameWith(21, 0xb9));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->fragmentOffset, 1480);
    EXPECT_EQ(fields->sourcePort, 0);
    EXPECT_EQ(fields->destinationPort, 0);
}

TEST(ParseFrame, OtherProtocolsHaveNoPorts)
{
    const auto fields = ParseFrame(UdpFrameWith(23, 1));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->protocol, 1);
    EXPECT_EQ(fields->sourcePort, 0);
    EXPECT_EQ(fields->destinationPort, 0);
}

TEST(ParseFrame, UnknownEtherTypeHasEthernetFieldsOnly)
{
    const auto fields = ParseFrame(kEthernet + Bytes{0x86, 0xdd});
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->etherType, 0x86dd);
    EXPECT_FALSE(fields->isIpv4);
    EXPECT_FALSE(fields->isArp);
}

TEST(ParseFrame, Ipv6IsKnownByItsWholeHeaderAndHasItsTrafficClass)
{
    Bytes header(40);
    header[0] = 0x6b; // version 6, traffic class 0xb9
    header[1] = 0x90;
    const Bytes frame = kEthernet + Bytes{0x86, 0xdd} + header;
    EXPECT_TRUE(ParseFrame(frame)->isIpv6);
    EXPECT_EQ(ParseFrame(frame)->tos, 0xb9);
    EXPECT_TRUE(ParseFrame(Tagged(frame))->isIpv6);
    EXPECT_FALSE(ParseFrame(Bytes(frame.begin(), frame.end() - 1))->isIpv6);
    header[0] = 0x4b;
    EXPECT_FALSE(ParseFrame(kEthernet + Bytes{0x86, 0xdd} + header)->isIpv6);
}

TEST(ParseFrame, HeadCutInsideAHeaderIsRefused)
{
    for (const Bytes& frame : {UdpFrame(), Tagged(UdpFrame())})
    {
        const size_t portsEnd = frame.size() - 8;
        for (size_t size = 0; size < portsEnd; ++size)
        {
            EXPECT_FALSE(ParseFrame(std::span(frame).first(size))) << size;
        }
        EXPECT_TRUE(ParseFrame(std::span(frame).first(portsEnd)));
    }
    const Bytes arp = ArpRequest();
    for (size_t size = 0; size < arp.size(); ++size)
    {
        EXPECT_FALSE(ParseFrame(std::span(arp).first(size))) << size;
    }
}

TEST(ParseFrame, MalformedIpv4IsRefused)
{
    EXPECT_FALSE(ParseFrame(UdpFrameWith(14, 0x65))) << "version 6";
    EXPECT_FALSE(ParseFrame(UdpFrameWith(14, 0x44))) << "header of four words";
    EXPECT_FALSE(ParseFrame(UdpFrameWith(14, 0x4f))) << "header longer than the packet";
    Bytes icmp = UdpFrameWith(23, 1);
    icmp[17] = 19;
    EXPECT_FALSE(ParseFrame(icmp)) << "packet shorter than its header";
    icmp[17] = 20;
    EXPECT_TRUE(ParseFrame(icmp));
    EXPECT_FALSE(ParseFrame(UdpFrameWith(17, 23))) << "packet ends inside the ports";
    EXPECT_TRUE(ParseFrame(UdpFrameWith(17, 24)));
}

TEST(ParseFrame, ArpForOtherThanEthernetAndIpv4IsRefused)
{
    for (const size_t offset : {15, 16, 18, 19})
    {
        Bytes frame = ArpRequest();
        frame[offset] ^= 1;
        EXPECT_FALSE(ParseFrame(frame)) << offset;
    }
}

RC_GTEST_PROP(ParseFrame, OffsetsOfAnyBytesLieWithinThem, (const Bytes& tail))
{
    const Bytes start = *rc::gen::element(Bytes{0x08, 0x00, 0x45},
                                          Bytes{0x08, 0x06, 0, 1},
                                          Bytes{0x81, 0x00, 0, 1, 0x08, 0x00, 0x46},
                                          Bytes{});
    const Bytes frame = kEthernet + start + tail;
    if (const auto fields = ParseFrame(frame))
    {
        RC_ASSERT(fields->l3Offset <= frame.size());
        RC_ASSERT(fields->l4Offset <= frame.size());
    }
}

TEST(FlowHash, IsTheSameEverywhere)
{
    // computed apart from this code, with Python's integers
    EXPECT_EQ(FlowHash(*ParseFrame(UdpFrame())), 0xfbe0b3fdu);
    EXPECT_EQ(FlowHash(*ParseFrame(ArpRequest())), 0x853ffb74u);
}

TEST(FlowHash, TagAndTtlDoNotMatter)
{
    EXPECT_EQ(FlowHash(*ParseFrame(UdpFrame())), FlowHash(*ParseFrame(Tagged(UdpFrame()))));
    EXPECT_EQ(FlowHash(*ParseFrame(UdpFrame())), FlowHash(*ParseFrame(UdpFrameWith(22, 63))));
}

TEST(FlowHash, FragmentsOfAPacketHashAlike)
{
    const auto first = ParseFrame(UdpFrameWith(20, 0x20));
    const auto later = ParseFrame(UdpFrameWith(21, 0xb9));
    EXPECT_EQ(FlowHash(*first), FlowHash(*later));
    EXPECT_NE(FlowHash(*first), FlowHash(*ParseFrame(UdpFrame())));
}

RC_GTEST_PROP(FlowHash, EveryFieldOfTheTupleMatters, ())
{
    FrameFields fields;
    fields.isIpv4 = true;
    fields.source = *rc::gen::arbitrary<uint32_t>();
    fields.destination = *rc::gen::suchThat(rc::gen::arbitrary<uint32_t>(),
                                            [&](uint32_t other) { return other != fields.source; });
    fields.protocol = *rc::gen::arbitrary<uint8_t>();
    fields.sourcePort = *rc::gen::arbitrary<uint16_t>();
    fields.destinationPort = *rc::gen::arbitrary<uint16_t>();
    const uint32_t hash = FlowHash(fields);

    const int bit = *rc::gen::inRange(0, 16);
    FrameFields other = fields;
    other.source ^= 1u << bit;
    RC_ASSERT(FlowHash(other) != hash);
    other = fields;
    other.destination ^= 1u << bit;
    RC_ASSERT(FlowHash(other) != hash);
    other = fields;
    other.protocol ^= static_cast<uint8_t>(1 << bit % 8);
    RC_ASSERT(FlowHash(other) != hash);
    other = fields;
    other.sourcePort ^= static_cast<uint16_t>(1 << bit);
    RC_ASSERT(FlowHash(other) != hash);
    other = fields;
    other.destinationPort ^= static_cast<uint16_t>(1 << bit);
    RC_ASSERT(FlowHash(other) != hash);
    other = fields;
    std::swap(other.source, other.destination);
    std::swap(other.sourcePort, other.destinationPort);
    RC_ASSERT(FlowHash(other) != hash);
}

TEST(FlowHash, LowBitsSpreadFlowsThatDifferInOnePortEvenly)
{
    constexpr int flows = 16384;
    std::array<int, 16> paths{};
    FrameFields fields;
    fields.isIpv4 = true;
    fields.protocol = 6;
    for (int port = 0; port < flows; ++port)
    {
        fields.sourcePort = static_cast<uint16_t>(port);
        ++paths[FlowHash(fields) % paths.size()];
    }
    double chiSquare = 0;
    for (const int count : paths)
    {
        const double expected = static_cast<double>(flows) / paths.size();
        chiSquare += (count - expected) * (count - expected) / expected;
    }
    EXPECT_LT(chiSquare, 37.7); // 99.9 % quantile with 15 degrees of freedom
}

} // namespace ns3::vnlab::test
