// SPDX-License-Identifier: GPL-2.0-only
// Which packets a tunnel gives up as too big, and what their senders are told.
#include "model/dataplane/tunnel-mtu.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kMtu = 1450;
const MacBytes kFrom{6, 0, 0, 0, 0, 1};
const MacBytes kTo{6, 0, 0, 0, 0, 2};

Ptr<Packet>
PacketOf(const Bytes& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

bool
IsGivenUp(const Bytes& bytes, uint32_t mtu = kMtu)
{
    const Ptr<Packet> frame = PacketOf(bytes);
    return IsGivenUpAsTooBig(frame, *FieldsOf(frame), mtu);
}

/// UDP in IPv4 with DF, or with other flags and offset.
Bytes
Ipv4(uint32_t size, uint16_t fragment = 0x4000, uint8_t ttl = 64)
{
    Bytes bytes = BytesOfPacket(MakeUdpFrame(kFrom, kTo, 0x0a000001, 0x0a000002, Bytes(size - 28)));
    WriteBig16(&bytes[20], fragment);
    bytes[22] = ttl;
    return bytes;
}

/// UDP in IPv6 from fd00::1 to fd00::2, hop limit 9.
Bytes
Ipv6(uint32_t size)
{
    Bytes bytes(kTo.begin(), kTo.end());
    bytes.insert(bytes.end(), kFrom.begin(), kFrom.end());
    const Bytes header = FromHex("86dd 60000000 0000 11 09"
                                 "fd000000 00000000 00000000 00000001"
                                 "fd000000 00000000 00000000 00000002");
    bytes.insert(bytes.end(), header.begin(), header.end());
    WriteBig16(&bytes[18], static_cast<uint16_t>(size - 40));
    bytes.resize(14 + size, 0x5a);
    return bytes;
}

Bytes
With(Bytes bytes, size_t at, const Bytes& changed)
{
    std::copy(changed.begin(), changed.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return bytes;
}

TEST(TunnelReport, OneByteMoreThanTheMtuIsGivenUp)
{
    EXPECT_FALSE(IsGivenUp(Ipv4(1450)));
    EXPECT_TRUE(IsGivenUp(Ipv4(1451)));
    EXPECT_FALSE(IsGivenUp(Ipv6(1450)));
    EXPECT_TRUE(IsGivenUp(Ipv6(1451)));
}

TEST(TunnelReport, PacketsThatMayBeCutAreNotGivenUp)
{
    EXPECT_FALSE(IsGivenUp(Ipv4(1500, 0)));
    EXPECT_FALSE(IsGivenUp(Ipv4(1500, 0x6000))); // DF and more fragments
    EXPECT_FALSE(IsGivenUp(Ipv4(1500, 0x4001))); // DF and an offset
}

TEST(TunnelReport, NobodyIsToldInTheNameOfAGroupOrOfNobody)
{
    for (const std::string destination : {"e0000001", "ffffffff"})
    {
        EXPECT_FALSE(IsGivenUp(With(Ipv4(1500), 30, FromHex(destination))));
    }
    for (const std::string source : {"e0000001", "ffffffff", "00000000", "00000001", "7f000001"})
    {
        EXPECT_FALSE(IsGivenUp(With(Ipv4(1500), 26, FromHex(source))));
    }
    EXPECT_FALSE(IsGivenUp(With(Ipv6(1500), 22, FromHex("ff0e"))));
    EXPECT_FALSE(IsGivenUp(With(Ipv6(1500), 22, Bytes(16))));
    EXPECT_TRUE(IsGivenUp(With(Ipv6(1500), 22, FromHex("ff02"))));
    EXPECT_TRUE(IsGivenUp(With(Ipv6(1500), 22, Bytes(15))));       // loopback
    EXPECT_TRUE(IsGivenUp(With(Ipv6(1500), 38, FromHex("ff02")))); // a group may be told of
}

TEST(TunnelReport, IcmpErrorsAreNotReportedButOtherIcmpIs)
{
    const Bytes icmp = With(Ipv4(1500), 23, {1});
    for (const uint8_t type : {3, 4, 5, 11, 12})
    {
        EXPECT_FALSE(IsGivenUp(With(icmp, 34, {type})));
    }
    for (const uint8_t type : {0, 8, 13})
    {
        EXPECT_TRUE(IsGivenUp(With(icmp, 34, {type})));
    }
    const Bytes icmpv6 = With(Ipv6(1500), 20, {58});
    for (const uint8_t type : {1, 2, 3, 4, 137})
    {
        EXPECT_FALSE(IsGivenUp(With(icmpv6, 54, {type})));
    }
    for (const uint8_t type : {0, 5, 128, 135})
    {
        EXPECT_TRUE(IsGivenUp(With(icmpv6, 54, {type})));
    }
}

TEST(TunnelReport, TaggedFramesAndOtherEthertypesTravelInFragments)
{
    Bytes tagged = Ipv4(1500);
    const Bytes tag = FromHex("8100 0005");
    tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
    EXPECT_FALSE(IsGivenUp(tagged));
    EXPECT_FALSE(IsGivenUp(With(Ipv4(1500), 12, FromHex("88b5"))));
}

TEST(TunnelReport, NoSmallerMtuIsReportedThanTheProtocolHas)
{
    EXPECT_TRUE(IsGivenUp(Ipv4(1500), 576));
    EXPECT_FALSE(IsGivenUp(Ipv4(1500), 575));
    EXPECT_TRUE(IsGivenUp(Ipv6(1500), 1280));
    EXPECT_FALSE(IsGivenUp(Ipv6(1500), 1279));
}

TEST(TunnelReport, Ipv4MessageHasTheTtlOfThePacket)
{
    const Ptr<Packet> frame = PacketOf(Ipv4(1500, 0x4000, 200));
    const Ptr<Packet> message = MakeTooBigMessage(frame, *FieldsOf(frame), kMtu);
    ASSERT_TRUE(message);
    EXPECT_EQ(CheckedFieldsOf(message)->ttl, 200);
    EXPECT_EQ(CheckedFieldsOf(message)->destinationMac, kFrom);
}

TEST(TunnelReport, Ipv6MessageFillsTheLeastMtu)
{
    const Bytes about = Ipv6(1500);
    const Ptr<Packet> frame = PacketOf(about);
    const Bytes message = BytesOfPacket(MakeTooBigMessage(frame, *FieldsOf(frame), kMtu));
    ASSERT_EQ(message.size(), 14u + 1280);
    const auto part = [&message](size_t from, size_t size)
    { return Bytes(message.begin() + from, message.begin() + from + size); };
    EXPECT_EQ(part(0, 22), FromHex("060000000001 060000000002 86dd 60000000 04d8 3a 09"));
    EXPECT_EQ(part(22, 16), Bytes(about.begin() + 38, about.begin() + 54));
    EXPECT_EQ(part(38, 16), Bytes(about.begin() + 22, about.begin() + 38));
    EXPECT_EQ(part(54, 2), FromHex("0200"));
    EXPECT_EQ(part(58, 4), FromHex("000005aa")); // 1450
    EXPECT_EQ(part(62, 1232), Bytes(about.begin() + 14, about.begin() + 14 + 1232));
    const InternetChecksum pseudo =
        InternetChecksum{}.Add(part(22, 32)).AddDoubleWord(1240).AddWord(58);
    EXPECT_EQ(InternetChecksum(pseudo).Add(part(54, 1240)).Value(), 0);
}

TEST(TunnelReport, FramesToAGroupAreGivenUpSilently)
{
    const Ptr<Packet> frame = PacketOf(With(Ipv6(1500), 0, FromHex("333300000001")));
    EXPECT_TRUE(IsGivenUpAsTooBig(frame, *FieldsOf(frame), kMtu));
    EXPECT_EQ(MakeTooBigMessage(frame, *FieldsOf(frame), kMtu), nullptr);
}

} // namespace
} // namespace ns3::vnlab::test
