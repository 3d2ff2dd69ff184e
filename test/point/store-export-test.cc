// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/store-export.h"
#include "analysis/result/result-json.h"
#include "test/support/result-fixtures.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace ns3::vnlab
{
namespace
{

class StoreExportTest : public testing::Test
{
  protected:
    void Write(const RunResult& result)
    {
        m_store.Write(result);
    }

    std::string Table(const std::string& name) const
    {
        std::ostringstream out;
        StoreExport(m_store).WriteTable(name, out);
        return out.str();
    }

    TemporaryFolder m_folder;
    ResultStore m_store{ResultStore::Open(m_folder.path / "results.sqlite", {"1", "2"})};
};

RunResult
MakeRun(const std::string& scenario, const std::string& count, uint32_t run, double value)
{
    return {.key = {scenario, "flat", 7, run},
            .parameters = {{"tenants.count", {count, std::stod(count)}}},
            .wallSeconds = 0.5,
            .metrics = {{"config.rules", value}},
            .samples = {{"reconfig.leak", {0.1}}},
            .series = {{"exposure.compromised.guest-root", {{0.25, 1}}}}};
}

TEST_F(StoreExportTest, TablesHaveTheRunsOfAllScenariosInTheOrderOfTheirParameters)
{
    Write(MakeRun("a", "100", 0, 3));
    Write(MakeRun("b", "20", 1, 2));
    Write(MakeRun("b", "20", 0, 0.1));
    EXPECT_EQ(Table("metrics"),
              "design,seed,run,tenants.count,metric,value\r\n"
              "flat,7,0,20,config.rules,0.1\r\n"
              "flat,7,1,20,config.rules,2\r\n"
              "flat,7,0,100,config.rules,3\r\n");
    EXPECT_THAT(Table("samples"),
                testing::StartsWith("design,seed,run,tenants.count,metric,index,value\r\n"
                                    "flat,7,0,20,reconfig.leak,0,0.1\r\nflat,7,"));
    EXPECT_THAT(Table("series"),
                testing::StartsWith("design,seed,run,tenants.count,metric,time_s,value\r\n"
                                    "flat,7,0,20,exposure.compromised.guest-root,0.25,1\r\n"));
    EXPECT_EQ(Table("runs"),
              "design,seed,run,tenants.count,scenario,error,wall_s\r\n"
              "flat,7,0,20,1,,0.5\r\n"
              "flat,7,1,20,1,,0.5\r\n"
              "flat,7,0,100,2,,0.5\r\n");
    EXPECT_EQ(Table("scenarios"), "scenario,text\r\n1,b\r\n2,a\r\n");
}

TEST_F(StoreExportTest, ScenariosWithTheSameParametersAreToldApart)
{
    Write(MakeRun("a", "1", 0, 3));
    Write(MakeRun("b", "1", 0, 4));
    EXPECT_EQ(Table("metrics"),
              "design,seed,run,scenario,tenants.count,metric,value\r\n"
              "flat,7,0,1,1,config.rules,3\r\n"
              "flat,7,0,2,1,config.rules,4\r\n");
    EXPECT_EQ(Table("runs"),
              "design,seed,run,tenants.count,scenario,error,wall_s\r\n"
              "flat,7,0,1,1,,0.5\r\n"
              "flat,7,0,1,2,,0.5\r\n");
}

TEST_F(StoreExportTest, FailedRunsAreInTheTableOfRuns)
{
    RunResult failed = MakeRun("a\nb", "1", 0, 3);
    failed.error = "a \"crash\",\n`touch pwned`";
    Write(failed);
    EXPECT_EQ(Table("metrics"), "design,seed,run,tenants.count,metric,value\r\n");
    EXPECT_EQ(Table("runs"),
              "design,seed,run,tenants.count,scenario,error,wall_s\r\n"
              "flat,7,0,1,1,\"a \"\"crash\"\",\n`touch pwned`\",0.5\r\n");
    EXPECT_EQ(Table("scenarios"), "scenario,text\r\n1,\"a\nb\"\r\n");
}

TEST_F(StoreExportTest, JsonGivesEveryRunBackExactly)
{
    const RunResult result = AnyResult();
    Write(result);
    std::ostringstream out;
    StoreExport(m_store).WriteJson(out);
    const std::string line = out.str();
    ASSERT_TRUE(line.ends_with("}\n"));
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_TRUE(FromJson(line) == result);
}

/// Decimal commas and points between thousands, as in German.
class GermanNumbers : public std::numpunct<char>
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

TEST_F(StoreExportTest, ALocaleWithDecimalCommasChangesNothing)
{
    Write(MakeRun("a", "1", 0, 1234.5));
    const std::string metrics = Table("metrics");
    const std::string runs = Table("runs");
    const std::locale old =
        std::locale::global(std::locale(std::locale::classic(), new GermanNumbers));
    EXPECT_EQ(Table("metrics"), metrics);
    EXPECT_EQ(Table("runs"), runs);
    std::locale::global(old);
}

TEST_F(StoreExportTest, AnEmptyStoreHasHeadersOnly)
{
    EXPECT_EQ(Table("metrics"), "design,seed,run,metric,value\r\n");
    EXPECT_EQ(Table("runs"), "design,seed,run,scenario,error,wall_s\r\n");
    EXPECT_THROW(Table("nonsense"), std::invalid_argument);
}

} // namespace
} // namespace ns3::vnlab
