// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-tics.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

TEST(PlotTicsTest, DecadesSayTheirValuesAsTablesDo)
{
    EXPECT_EQ(
        TicSettings({"x", {1, 10}, MetricUnit::kSeconds, true}),
        "set xtics ('1 s' 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '10 "
        "s' 10)\n");
    const std::string tics = TicSettings({"x", {1e-4, 1e3}, MetricUnit::kSeconds, true, 8});
    for (const char* label : {"'100 µs' 1e-04", "'1 ms' 0.001", "'1 s' 1,", "'1,000 s' 1000"})
    {
        EXPECT_NE(tics.find(label), std::string::npos) << label << " in " << tics;
    }
}

TEST(PlotTicsTest, ManyDecadesAreNumberedInPart)
{
    const std::string tics = TicSettings({"y", {1e-9, 1e3}, MetricUnit::kSeconds, true, 5});
    EXPECT_NE(tics.find("'1 ns' 1e-09, '' 2e-09 1"), std::string::npos) << tics;
    EXPECT_NE(tics.find("'' 1e-08 1"), std::string::npos) << tics;
    EXPECT_NE(tics.find("'1 µs' 1e-06"), std::string::npos) << tics;
}

TEST(PlotTicsTest, FractionsArePercentagesAndFormatsAreEscaped)
{
    EXPECT_EQ(TicSettings({"y", {-0.05, 1.08}, MetricUnit::kFraction}),
              "set ytics ('0 %%' 0, '50 %%' 0.5, '100 %%' 1)\n");
}

TEST(PlotTicsTest, StepsAreRoundAndExact)
{
    EXPECT_EQ(TicSettings({"x", {0, 0.7}, MetricUnit::kCount}),
              "set xtics ('0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6)\n");
    EXPECT_EQ(TicSettings({"x", {-900, 28000}, MetricUnit::kCount}),
              "set xtics ('0' 0, '10,000' 10000, '20,000' 20000)\n");
}

TEST(PlotTicsTest, BehindAPartOfTheRangeThereAreNone)
{
    EXPECT_EQ(TicSettings({"x", {0, 1.01e-3}, MetricUnit::kSeconds, false, 3, 0.93}),
              "set xtics ('0 s' 0, '500 µs' 5e-04)\n");
}

TEST(PlotTicsTest, CountsInDecadesAreGnuplotsOwn)
{
    EXPECT_EQ(TicSettings({"y", {1, 1e5}, MetricUnit::kCount, true}),
              "set ytics autofreq\nset format y '%.0s%c'\n");
}

} // namespace

} // namespace ns3::vnlab
