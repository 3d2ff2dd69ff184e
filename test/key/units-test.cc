// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/units.h"

#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{
namespace
{

uint64_t
Value(std::string_view text, const UnitFamily& family)
{
    const QuantityResult result = ParseQuantity(text, family);
    EXPECT_EQ(result.problem, "") << text;
    return result.value.value_or(std::numeric_limits<uint64_t>::max());
}

std::string
Problem(std::string_view text, const UnitFamily& family)
{
    const QuantityResult result = ParseQuantity(text, family);
    EXPECT_FALSE(result.value.has_value()) << text;
    return result.problem;
}

TEST(UnitsTest, DurationsAreNanoseconds)
{
    EXPECT_EQ(Value("7ns", kDurations), 7);
    EXPECT_EQ(Value("10us", kDurations), 10'000);
    EXPECT_EQ(Value("10µs", kDurations), 10'000);
    EXPECT_EQ(Value("1ms", kDurations), 1'000'000);
    EXPECT_EQ(Value("5s", kDurations), 5'000'000'000);
    EXPECT_EQ(Value("2min", kDurations), 120'000'000'000);
    EXPECT_EQ(Value("1h", kDurations), 3'600'000'000'000);
}

TEST(UnitsTest, RatesAreBitsPerSecond)
{
    EXPECT_EQ(Value("9bps", kRates), 9);
    EXPECT_EQ(Value("64kbps", kRates), 64'000);
    EXPECT_EQ(Value("100Mbps", kRates), 100'000'000);
    EXPECT_EQ(Value("10Gbps", kRates), 10'000'000'000);
    EXPECT_EQ(Value("1Tbps", kRates), 1'000'000'000'000);
}

TEST(UnitsTest, SizesAreBytesAndNeedNoUnit)
{
    EXPECT_EQ(Value("9000", kSizes), 9'000);
    EXPECT_EQ(Value("9B", kSizes), 9);
    EXPECT_EQ(Value("2kB", kSizes), 2'000);
    EXPECT_EQ(Value("2KiB", kSizes), 2'048);
    EXPECT_EQ(Value("1MB", kSizes), 1'000'000);
    EXPECT_EQ(Value("1MiB", kSizes), 1'048'576);
    EXPECT_EQ(Value("1GB", kSizes), 1'000'000'000);
}

TEST(UnitsTest, DecimalsAreExact)
{
    EXPECT_EQ(Value("1.5us", kDurations), 1'500);
    EXPECT_EQ(Value("0.1s", kDurations), 100'000'000);
    EXPECT_EQ(Value("0.5KiB", kSizes), 512);
    EXPECT_EQ(Value("2.500Gbps", kRates), 2'500'000'000);
    EXPECT_EQ(Value("1.00000000000000000000000s", kDurations), 1'000'000'000);
}

TEST(UnitsTest, SpacesMayStandBeforeTheUnit)
{
    EXPECT_EQ(Value("10 Gbps", kRates), 10'000'000'000);
}

TEST(UnitsTest, AFractionOfTheBaseUnitIsRefused)
{
    EXPECT_EQ(Problem("1.5ns", kDurations), "is not a whole number of nanoseconds");
    EXPECT_EQ(Problem("0.0001kbps", kRates), "is not a whole number of bits per second");
    EXPECT_EQ(Problem("0.3KiB", kSizes), "is not a whole number of bytes");
    EXPECT_EQ(Problem("0.0000000000000000001s", kDurations),
              "is not a whole number of nanoseconds");
}

TEST(UnitsTest, AMissingOrUnknownUnitIsRefused)
{
    EXPECT_EQ(Problem("10", kRates), "has no unit");
    EXPECT_EQ(Problem("5 ", kDurations), "has no unit");
    EXPECT_EQ(Problem("10gbps", kRates), "has an unknown unit");
    EXPECT_EQ(Problem("5parsecs", kDurations), "has an unknown unit");
    EXPECT_EQ(Problem("1e9Gbps", kRates), "has an unknown unit");
    EXPECT_EQ(Problem("1_000ns", kDurations), "has an unknown unit");
    EXPECT_EQ(Problem("5.s", kDurations), "has an unknown unit");
}

TEST(UnitsTest, WhatIsNoNumberIsRefused)
{
    EXPECT_EQ(Problem("", kDurations), "does not start with a number");
    EXPECT_EQ(Problem("fast", kRates), "does not start with a number");
    EXPECT_EQ(Problem(".5s", kDurations), "does not start with a number");
    EXPECT_EQ(Problem("+5s", kDurations), "does not start with a number");
    EXPECT_EQ(Problem("-5s", kDurations), "is negative");
}

TEST(UnitsTest, OverflowIsRefused)
{
    EXPECT_EQ(Value("18446744073709551615bps", kRates), std::numeric_limits<uint64_t>::max());
    EXPECT_EQ(Problem("18446744073709551616bps", kRates), "is too large");
    EXPECT_EQ(Problem("18446745Tbps", kRates), "is too large");
    EXPECT_EQ(Problem("18446744073.709551616s", kDurations), "is too large");
}

TEST(UnitsTest, TheLargestExactUnitIsWritten)
{
    EXPECT_EQ(FormatQuantity(0, kDurations), "0ns");
    EXPECT_EQ(FormatQuantity(1'500, kDurations), "1500ns");
    EXPECT_EQ(FormatQuantity(10'000, kDurations), "10us");
    EXPECT_EQ(FormatQuantity(90'000'000'000, kDurations), "90s");
    EXPECT_EQ(FormatQuantity(120'000'000'000, kDurations), "2min");
    EXPECT_EQ(FormatQuantity(10'000'000'000, kRates), "10Gbps");
    EXPECT_EQ(FormatQuantity(2'048, kSizes), "2KiB");
    EXPECT_EQ(FormatQuantity(1'000'000, kSizes), "1MB");
}

RC_GTEST_PROP(UnitsTest, WhatIsWrittenReadsBackTheSame, (uint64_t value))
{
    for (const UnitFamily* family : {&kDurations, &kRates, &kSizes})
    {
        RC_ASSERT(ParseQuantity(FormatQuantity(value, *family), *family).value == value);
    }
}

RC_GTEST_PROP(UnitsTest, AnyTextGivesAValueOrAProblem, (const std::string& text))
{
    for (const UnitFamily* family : {&kDurations, &kRates, &kSizes})
    {
        const QuantityResult result = ParseQuantity(text, *family);
        RC_ASSERT(result.value.has_value() == result.problem.empty());
    }
}

} // namespace
} // namespace ns3::vnlab
