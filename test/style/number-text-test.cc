// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/number-text.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <string>

namespace ns3::vnlab
{

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(NumberTextTest, ExactNumbersAreTheShortest)
{
    EXPECT_EQ(ExactNumber(0.1), "0.1");
    EXPECT_EQ(ExactNumber(42), "42");
    EXPECT_EQ(ExactNumber(-1.0 / 3), "-0.3333333333333333");
    EXPECT_EQ(ExactNumber(kInfinity), "inf");
    EXPECT_EQ(ExactNumber(-kInfinity), "-inf");
    EXPECT_EQ(ExactNumber(-std::nan("")), "nan");
}

RC_GTEST_PROP(NumberTextProperty, ExactNumbersReadBackAsTheyWere, (double value))
{
    RC_ASSERT(std::stod(ExactNumber(value)) == value);
}

TEST(NumberTextTest, CountsHaveThousandsSeparators)
{
    EXPECT_EQ(HumanNumber(0, MetricUnit::kCount), "0");
    EXPECT_EQ(HumanNumber(999, MetricUnit::kCount), "999");
    EXPECT_EQ(HumanNumber(1'000, MetricUnit::kCount), "1,000");
    EXPECT_EQ(HumanNumber(-1'234'567, MetricUnit::kCount), "-1,234,567");
    EXPECT_EQ(HumanNumber(12.3456, MetricUnit::kCount), "12.3");
    EXPECT_EQ(HumanNumber(0.0123456, MetricUnit::kCount), "0.0123");
}

TEST(NumberTextTest, TimesTakeTheUnitThatFits)
{
    EXPECT_EQ(HumanNumber(0, MetricUnit::kSeconds), "0 s");
    EXPECT_EQ(HumanNumber(2.5, MetricUnit::kSeconds), "2.50 s");
    EXPECT_EQ(HumanNumber(0.0125, MetricUnit::kSeconds), "12.5 ms");
    EXPECT_EQ(HumanNumber(340e-6, MetricUnit::kSeconds), "340 µs");
    EXPECT_EQ(HumanNumber(13.3e-9, MetricUnit::kSeconds), "13.3 ns");
    EXPECT_EQ(HumanNumber(90'000, MetricUnit::kSeconds), "90,000 s");
}

TEST(NumberTextTest, BytesAndFractionsTakeTheirUnits)
{
    EXPECT_EQ(HumanNumber(999, MetricUnit::kBytes), "999 B");
    EXPECT_EQ(HumanNumber(3'400'000, MetricUnit::kBytes), "3.40 MB");
    EXPECT_EQ(HumanNumber(0.125, MetricUnit::kFraction), "12.5 %");
    EXPECT_EQ(HumanNumber(0, MetricUnit::kFraction), "0 %");
    EXPECT_EQ(HumanNumber(1, MetricUnit::kFraction), "100 %");
}

TEST(NumberTextTest, RatesHavePrefixes)
{
    EXPECT_EQ(HumanNumber(0, MetricUnit::kBitsPerSecond), "0 bit/s");
    EXPECT_EQ(HumanNumber(9.9e9, MetricUnit::kBitsPerSecond), "9.90 Gbit/s");
    EXPECT_EQ(HumanNumber(20'000, MetricUnit::kBitsPerSecond), "20 kbit/s");
    EXPECT_EQ(HumanNumber(5e-6, MetricUnit::kSeconds), "5 µs"); // 4.999999999999999 of them
    EXPECT_EQ(HumanNumber(999'900'000, MetricUnit::kBitsPerSecond), "1.000 Gbit/s");
}

TEST(NumberTextTest, AHalfWidthSharesUnitAndDigits)
{
    EXPECT_EQ(HumanNumber(0.00125, MetricUnit::kSeconds, 0.000083), "1.250 ± 0.083 ms");
    EXPECT_EQ(HumanNumber(1234.5, MetricUnit::kCount, 3.21), "1,234.5 ± 3.2");
    EXPECT_EQ(HumanNumber(12'345.6, MetricUnit::kCount, 678.9), "12,346 ± 679");
    EXPECT_EQ(HumanNumber(4'312, MetricUnit::kCount, 0), "4,312");
}

TEST(NumberTextTest, WhatWasNotReachedIsSaidSo)
{
    EXPECT_EQ(HumanNumber(kInfinity, MetricUnit::kSeconds), "never");
    EXPECT_EQ(HumanNumber(std::nan(""), MetricUnit::kSeconds), "unknown");
}

} // namespace

} // namespace ns3::vnlab
