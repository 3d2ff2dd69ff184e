// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv.h"
#include "test/support/result-fixtures.h"

#include <gtest/gtest.h>
#include <locale>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

/// Numbers as in countries that write 1.234,5.
class DecimalComma : public std::numpunct<char>
{
    char do_decimal_point() const override
    {
        return ',';
    }

    char do_thousands_sep() const override
    {
        return '.';
    }

    std::string do_grouping() const override
    {
        return "\3";
    }
};

std::string
Metrics(const std::vector<RunResult>& results)
{
    std::ostringstream out;
    WriteCsv(CsvTable::kMetrics, results, out);
    return out.str();
}

RunResult
RunWith(const std::string& design, uint32_t run, double rules)
{
    RunResult result;
    result.key = {.scenario = "", .design = design, .seed = 12'345, .run = run};
    result.metrics = {{"config.rules", rules}, {"config.deploy_s", 0.1}};
    return result;
}

RunResult
WithoutParameters(RunResult result)
{
    result.parameters.clear();
    return result;
}

TEST(CsvTest, ParametersAreColumnsEmptyWhereARunHasNone)
{
    RunResult swept = RunWith("vxlan", 2, 7);
    swept.metrics.erase("config.deploy_s");
    swept.parameters = {{"tenants.count", {"10", 10}}, {"run.duration", {"1s", 1}}};
    RunResult other = RunWith("vxlan", 3, 8);
    other.metrics.erase("config.deploy_s");
    other.parameters = {{"a,b", {"x,y", {}}}};
    EXPECT_EQ(Metrics({other, swept}),
              "design,seed,run,\"a,b\",run.duration,tenants.count,metric,value\r\n"
              "vxlan,12345,2,,1s,10,config.rules,7\r\n"
              "vxlan,12345,3,\"x,y\",,,config.rules,8\r\n");
}

TEST(CsvTest, AMetricIsARow)
{
    EXPECT_EQ(Metrics({RunWith("vxlan", 2, 1e6)}),
              "design,seed,run,metric,value\r\n"
              "vxlan,12345,2,config.deploy_s,0.1\r\n"
              "vxlan,12345,2,config.rules,1e+06\r\n");
}

TEST(CsvTest, ASampleIsARow)
{
    std::ostringstream out;
    WriteCsv(CsvTable::kSamples, std::vector{WithoutParameters(AnyResult())}, out);
    EXPECT_EQ(out.str(),
              "design,seed,run,metric,index,value\r\n"
              "linkwire,18446744073709551615,3,reconfig.effective,0,0.5\r\n"
              "linkwire,18446744073709551615,3,reconfig.effective,1,inf\r\n"
              "linkwire,18446744073709551615,3,reconfig.effective,2,1e-300\r\n"
              "linkwire,18446744073709551615,3,traffic.delay,0,2\r\n");
}

TEST(CsvTest, APointOfASeriesIsARow)
{
    std::ostringstream out;
    WriteCsv(CsvTable::kSeries, std::vector{WithoutParameters(AnyResult())}, out);
    EXPECT_EQ(out.str(),
              "design,seed,run,metric,time_s,value\r\n"
              "linkwire,18446744073709551615,3,exposure.compromised,0,1\r\n"
              "linkwire,18446744073709551615,3,exposure.compromised,0.25,2\r\n"
              "linkwire,18446744073709551615,3,exposure.compromised,7,inf\r\n");
}

TEST(CsvTest, BytesDoNotDependOnOrderOrWallTime)
{
    RunResult slow = RunWith("flat", 1, 3);
    slow.wallSeconds = 99;
    EXPECT_EQ(Metrics({RunWith("vxlan", 0, 1), RunWith("flat", 10, 2), slow}),
              Metrics({RunWith("flat", 1, 3), RunWith("flat", 10, 2), RunWith("vxlan", 0, 1)}));
}

TEST(CsvTest, BytesDoNotDependOnTheLocale)
{
    const std::string expected = Metrics({RunWith("vxlan", 2, 1234567.5)});
    const std::locale before =
        std::locale::global(std::locale(std::locale::classic(), new DecimalComma));
    const std::string actual = Metrics({RunWith("vxlan", 2, 1234567.5)});
    std::locale::global(before);
    EXPECT_EQ(actual, expected);
}

TEST(CsvTest, ARunThatFailedHasNoRows)
{
    RunResult failed = RunWith("flat", 0, 1);
    failed.error = "killed";
    EXPECT_EQ(Metrics({failed}), "design,seed,run,metric,value\r\n");
}

TEST(CsvTest, NamesThatBiteAreQuoted)
{
    // RFC 4180, section 2, rules 6 and 7.
    std::ostringstream out;
    WriteCsvRecord({"a,b", "say \"hi\"", "two\nlines", "two\rlines", "`plain`", "", "$(x)"}, out);
    EXPECT_EQ(out.str(),
              "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"two\rlines\",`plain`,,$(x)\r\n");
}

} // namespace

} // namespace ns3::vnlab
