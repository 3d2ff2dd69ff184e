// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv-results.h"
#include "model/input/input-error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace ns3::vnlab
{
namespace
{

constexpr const char* kHeader = "design,seed,run,metric,value\r\n";

std::string
Written(CsvTable table, const std::vector<RunResult>& results)
{
    std::ostringstream out;
    WriteCsv(table, results, out);
    return out.str();
}

/// @return why a table is refused
std::string
Refusal(const std::string& text, CsvTable table = CsvTable::kMetrics)
{
    CsvResults results;
    try
    {
        results.Add(table, text, "m.csv");
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

TEST(CsvResultsTest, WhatIsWrittenReadsBack)
{
    const double never = std::numeric_limits<double>::infinity();
    const std::vector<RunResult> results{
        {.key = {"tenants.count = 10\ntenants.name = a, \"b\"\r\n\n", "vxlan", 1UL << 63, 2},
         .parameters = {{"tenants.count", {"10", 10}}, {"tenants.name", {"a, \"b\"\r\n", {}}}},
         .metrics = {{"config.rules", 0.1}, {"traffic.sent", 3}},
         .samples = {{"reconfig.leak", {0.25, never}}, {"traffic.rtt", {1e-9}}}},
        {.key = {"", "flat", 7, 0}, .metrics = {{"config.rules", 5}}}};
    CsvResults read;
    read.Add(CsvTable::kMetrics, Written(CsvTable::kMetrics, results), "m.csv");
    read.Add(CsvTable::kSamples, Written(CsvTable::kSamples, results), "s.csv");
    ASSERT_EQ(read.Runs().size(), 2u);
    for (const RunResult& result : results)
    {
        const RunResult& back = read.Runs().at(result.key);
        EXPECT_EQ(back.key, result.key);
        EXPECT_EQ(back.parameters, result.parameters);
        EXPECT_EQ(back.metrics, result.metrics);
        EXPECT_EQ(back.samples, result.samples);
    }
}

RC_GTEST_PROP(CsvResultsTest, AnyNamesAndNumbersReadBack, (const std::string& name, double value))
{
    const RunResult result{.key = {"", name, 1, 2}, .metrics = {{name, value}}};
    CsvResults read;
    read.Add(CsvTable::kMetrics, Written(CsvTable::kMetrics, {result}), "m.csv");
    RC_ASSERT(read.Runs().at(result.key).metrics == result.metrics);
}

RC_GTEST_PROP(CsvResultsTest, AnyTextIsReadOrRefused, (const std::string& text))
{
    Refusal(text);
    Refusal(kHeader + text);
}

TEST(CsvResultsTest, LinesMayEndWithoutCarriageReturnOrNotAtAll)
{
    CsvResults read;
    read.Add(CsvTable::kMetrics, "design,seed,run,metric,value\nflat,7,0,a,1", "m.csv");
    EXPECT_EQ(read.Runs().at({"", "flat", 7, 0}).metrics.at("a"), 1);
}

TEST(CsvResultsTest, OtherColumnsAreRefused)
{
    const std::string accepted = "unexpected columns; accepted are design,seed,run,";
    EXPECT_EQ(Refusal(""), "m.csv:1:1: " + accepted + "[parameters,]metric,value");
    EXPECT_EQ(Refusal("design,seed\n"), "m.csv:1:1: " + accepted + "[parameters,]metric,value");
    EXPECT_EQ(Refusal(kHeader, CsvTable::kSamples),
              "m.csv:1:1: " + accepted + "[parameters,]metric,index,value");
    EXPECT_EQ(Refusal(kHeader + std::string("flat,7,0,a\r\n")),
              "m.csv:2:1: 4 columns; accepted are 5, as in the first line");
}

TEST(CsvResultsTest, BadFieldsAreRefusedWithTheirPlace)
{
    const std::string head = kHeader;
    EXPECT_EQ(Refusal(head + "flat,-7,0,a,1\n"), "m.csv:2:6: \"-7\"; accepted is a whole number");
    EXPECT_EQ(Refusal(head + "flat,7,0.5,a,1\n"), "m.csv:2:8: \"0.5\"; accepted is a whole number");
    EXPECT_EQ(Refusal(head + "\"fl\né\",7,0,a,1e\n"), "m.csv:3:10: \"1e\"; accepted is a number");
    EXPECT_EQ(Refusal(head + "flat,7,0,a,1\nflat,7,0,a,1\n"),
              "m.csv:3:10: the run has \"a\" twice");
    EXPECT_EQ(Refusal(head + "\"flat,7,0,a,1\n"), "m.csv:2:1: a quoted field does not end");
    EXPECT_EQ(Refusal(head + "\"fl\"at,7,0,a,1\n"),
              "m.csv:2:1: text follows the closing quote of a field");
}

TEST(CsvResultsTest, SamplesCountFromZero)
{
    const std::string head = "design,seed,run,metric,index,value\n";
    EXPECT_EQ(Refusal(head + "flat,7,0,a,1,5\n", CsvTable::kSamples),
              "m.csv:2:12: index 1; accepted is 0");
    EXPECT_EQ(Refusal(head + "flat,7,0,a,0,5\nflat,7,0,a,0,5\n", CsvTable::kSamples),
              "m.csv:3:12: index 0; accepted is 1");
}

} // namespace
} // namespace ns3::vnlab
