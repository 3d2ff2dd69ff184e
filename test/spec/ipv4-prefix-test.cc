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

} // namespace ns3::vnlab
