// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/esp-header.h"
#include "model/wire/esp-trailer.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

EspTrailer
Trailer(uint8_t padLength, uint8_t nextHeader)
{
    EspTrailer trailer;
    trailer.SetPadLength(padLength);
    trailer.SetNextHeader(nextHeader);
    return trailer;
}

/// Expects that the bytes do not end in a trailer, and stay as they are.
void
ExpectTrailerRejected(const Bytes& bytes)
{
    EspTrailer trailer = Trailer(7, 9);
    Ptr<Packet> packet = PacketOf(bytes);
    EXPECT_EQ(packet->RemoveTrailer(trailer), 0u);
    EXPECT_EQ(BytesOf(packet), bytes);
    EXPECT_EQ(trailer.GetPadLength(), 7);
    EXPECT_EQ(trailer.GetNextHeader(), 9);
}

} // namespace

TEST(EspHeader, BytesAreSpiThenSequence)
{
    EspHeader header;
    header.SetSpi(0x12345678);
    header.SetSequence(0x9abcdef0);
    EXPECT_EQ(Serialized(header), (Bytes{0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0}));
}

RC_GTEST_PROP(EspHeader, EverySpiAndSequenceRoundTrips, (uint32_t sequence))
{
    const auto spi = *rc::gen::nonZero<uint32_t>();
    EspHeader header;
    header.SetSpi(spi);
    header.SetSequence(sequence);
    const auto parsed = Parsed<EspHeader>(Serialized(header));
    RC_ASSERT(parsed.GetSpi() == spi);
    RC_ASSERT(parsed.GetSequence() == sequence);
}

TEST(EspHeader, SpiOfZeroIsRejected)
{
    ExpectRejected<EspHeader>({0, 0, 0, 0, 0, 0, 0, 1});
}

TEST(EspHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(EspHeader());
}

TEST(EspHeader, PrintsItsFields)
{
    EXPECT_EQ(Printed(Parsed<EspHeader>({0, 0, 0x12, 0x34, 0, 0, 0, 10})),
              "spi=0x1234 sequence=10");
}

TEST(EspHeaderDeathTest, SpiOfZeroStopsTheProgram)
{
    EspHeader header;
    EXPECT_DEATH(header.SetSpi(0), "SPI of 0");
}

TEST(EspTrailer, BytesArePaddingLengthAndNextHeader)
{
    Ptr<Packet> packet = PacketOf({0xaa});
    packet->AddTrailer(Trailer(3, 4));
    EXPECT_EQ(BytesOf(packet), (Bytes{0xaa, 1, 2, 3, 3, 4}));
}

RC_GTEST_PROP(EspTrailer,
              RoundTripsBehindAnyPayload,
              (const Bytes& payload, uint8_t padLength, uint8_t nextHeader))
{
    Ptr<Packet> packet = PacketOf(payload);
    packet->AddTrailer(Trailer(padLength, nextHeader));
    RC_ASSERT(packet->GetSize() == payload.size() + padLength + 2);
    EspTrailer trailer;
    RC_ASSERT(packet->RemoveTrailer(trailer) == padLength + 2u);
    RC_ASSERT(trailer.GetPadLength() == padLength);
    RC_ASSERT(trailer.GetNextHeader() == nextHeader);
    RC_ASSERT(BytesOf(packet) == payload);
}

TEST(EspTrailer, TruncatedTrailerIsRejected)
{
    ExpectTrailerRejected({});
    ExpectTrailerRejected({4});
    ExpectTrailerRejected({3, 4});
    ExpectTrailerRejected({2, 3, 3, 4});
}

TEST(EspTrailer, PaddingThatIsNoLongerInThePacketIsNotRead)
{
    Ptr<Packet> packet = PacketOf({1, 2, 3, 3, 4});
    packet->RemoveAtStart(1); // ns-3 keeps the byte in front
    EspTrailer trailer;
    EXPECT_EQ(packet->RemoveTrailer(trailer), 0u);
    EXPECT_EQ(packet->GetSize(), 4u);
}

TEST(EspTrailer, PaddingThatDoesNotCountIsRejected)
{
    ExpectTrailerRejected({1, 2, 2, 3, 4});
    ExpectTrailerRejected({0, 0, 0, 3, 4});
}

TEST(EspTrailer, PrintsItsFields)
{
    EXPECT_EQ(Printed(Trailer(3, 4)), "padLength=3 nextHeader=4");
}

TEST(EspPadding, FillsPayloadAndTrailerToTheAlignment)
{
    EXPECT_EQ(EspPadding(0), 2);
    EXPECT_EQ(EspPadding(1), 1);
    EXPECT_EQ(EspPadding(2), 0);
    EXPECT_EQ(EspPadding(3), 3);
    EXPECT_EQ(EspPadding(84), 2);
    EXPECT_EQ(EspPadding(84, 16), 10); // AES-CBC: 84 + 10 + 2 = 96
}

} // namespace ns3::vnlab::test
