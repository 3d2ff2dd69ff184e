// SPDX-License-Identifier: GPL-2.0-only
//
// Results with a metric that this vnlab cannot fill: their store says what it is.

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/result-store.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const MetricRows kForeignRows{Question::kDataPlane,
                              50,
                              {{"honey.caught.*",
                                Shape::kScalar,
                                MetricUnit::kSeconds,
                                Better::kHigher,
                                "time that attackers spent in a honeypot"}}};

const std::string kMetric = "honey.caught.pot";

class ForeignMetricTest : public testing::Test
{
  protected:
    /// Stores a run of each of two designs, as a program with the metric would.
    void Store(const std::string& folder, double caught, uint32_t run = 0)
    {
        std::filesystem::create_directory(m_folder / folder);
        ResultStore store = ResultStore::Open(PathIn(folder), {.vnlab = "0.1", .ns3 = "3.37"});
        for (const std::string design : {"flat", "vxlan"})
        {
            const double value = design == "flat" ? caught : caught / 2;
            store.Write({.key = {"[run]\n", design, 1, run},
                         .parameters = {{"tenants.count", {"1", 1}}},
                         .metrics = {{kMetric, value}, {"traffic.sent", 9}}});
        }
    }

    void Edit(const std::string& folder, const std::string& statement)
    {
        SQLite::Database(PathIn(folder), SQLite::OPEN_READWRITE).exec(statement);
    }

    std::string PathIn(const std::string& folder) const
    {
        return m_folder.path / folder / "results.sqlite";
    }

    Ended Do(const std::vector<std::string>& arguments)
    {
        return RunVnlab(arguments, m_folder.path);
    }

    TemporaryFolder m_folder;
};

TEST_F(ForeignMetricTest, ItIsReportedAndPlottedWithItsUnitAndDefinition)
{
    Store("mine", 0.004);
    EXPECT_EQ(Do({"explain", kMetric}).status, 2); // this vnlab has no such metric
    const Ended plot =
        Do({"plot", "mine", "--metric", kMetric, "--kind", "dots", "--format", "svg"});
    const Ended report = Do({"report", "mine", "--replay", "none"});
    ASSERT_EQ(report.status, 0) << report.err;
    const std::string page = ContentsOf(m_folder.path).at("mine/report.html");
    EXPECT_THAT(page, HasSubstr("time that attackers spent in a honeypot"));
    EXPECT_THAT(page, Not(HasSubstr("\"question\":\"other\"")));
    ASSERT_EQ(plot.status, 0) << plot.err;
    const std::string drawing = ContentsOf(m_folder.path).at("mine/dots." + kMetric + ".svg");
    EXPECT_THAT(drawing, HasSubstr("time that attackers spent in a honeypot"));
    EXPECT_THAT(drawing, HasSubstr("<text>" + kMetric + "</text>")); // its unit is in the tics
    EXPECT_THAT(drawing, HasSubstr("<text>0 s</text>"));
}

TEST_F(ForeignMetricTest, ItIsComparedAndGated)
{
    Store("old", 0.004);
    Store("new", 0.001);
    WriteFile(m_folder / "gates.toml",
              "[[gates]]\nmetric = \"honey.caught.*\"\nmax_worse = \"2ms\"\n");
    const Ended compare = Do({"compare", "old", "new", "--gate", "gates.toml"});
    EXPECT_EQ(compare.status, 1) << compare.err;
    EXPECT_THAT(compare.out, HasSubstr("4 ms"));
}

TEST_F(ForeignMetricTest, AMergedStoreHasTheRowToo)
{
    Store("a", 0.004);
    Store("b", 0.003, 1);
    const Ended merge = Do({"merge", "whole", "a", "b"});
    ASSERT_EQ(merge.status, 0) << merge.err;
    EXPECT_THAT(ResultStore::OpenReadOnly(PathIn("whole")).StoredMetrics(),
                Contains(*FindMetric(kMetric)));
}

TEST_F(ForeignMetricTest, StoresThatContradictEachOtherAreNeitherMergedNorCompared)
{
    Store("a", 0.004);
    Store("b", 0.003, 1);
    Edit("b", "UPDATE metric_row SET unit = 'B' WHERE name = 'honey.caught.*'");
    const std::string message =
        "b/results.sqlite: has the metric \"honey.caught.*\" as \"scalar, in B, better when "
        "higher\", but a/results.sqlite has it as \"scalar, in s, better when higher\"; accepted "
        "together are results that agree on it";
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"merge", "whole", "a", "b"}, {"compare", "a", "b"}})
    {
        const Ended ended = Do(arguments);
        EXPECT_EQ(ended.status, 2) << arguments.front();
        EXPECT_THAT(ended.err, HasSubstr(message)) << arguments.front();
    }
    EXPECT_FALSE(std::filesystem::exists(m_folder.path / "whole"));
}

TEST_F(ForeignMetricTest, AnOlderStoreWithoutRowsIsReadWithWhatThisVnlabKnows)
{
    Store("old", 0.004);
    Edit("old", "DROP TABLE metric_row; PRAGMA user_version = 3");
    const Ended report = Do({"report", "old", "--replay", "none"});
    ASSERT_EQ(report.status, 0) << report.err;
    const std::string page = ContentsOf(m_folder.path).at("old/report.html");
    EXPECT_THAT(page, HasSubstr("packets that guests sent on wanted virtual links"));
    EXPECT_THAT(page, HasSubstr("\"question\":\"other\""));
}

} // namespace

} // namespace ns3::vnlab::test
