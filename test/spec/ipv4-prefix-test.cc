// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/ipv4-prefix.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

TEST(Ipv4PrefixTest, ParsesBaseAndLength)
{
    const std::optional<Ipv4Prefix> prefix = Ipv4Prefix::Parse("10.1.0.0/16");
    ASSERT_TRUE(prefix);
    EXPECT_EQ(prefix->base, 0x0a010000U);
    EXPECT_EQ(prefix->length, 16);
    EXPECT_EQ(prefix->Size(), 65536U);
}

TEST(Ipv4PrefixTest, ContainsItsFirstAndLastAddressOnly)
{
    const Ipv4Prefix prefix{0x0a010000, 16};
    EXPECT_TRUE(prefix.Contains(0x0a010000));
    EXPECT_TRUE(prefix.Contains(0x0a01ffff));
    EXPECT_FALSE(prefix.Contains(0x0a00ffff));
    EXPECT_FALSE(prefix.Contains(0x0a020000));
}

TEST(Ipv4PrefixTest, TheWholeAddressSpaceIsAPrefix)
{
    const std::optional<Ipv4Prefix> all = Ipv4Prefix::Parse("0.0.0.0/0");
    ASSERT_TRUE(all);
    EXPECT_EQ(all->Size(), uint64_t{1} << 32);
    EXPECT_TRUE(all->Contains(0xffffffff));
}

TEST(Ipv4PrefixTest, WhatIsNoPrefixIsRefused)
{
    for (const char* const text : {"",
                                   "10.0.0.0",
                                   "10.0.0.0/",
                                   "10.0.0.0/33",
                                   "10.0.0.0/-1",
                                   "10.0.0.0/016",
                                   "10.0.0.0/16 ",
                                   " 10.0.0.0/16",
                                   "10.0.0/16",
                                   "10.0.0.0.0/16",
                                   "10.0.0.256/32",
                                   "10.0.0.01/32",
                                   "10..0.0/16",
                                   "+10.0.0.0/16",
                                   "10.0.0.1/16"})
    {
        EXPECT_FALSE(Ipv4Prefix::Parse(text)) << text;
    }
}

TEST(Ipv4PrefixTest, WhatIsNoDottedQuadIsRefused)
{
    for (const char* const text :
         {"", "1", "1.2.3", "1.2.3.4.", "1.2.3.4/32", "a.b.c.d", "1.2.3.-4"})
    {
        EXPECT_FALSE(ParseIpv4(text)) << text;
    }
}

RC_GTEST_PROP(Ipv4PrefixProperty, AddressesRoundTrip, (uint32_t address))
{
    RC_ASSERT(ParseIpv4(FormatIpv4(address)) == address);
}

RC_GTEST_PROP(Ipv4PrefixProperty, PrefixesRoundTrip, (uint32_t address))
{
    const auto length = static_cast<uint8_t>(*rc::gen::inRange(0, 33));
    const uint32_t base = length == 0 ? 0 : address >> (32 - length) << (32 - length);
    const Ipv4Prefix prefix{base, length};
    RC_ASSERT(Ipv4Prefix::Parse(prefix.ToString()) == prefix);
    RC_ASSERT(prefix.Contains(address));
}

TEST(Ipv4PrefixTest, SomePrefixesHaveNoHosts)
{
    const auto why = [](const char* text) { return WhyNoHosts(Ipv4Prefix::Parse(text).value()); };
    EXPECT_EQ(why("224.0.0.0/24"), "it overlaps 224.0.0.0/4, which is for multicast");
    EXPECT_EQ(why("255.0.0.0/8"), "it overlaps 240.0.0.0/4, which is reserved");
    EXPECT_EQ(why("127.0.0.0/8"), "it overlaps 127.0.0.0/8, which is for loopback");
    EXPECT_EQ(why("0.0.0.0/8"), "it overlaps 0.0.0.0/8, which is for \"this network\"");
    EXPECT_EQ(why("96.0.0.0/3"), "it overlaps 127.0.0.0/8, which is for loopback");
    EXPECT_EQ(why("192.0.0.0/2"), "it overlaps 224.0.0.0/4, which is for multicast");
    for (const char* text :
         {"10.0.0.0/8", "1.0.0.0/8", "126.0.0.0/8", "128.0.0.0/2", "223.0.0.0/8"})
    {
        EXPECT_EQ(why(text), "") << text;
    }
}

} // namespace ns3::vnlab
