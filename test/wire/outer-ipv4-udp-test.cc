// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/outer-ipv4-udp.h"
#include "test/wire/wire-bytes.h"

#include "ns3/ethernet-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/udp-header.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

/// 10.0.0.1 to 10.0.0.2, four bytes of UDP payload.
OuterIpv4
SmallOuter()
{
    OuterIpv4 outer;
    outer.destinationMac = {2, 0, 0, 0, 0, 2};
    outer.sourceMac = {2, 0, 0, 0, 0, 1};
    outer.source = 0x0a000001;
    outer.destination = 0x0a000002;
    outer.protocol = 17;
    outer.tos = 0xb9;
    outer.id = 0x1234;
    outer.dontFragment = true;
    outer.l4Length = 12;
    return outer;
}

} // namespace

TEST(WriteEthernetIpv4, BytesAreExact)
{
    Bytes out(36, 0xee);
    ASSERT_EQ(WriteEthernetIpv4(out, SmallOuter()), 34u);
    // 45b9 + 0020 + 1234 + 4000 + 4011 + 0a00 + 0001 + 0a00 + 0002 = ec21, complement 13de
    EXPECT_EQ(out, (Bytes{2,    0,    0,    0,    0,    2,    2,    0,    0,    0,    0,    1,
                          0x08, 0x00, 0x45, 0xb9, 0x00, 0x20, 0x12, 0x34, 0x40, 0x00, 0x40, 0x11,
                          0x13, 0xde, 0x0a, 0,    0,    1,    0x0a, 0,    0,    2,    0xee, 0xee}));
}

TEST(WriteUdp, BytesAreExact)
{
    Bytes out(9, 0xee);
    InternetChecksum payload;
    payload.Add(Bytes{0xde, 0xad, 0xbe, 0xef});
    ASSERT_EQ(WriteUdp(out, SmallOuter(), 0x8000, 4789, payload), 8u);
    // pseudo-header 0a00 + 0001 + 0a00 + 0002 + 0011 + 000c = 1420,
    // header 8000 + 12b5 + 000c = 92c1, payload dead + beef = 19d9c;
    // sum 2447d, folded 447f, complement bb80
    EXPECT_EQ(out, (Bytes{0x80, 0x00, 0x12, 0xb5, 0x00, 0x0c, 0xbb, 0x80, 0xee}));
}

TEST(WriteUdp, ChecksumOfZeroIsSentAsAllOnes)
{
    Bytes out(8);
    InternetChecksum payload;
    payload.AddWord(0x447f ^ 0xffff).AddWord(0x9d9c).AddWord(1).AddWord(0);
    // as above, with bb80 added to the payload: the sum is ffff
    ASSERT_EQ(WriteUdp(out, SmallOuter(), 0x8000, 4789, payload), 8u);
    EXPECT_EQ(out[6], 0xff);
    EXPECT_EQ(out[7], 0xff);
}

RC_GTEST_PROP(WriteUdp,
              Ns3FindsTheSameFieldsAndRightChecksums,
              (const Bytes& payload, uint32_t source, uint32_t destination))
{
    OuterIpv4 outer;
    outer.source = source;
    outer.destination = destination;
    outer.protocol = 17;
    outer.ttl = *rc::gen::nonZero<uint8_t>();
    outer.tos = *rc::gen::arbitrary<uint8_t>();
    outer.id = *rc::gen::arbitrary<uint16_t>();
    outer.dontFragment = *rc::gen::arbitrary<bool>();
    outer.l4Length = kUdpSize + payload.size();
    const auto sourcePort = *rc::gen::arbitrary<uint16_t>();

    Bytes bytes(kEthernetIpv4Size + kUdpSize);
    RC_ASSERT(WriteEthernetIpv4(bytes, outer) == kEthernetIpv4Size);
    RC_ASSERT(WriteUdp(std::span(bytes).subspan(kEthernetIpv4Size),
                       outer,
                       sourcePort,
                       4789,
                       InternetChecksum{}.Add(payload)) == kUdpSize);
    bytes.insert(bytes.end(), payload.begin(), payload.end());

    Ptr<Packet> packet = PacketOf(bytes);
    EthernetHeader ethernet(false);
    packet->RemoveHeader(ethernet);
    RC_ASSERT(ethernet.GetLengthType() == 0x0800);
    Ipv4Header ipv4;
    ipv4.EnableChecksum();
    packet->RemoveHeader(ipv4);
    RC_ASSERT(ipv4.IsChecksumOk());
    RC_ASSERT(ipv4.GetSource() == Ipv4Address(source));
    RC_ASSERT(ipv4.GetDestination() == Ipv4Address(destination));
    RC_ASSERT(ipv4.GetProtocol() == outer.protocol);
    RC_ASSERT(ipv4.GetTtl() == outer.ttl);
    RC_ASSERT(ipv4.GetTos() == outer.tos);
    RC_ASSERT(ipv4.GetIdentification() == outer.id);
    RC_ASSERT(ipv4.IsDontFragment() == outer.dontFragment);
    RC_ASSERT(ipv4.IsLastFragment());
    RC_ASSERT(ipv4.GetFragmentOffset() == 0);
    RC_ASSERT(ipv4.GetPayloadSize() == outer.l4Length);
    UdpHeader udp;
    udp.EnableChecksums();
    udp.InitializeChecksum(ipv4.GetSource(), ipv4.GetDestination(), 17);
    packet->RemoveHeader(udp);
    RC_ASSERT(udp.IsChecksumOk());
    RC_ASSERT(udp.GetSourcePort() == sourcePort);
    RC_ASSERT(udp.GetDestinationPort() == 4789);
}

TEST(WriteEthernetIpv4, BufferTooSmallIsLeftAlone)
{
    Bytes out(33, 0xee);
    EXPECT_EQ(WriteEthernetIpv4(out, SmallOuter()), 0u);
    EXPECT_EQ(out, Bytes(33, 0xee));
}

TEST(WriteEthernetIpv4, PayloadBeyondAnIpv4PacketIsRefused)
{
    Bytes out(34, 0xee);
    OuterIpv4 outer = SmallOuter();
    outer.l4Length = 65516;
    EXPECT_EQ(WriteEthernetIpv4(out, outer), 0u);
    EXPECT_EQ(out, Bytes(34, 0xee));
    outer.l4Length = 65515;
    EXPECT_EQ(WriteEthernetIpv4(out, outer), 34u);
    EXPECT_EQ(out[16] << 8 | out[17], 65535);
}

TEST(WriteUdp, WhatCannotBeWrittenIsRefused)
{
    Bytes out(8, 0xee);
    OuterIpv4 outer = SmallOuter();
    EXPECT_EQ(WriteUdp(std::span(out).first(7), outer, 1, 2, {}), 0u);
    outer.l4Length = 7;
    EXPECT_EQ(WriteUdp(out, outer, 1, 2, {}), 0u);
    outer.l4Length = 65516;
    EXPECT_EQ(WriteUdp(out, outer, 1, 2, {}), 0u);
    EXPECT_EQ(out, Bytes(8, 0xee));
}

} // namespace ns3::vnlab::test
