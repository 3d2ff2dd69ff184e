// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/packet-bytes.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{

TEST(PrependBytes, BytesComeFirst)
{
    Ptr<Packet> packet = PacketOf({3, 4});
    PrependBytes(packet, Bytes{1, 2});
    EXPECT_EQ(BytesOf(packet), (Bytes{1, 2, 3, 4}));
}

TEST(PrependBytes, NoBytesChangeNothing)
{
    Ptr<Packet> packet = PacketOf({3, 4});
    PrependBytes(packet, {});
    EXPECT_EQ(BytesOf(packet), (Bytes{3, 4}));
}

TEST(PrependBytes, ACopyThatSharesThePayloadStaysAsItWas)
{
    Ptr<Packet> packet = PacketOf({3, 4});
    Ptr<Packet> copy = packet->Copy();
    PrependBytes(packet, Bytes{1, 2});
    PrependBytes(copy, Bytes{9});
    EXPECT_EQ(BytesOf(packet), (Bytes{1, 2, 3, 4}));
    EXPECT_EQ(BytesOf(copy), (Bytes{9, 3, 4}));
}

TEST(PrependBytesDeathTest, MoreThanTheCapacityStopsTheProgram)
{
    const Bytes bytes(RawHeader::kCapacity + 1);
    EXPECT_DEATH(PrependBytes(Create<Packet>(), bytes), "347 bytes exceeds 346");
}

RC_GTEST_PROP(RawHeader, RoundTripsUpToItsCapacity, (const Bytes& payload))
{
    const auto size = *rc::gen::inRange<size_t>(0, RawHeader::kCapacity + 1);
    const auto bytes = *rc::gen::container<Bytes>(size, rc::gen::arbitrary<uint8_t>());
    Ptr<Packet> packet = PacketOf(payload);
    PrependBytes(packet, bytes);
    RawHeader header{Bytes(size)};
    RC_ASSERT(packet->RemoveHeader(header) == size);
    RC_ASSERT(std::equal(bytes.begin(), bytes.end(), header.GetBytes().begin()));
    RC_ASSERT(BytesOf(packet) == payload);
}

TEST(RawHeader, ReadsAsManyBytesAsItIsGiven)
{
    Ptr<Packet> packet = PacketOf({1, 2, 3, 4});
    RawHeader header;
    EXPECT_EQ(packet->RemoveHeader(header, 3), 3u);
    EXPECT_EQ(Bytes(header.GetBytes().begin(), header.GetBytes().end()), (Bytes{1, 2, 3}));
    EXPECT_EQ(BytesOf(packet), (Bytes{4}));
}

TEST(RawHeader, MoreBytesThanThePacketHasAreRefused)
{
    Ptr<Packet> packet = PacketOf({1, 2, 3});
    RawHeader header{Bytes(4)};
    EXPECT_EQ(packet->RemoveHeader(header), 0u);
    EXPECT_EQ(BytesOf(packet), (Bytes{1, 2, 3}));
    EXPECT_EQ(Bytes(header.GetBytes().begin(), header.GetBytes().end()), Bytes(4));
}

TEST(RawHeader, MoreBytesThanTheCapacityAreRefused)
{
    Ptr<Packet> packet = Create<Packet>(400);
    RawHeader header{Bytes(4)};
    EXPECT_EQ(packet->RemoveHeader(header, 400), 0u);
    EXPECT_EQ(header.GetBytes().size(), 4u);
}

TEST(RawHeader, PrintsItsSize)
{
    EXPECT_EQ(Printed(RawHeader(Bytes(4))), "4 bytes");
}

TEST(CopyHead, CopiesNoMoreThanFits)
{
    Bytes out(3, 0xee);
    EXPECT_EQ(CopyHead(PacketOf({1, 2, 3, 4}), out), 3u);
    EXPECT_EQ(out, (Bytes{1, 2, 3}));
}

TEST(CopyHead, CopiesNoMoreThanThePacketHas)
{
    Bytes out(4, 0xee);
    EXPECT_EQ(CopyHead(PacketOf({1, 2}), out), 2u);
    EXPECT_EQ(out, (Bytes{1, 2, 0xee, 0xee}));
}

TEST(CopyHead, PayloadThatNs3DoesNotStoreReadsAsZero)
{
    Ptr<Packet> packet = Create<Packet>(1000);
    PrependBytes(packet, Bytes{1, 2});
    Bytes out(6, 0xee);
    EXPECT_EQ(CopyHead(packet, out), 6u);
    EXPECT_EQ(out, (Bytes{1, 2, 0, 0, 0, 0}));
}

} // namespace ns3::vnlab::test
