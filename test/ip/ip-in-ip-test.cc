// SPDX-License-Identifier: GPL-2.0-only
//
// IPv4 in IPv4 (RFC 2003): 20 bytes more, byte for byte, and back.

#include "model/ip/ip-in-ip.h"
#include "model/ip/packet-fields.h"
#include "model/ip/routed-packet.h"
#include "model/ip/udp-frame.h"
#include "test/guest/guest-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr MacBytes kOne{2, 0, 0, 0, 0, 1};
constexpr MacBytes kTwo{2, 0, 0, 0, 0, 2};

Ptr<Packet>
Datagram()
{
    return MakeUdpFrame({.sourceMac = kOne,
                         .nextHopMac = kTwo,
                         .source = 0xc0a83201,
                         .destination = 0x0a000005,
                         .sourcePort = 7,
                         .destinationPort = 9},
                        Create<Packet>(10));
}

TEST(IpInIpTest, PutsTheWholePacketBehindAnotherHeader)
{
    const Ptr<Packet> inner = Datagram();
    const Ptr<Packet> outer = PutIntoIpIp(inner,
                                          *FieldsOf(inner),
                                          {.destinationMac = kTwo,
                                           .sourceMac = kOne,
                                           .source = 0xcb007101,
                                           .destination = 0xc613f802,
                                           .id = 5});
    EXPECT_EQ(outer->GetSize(), inner->GetSize() + 20);
    const FrameFields fields = CheckedFieldsOf(outer).value();
    EXPECT_EQ(fields.protocol, 4);
    EXPECT_EQ(fields.identification, 5);
    EXPECT_EQ(fields.source, 0xcb007101U);
    EXPECT_EQ(fields.destination, 0xc613f802U);
    EXPECT_EQ(fields.totalLength, 20 + 20 + 8 + 10);
    const std::vector<uint8_t> in = ToVector(inner);
    const std::vector<uint8_t> out = ToVector(outer);
    EXPECT_TRUE(std::equal(in.begin() + 14, in.end(), out.begin() + 34, out.end()));

    const Ptr<Packet> back = outer->Copy();
    EXPECT_TRUE(TakeOutOfIpIp(back, fields));
    EXPECT_EQ(ToVector(back), in);
}

TEST(IpInIpTest, TakesOutNothingThatIsNoWholeIpv4Packet)
{
    const Ptr<Packet> inner = Datagram();
    const Ptr<Packet> outer = PutIntoIpIp(inner, *FieldsOf(inner), {});
    outer->RemoveAtEnd(1);
    FrameFields fields = *FieldsOf(outer);
    EXPECT_FALSE(TakeOutOfIpIp(outer->Copy(), fields));
    const Ptr<Packet> other = MakeUdpFrame({}, Create<Packet>(30));
    fields = *FieldsOf(other);
    EXPECT_FALSE(TakeOutOfIpIp(other, fields)); // a UDP header is no IPv4 header
}

TEST(RoutedPacketTest, LowersTheTtlAndKeepsTheChecksumRight)
{
    const Ptr<Packet> frame = Datagram();
    const FrameFields before = *FieldsOf(frame);
    for (const uint8_t hops : {1, 2, 63})
    {
        const FrameFields after = CheckedFieldsOf(Routed(frame, kTwo, kOne, hops)).value();
        EXPECT_EQ(after.ttl, before.ttl - hops);
        EXPECT_EQ(after.sourceMac, kTwo);
        EXPECT_EQ(after.destinationMac, kOne);
    }
    EXPECT_EQ(FieldsOf(frame)->ttl, before.ttl);
}

} // namespace
} // namespace ns3::vnlab::test
