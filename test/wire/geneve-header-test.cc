// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/geneve-header.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

GeneveHeader
HeaderWithTwoOptions()
{
    GeneveHeader header;
    header.SetVni(Vni{0x123456});
    header.AddOption({0x0102, 0x80, {1, 2, 3, 4}});
    header.AddOption({0x0103, 0x01, {}});
    return header;
}

} // namespace

TEST(GeneveHeader, WithoutOptionsIsEightBytes)
{
    GeneveHeader header;
    header.SetVni(Vni{0x123456});
    EXPECT_EQ(Serialized(header), (Bytes{0, 0, 0x65, 0x58, 0x12, 0x34, 0x56, 0}));
}

TEST(GeneveHeader, OptionsFollowAndACriticalOneSetsTheFlag)
{
    EXPECT_EQ(Serialized(HeaderWithTwoOptions()),
              (Bytes{0x03, 0x40, 0x65, 0x58, 0x12, 0x34, 0x56, 0, // three words of options, C
                     0x01, 0x02, 0x80, 0x01, 1,    2,    3,    4, // critical, one word of data
                     0x01, 0x03, 0x01, 0x00}));
}

TEST(GeneveHeader, ControlPacketHasTheOFlag)
{
    GeneveHeader header;
    header.SetControl(true);
    header.SetProtocol(0x0800);
    EXPECT_EQ(Serialized(header), (Bytes{0, 0x80, 0x08, 0, 0, 0, 0, 0}));
}

RC_GTEST_PROP(GeneveHeader, EveryHeaderRoundTrips, (uint16_t protocol, bool control))
{
    GeneveHeader header;
    header.SetVni(Vni{*rc::gen::inRange(0u, 1u << 24)});
    header.SetProtocol(protocol);
    header.SetControl(control);
    const size_t count = *rc::gen::inRange(0, 8);
    for (size_t i = 0; i < count; ++i)
    {
        const size_t size = *rc::gen::inRange(0, 8) * 4u; // 8 options of 4 + 28 bytes exceed 252
        header.AddOption({*rc::gen::arbitrary<uint16_t>(),
                          *rc::gen::arbitrary<uint8_t>(),
                          *rc::gen::container<Bytes>(size, rc::gen::arbitrary<uint8_t>())});
    }
    const Bytes bytes = Serialized(header);
    const auto parsed = Parsed<GeneveHeader>(bytes);
    RC_ASSERT(parsed.GetVni() == header.GetVni());
    RC_ASSERT(parsed.GetProtocol() == protocol);
    RC_ASSERT(parsed.IsControl() == control);
    RC_ASSERT(parsed.GetOptions() == header.GetOptions());
    RC_ASSERT(parsed.HasCriticalOption() == header.HasCriticalOption());
    RC_ASSERT(Serialized(parsed) == bytes);
}

TEST(GeneveHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(HeaderWithTwoOptions());
}

TEST(GeneveHeader, OtherVersionIsRejected)
{
    ExpectRejected<GeneveHeader>({0x40, 0, 0x65, 0x58, 0, 0, 0, 0});
}

TEST(GeneveHeader, OptionLongerThanTheOptionsIsRejected)
{
    // one word of options, whose header claims one more word of data than that
    ExpectRejected<GeneveHeader>({0x01, 0, 0x65, 0x58, 0, 0, 0, 0, 0, 0, 1, 1, 9, 9, 9, 9});
}

TEST(GeneveHeader, CriticalFlagThatContradictsTheOptionsIsRejected)
{
    ExpectRejected<GeneveHeader>({0, 0x40, 0x65, 0x58, 0, 0, 0, 0});
    ExpectRejected<GeneveHeader>({0x01, 0, 0x65, 0x58, 0, 0, 0, 0, 0, 0, 0x80, 0});
}

TEST(GeneveHeader, ReservedBitsAreIgnored)
{
    const auto header = Parsed<GeneveHeader>({0, 0x3f, 0x65, 0x58, 0, 0, 1, 0xff});
    EXPECT_EQ(header.GetVni(), Vni{1});
    EXPECT_FALSE(header.IsControl());
}

TEST(GeneveHeader, ParsingForgetsEarlierOptions)
{
    GeneveHeader header = HeaderWithTwoOptions();
    PacketOf({0, 0, 0x65, 0x58, 0, 0, 1, 0})->PeekHeader(header);
    EXPECT_TRUE(header.GetOptions().empty());
    EXPECT_EQ(header.GetVni(), Vni{1});
}

TEST(GeneveHeader, PrintsItsFields)
{
    EXPECT_EQ(Printed(HeaderWithTwoOptions()), "vni=1193046 protocol=0x6558 control=0 options=2");
}

TEST(GeneveHeaderDeathTest, ValuesThatDoNotFitStopTheProgram)
{
    GeneveHeader header;
    EXPECT_DEATH(header.SetVni(Vni{1 << 24}), "VNI 16777216 exceeds 24 bits");
    EXPECT_DEATH(header.AddOption({0, 0, Bytes(3)}), "cannot hold 3 bytes");
    EXPECT_DEATH(header.AddOption({0, 0, Bytes(128)}), "cannot hold 128 bytes");
    header.AddOption({0, 0, Bytes(124)});
    EXPECT_DEATH(header.AddOption({0, 0, Bytes(124)}), "256 bytes exceed 252");
}

} // namespace ns3::vnlab::test
