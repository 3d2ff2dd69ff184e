// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/packet-generator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace ns3::vnlab
{
namespace
{

class PacketGeneratorTest : public testing::TestWithParam<const HookProgram*>
{
};

TEST_P(PacketGeneratorTest, SameSeedGivesTheSameCases)
{
    PacketGenerator first(*GetParam(), 5);
    PacketGenerator second(*GetParam(), 5);
    PacketGenerator other(*GetParam(), 6);
    size_t alike = 0;
    for (int batch = 0; batch < 21; ++batch)
    {
        const auto cases = first.NextBatch();
        const auto again = second.NextBatch();
        const auto others = other.NextBatch();
        ASSERT_EQ(cases.size(), again.size());
        for (size_t i = 0; i < cases.size(); ++i)
        {
            EXPECT_EQ(cases[i].frame, again[i].frame);
            EXPECT_EQ(*cases[i].maps, *again[i].maps);
            alike += cases[i].frame == others[i].frame;
        }
    }
    EXPECT_EQ(alike, 0U);
}

TEST_P(PacketGeneratorTest, TheKernelsTestCallTakesEveryFrame)
{
    PacketGenerator generator(*GetParam(), 5);
    for (int batch = 0; batch < 40; ++batch)
    {
        for (const HookCase& input : generator.NextBatch())
        {
            EXPECT_TRUE(PacketGenerator::IsTestable(*GetParam(), input.frame));
        }
    }
}

TEST_P(PacketGeneratorTest, EveryKindComesUp)
{
    PacketGenerator generator(*GetParam(), 5);
    std::map<CaseKind, int> counts;
    for (int batch = 0; batch < 20; ++batch)
    {
        for (const HookCase& input : generator.NextBatch())
        {
            ++counts[input.kind];
        }
    }
    ASSERT_EQ(counts.size(), size_t(CaseKind::kCount));
    for (const auto& [kind, count] : counts)
    {
        EXPECT_EQ(count, kind == CaseKind::kFullMap ? 20 : 38) << NameOf(kind);
    }
}

TEST_P(PacketGeneratorTest, CasesNameTheInterfacesThatThereAre)
{
    PacketGenerator generator(*GetParam(), 5, {3, 8});
    std::map<uint32_t, int> counts;
    for (const HookCase& input : generator.NextBatch())
    {
        ++counts[input.ifindex];
    }
    EXPECT_THAT(counts, testing::ElementsAre(testing::Key(3), testing::Key(8)));
}

// The numbers are from two compilers; whoever changes what is generated writes the new ones here.
TEST_P(PacketGeneratorTest, SeedMeansTheSameToEveryCompiler)
{
    const std::map<const HookProgram*, uint64_t> expected{
        {&kEncapsulateProgram, 11727830968685566098U},
        {&kDecapsulateProgram, 8772045927683861813U},
        {&kWhitelistProgram, 13244489579754647348U}};
    uint64_t digest = 1;
    auto add = [&digest](const Bytes& bytes)
    {
        for (uint8_t byte : bytes)
        {
            digest = digest * 0x100000001b3 ^ byte;
        }
        digest = digest * 31 + bytes.size();
    };
    PacketGenerator generator(*GetParam(), 9, {1, 2, 3});
    for (const HookCase& input : generator.EveryTruncation())
    {
        add(input.frame);
    }
    for (int batch = 0; batch < 25; ++batch)
    {
        for (const HookCase& input : generator.NextBatch())
        {
            add(input.frame);
            add(input.maps->front().keys);
            add(input.maps->front().values);
            digest = digest * 31 + input.ifindex;
        }
    }
    EXPECT_EQ(digest, expected.at(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(,
                         PacketGeneratorTest,
                         testing::ValuesIn(kCheckedPrograms),
                         [](const auto& test) { return std::string(test.param->name); });

TEST(TestableTest, TcFramesNeedTheirWholeIpHeader)
{
    auto frame = [](uint16_t type, size_t length)
    { return Join(Ethernet(kBobMac, kAliceMac, type), Bytes(length)); };
    EXPECT_FALSE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x0800, 19)));
    EXPECT_TRUE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x0800, 20)));
    EXPECT_FALSE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x86dd, 39)));
    EXPECT_TRUE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x86dd, 40)));
    EXPECT_TRUE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x0806, 0)));
    EXPECT_TRUE(PacketGenerator::IsTestable(kDecapsulateProgram, frame(0x0800, 0)));
    EXPECT_FALSE(PacketGenerator::IsTestable(kEncapsulateProgram, frame(0x0806, 3699)));
    EXPECT_FALSE(PacketGenerator::IsTestable(kDecapsulateProgram, Bytes(13)));
}

TEST(NumberedAfterTest, CarriesIntoTheNextByte)
{
    EXPECT_EQ(NumberedAfter(Ip{10, 0, 0, 250}, 0), (Ip{10, 0, 0, 250}));
    EXPECT_EQ(NumberedAfter(Ip{10, 0, 0, 250}, 6), (Ip{10, 0, 1, 0}));
    EXPECT_EQ(NumberedAfter(Ip{10, 0, 255, 250}, 0x106), (Ip{10, 1, 1, 0}));
}

} // namespace
} // namespace ns3::vnlab
