// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/gre-header.h"
#include "model/wire/nvgre-header.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

GreHeader
FullHeader()
{
    GreHeader header;
    header.SetProtocol(0x0800);
    header.EnableChecksum();
    header.SetKey(0x01020304);
    header.SetSequence(0x05060708);
    return header;
}

} // namespace

TEST(GreHeader, WithoutOptionsIsFourBytes)
{
    GreHeader header;
    header.SetProtocol(0x6558);
    EXPECT_EQ(Serialized(header), (Bytes{0x00, 0x00, 0x65, 0x58}));
}

TEST(GreHeader, KeyThenSequenceFollowTheProtocol)
{
    GreHeader header;
    header.SetProtocol(0x0800);
    header.SetKey(0x28);
    EXPECT_EQ(Serialized(header), (Bytes{0x20, 0, 8, 0, 0, 0, 0, 0x28}));
    header.SetSequence(9);
    EXPECT_EQ(Serialized(header), (Bytes{0x30, 0, 8, 0, 0, 0, 0, 0x28, 0, 0, 0, 9}));
    header.SetKey(std::nullopt);
    EXPECT_EQ(Serialized(header), (Bytes{0x10, 0, 8, 0, 0, 0, 0, 9}));
}

TEST(GreHeader, ChecksumCoversHeaderAndPayload)
{
    Ptr<Packet> packet = PacketOf({0x12, 0x34, 0x56});
    packet->AddHeader(FullHeader());
    // b000 + 0800 + 0102 + 0304 + 0506 + 0708 + 1234 + 5600 = 13048, folded 3049, complement cfb6
    EXPECT_EQ(BytesOf(packet),
              (Bytes{0xb0, 0, 8, 0, 0xcf, 0xb6, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x12, 0x34, 0x56}));
}

TEST(GreHeader, DamagedPayloadFailsTheChecksum)
{
    Ptr<Packet> packet = PacketOf({0x12, 0x34, 0x56});
    packet->AddHeader(FullHeader());
    Bytes bytes = BytesOf(packet);
    EXPECT_TRUE(Parsed<GreHeader>(bytes).IsChecksumOk());
    bytes.back() ^= 1;
    EXPECT_FALSE(Parsed<GreHeader>(bytes).IsChecksumOk());
}

RC_GTEST_PROP(GreHeader,
              EveryCombinationRoundTrips,
              (uint16_t protocol, bool checksum, const Bytes& payload))
{
    const auto key = *rc::gen::maybe(rc::gen::arbitrary<uint32_t>());
    const auto sequence = *rc::gen::maybe(rc::gen::arbitrary<uint32_t>());
    GreHeader header;
    header.SetProtocol(protocol);
    if (checksum)
    {
        header.EnableChecksum();
    }
    header.SetKey(key ? std::optional<uint32_t>(*key) : std::nullopt);
    header.SetSequence(sequence ? std::optional<uint32_t>(*sequence) : std::nullopt);
    Ptr<Packet> packet = PacketOf(payload);
    packet->AddHeader(header);
    RC_ASSERT(packet->GetSize() ==
              payload.size() + 4 + 4 * (checksum + bool(key) + bool(sequence)));

    GreHeader parsed = FullHeader(); // must forget what it held
    RC_ASSERT(packet->RemoveHeader(parsed) == header.GetSerializedSize());
    RC_ASSERT(parsed.GetProtocol() == protocol);
    RC_ASSERT(parsed.HasChecksum() == checksum);
    RC_ASSERT(parsed.IsChecksumOk());
    RC_ASSERT(parsed.GetKey() == header.GetKey());
    RC_ASSERT(parsed.GetSequence() == header.GetSequence());
    RC_ASSERT(BytesOf(packet) == payload);
}

TEST(GreHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(FullHeader());
}

TEST(GreHeader, OtherVersionIsRejected)
{
    ExpectRejected<GreHeader>({0x20, 0x01, 0x88, 0x0b, 0, 0, 0, 0}); // PPTP's GRE
}

TEST(GreHeader, SourceRoutesOfRfc1701AreRejected)
{
    for (const uint8_t flag : {0x40, 0x08, 0x04})
    {
        ExpectRejected<GreHeader>({flag, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }
}

TEST(GreHeader, ReservedBitsAreIgnored)
{
    EXPECT_EQ(Parsed<GreHeader>({0x03, 0xf8, 8, 0}).GetProtocol(), 0x0800);
}

TEST(GreHeader, PrintsTheFieldsItHas)
{
    EXPECT_EQ(Printed(FullHeader()), "protocol=0x800 checksum=1 key=16909060 sequence=84281096");
    EXPECT_EQ(Printed(GreHeader()), "protocol=0x0 checksum=0");
}

TEST(NvgreHeader, BytesAreGreWithAKeyOfVsidAndFlowId)
{
    NvgreHeader header;
    header.SetVsid(Vni{0x123456});
    header.SetFlowId(0x78);
    EXPECT_EQ(Serialized(header), (Bytes{0x20, 0, 0x65, 0x58, 0x12, 0x34, 0x56, 0x78}));
}

RC_GTEST_PROP(NvgreHeader, EveryVsidAndFlowIdRoundTrips, (uint8_t flowId))
{
    const Vni vsid{*rc::gen::inRange(0u, 1u << 24)};
    NvgreHeader header;
    header.SetVsid(vsid);
    header.SetFlowId(flowId);
    const auto parsed = Parsed<NvgreHeader>(Serialized(header));
    RC_ASSERT(parsed.GetVsid() == vsid);
    RC_ASSERT(parsed.GetFlowId() == flowId);
}

TEST(NvgreHeader, OtherGreIsRejected)
{
    ExpectRejected<NvgreHeader>({0x20, 0, 0x08, 0x00, 0, 0, 0, 0});             // IPv4 inside
    ExpectRejected<NvgreHeader>({0x00, 0, 0x65, 0x58, 0, 0, 0, 0});             // no key
    ExpectRejected<NvgreHeader>({0x10, 0, 0x65, 0x58, 0, 0, 0, 0});             // sequence, no key
    ExpectRejected<NvgreHeader>({0x30, 0, 0x65, 0x58, 0, 0, 0, 0, 0, 0, 0, 0}); // sequence too
}

TEST(NvgreHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(NvgreHeader());
}

TEST(NvgreHeader, PrintsItsFields)
{
    EXPECT_EQ(Printed(Parsed<NvgreHeader>({0x20, 0, 0x65, 0x58, 0, 0, 100, 7})),
              "vsid=100 flowId=7");
}

TEST(NvgreHeaderDeathTest, VsidOf25BitsStopsTheProgram)
{
    NvgreHeader header;
    EXPECT_DEATH(header.SetVsid(Vni{1 << 24}), "VSID 16777216 exceeds 24 bits");
}

} // namespace ns3::vnlab::test
