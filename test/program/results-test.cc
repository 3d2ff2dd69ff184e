// SPDX-License-Identifier: GPL-2.0-only
//
// What a run leaves in its folder.

#include "analysis/result/csv.h"
#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <gmock/gmock.h>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

const std::string kEventful = kRing + R"([[changes]]
at = "100ms"
kind = "rewire"
links = 1
watch = "100ms"
[[attacks]]
at = "300ms"
kind = "lateral-movement"
)";

class ResultsTest : public testing::Test
{
  protected:
    ResultsTest()
    {
        WriteFile(m_folder / "lab.toml", kEventful);
    }

    Ended Run(const std::vector<std::string>& options)
    {
        std::vector<std::string> arguments{"run", "lab.toml", "--out", "out"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Ended run = RunVnlab(arguments, m_folder.path);
        EXPECT_EQ(run.status, 0) << run.out << run.err;
        return run;
    }

    TemporaryFolder m_folder;
};

TEST_F(ResultsTest, EveryRunIsStoredWithItsScenarioAndVersions)
{
    const Ended resolved = RunVnlab({"run", "lab.toml", "--print-resolved"}, m_folder.path);
    Run({"--no-plots"});
    const auto stored = StoredIn(m_folder.path / "out");
    EXPECT_THAT(stored, ElementsAre(Key("flat"), Key("linkwire")));
    for (const auto& [design, result] : stored)
    {
        EXPECT_EQ(result.key.scenario, resolved.out);
        EXPECT_EQ(result.key.seed, 1U);
        EXPECT_EQ(result.key.run, 0U);
        EXPECT_EQ(result.error, "");
        EXPECT_GT(result.wallSeconds, 0);
        EXPECT_GT(result.metrics.at("traffic.delivered"), 0);
        EXPECT_EQ(result.metrics.at("reconfig.always_open"), design == "flat" ? 1 : 0);
        EXPECT_EQ(result.samples.count("reconfig.effective"), design == "flat" ? 0U : 1U);
        EXPECT_FALSE(result.series.at("exposure.compromised.guest-user").empty());
    }
    SQLite::Database database(m_folder / "out/results.sqlite");
    const std::string version =
        database.execAndGet("SELECT min(vnlab_version) || ns3_version FROM run").getString();
    EXPECT_THAT(version, testing::MatchesRegex("[0-9.]+3\\.[0-9.]+"));
}

TEST_F(ResultsTest, TheCsvFilesAreWhatTheStoreHolds)
{
    Run({"--no-plots", "--repeat", "2"});
    const auto results = ResultStore::OpenReadOnly(m_folder / "out/results.sqlite").Read();
    EXPECT_EQ(results.size(), 4U);
    for (const auto& [table, name] : kCsvFiles)
    {
        std::ostringstream out;
        WriteCsv(table, results, out);
        EXPECT_EQ(ReadFile(m_folder.path / "out" / name), out.str()) << name;
    }
}

TEST_F(ResultsTest, ARerunReplacesItsRows)
{
    Run({"--no-plots"});
    const auto first = ContentsOf(m_folder.path / "out");
    Run({"--no-plots"});
    EXPECT_THAT(StoredIn(m_folder.path / "out"), testing::SizeIs(2));
    EXPECT_EQ(ReadFile(m_folder / "out/metrics.csv"), first.at("metrics.csv"));
    SQLite::Database database(m_folder / "out/results.sqlite");
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM scenario").getInt(), 1);
}

TEST_F(ResultsTest, AnotherSeedIsAddedToTheStore)
{
    Run({"--no-plots"});
    Run({"--no-plots", "--seed", "2"});
    EXPECT_EQ(ResultStore::OpenReadOnly(m_folder / "out/results.sqlite").Read().size(), 4U);
}

TEST_F(ResultsTest, PlotsHaveTheirDataAndScriptBesideThem)
{
    const Ended run = Run({});
    const auto files = ContentsOf(m_folder.path / "out");
    for (const std::string stem : {"configuration-cost",
                                   "reconfiguration-latency",
                                   "what-users-feel",
                                   "compromised-vms.guest-user"})
    {
        ASSERT_THAT(files, testing::Contains(Key(stem + ".svg")));
        EXPECT_THAT(files.at(stem + ".svg"), HasSubstr("<svg"));
        EXPECT_THAT(files.at(stem + ".svg"), HasSubstr("linkwire"));
        EXPECT_THAT(files.at(stem + ".png"), testing::StartsWith("\x89PNG"));
        EXPECT_THAT(files.at(stem + ".tsv"), HasSubstr("linkwire\n"));
        EXPECT_THAT(files.at(stem + ".gp"), HasSubstr(stem + ".tsv"));
    }
    EXPECT_EQ(files.size(), 4U + 4 * 5); // the store and three tables, four plots
    EXPECT_THAT(run.out, HasSubstr("\nresults in out\n--all prints all measures"));
}

TEST_F(ResultsTest, NoPlotsAreDrawnWhereNoneAreWanted)
{
    Run({"--no-plots"});
    EXPECT_THAT(
        ContentsOf(m_folder.path / "out"),
        ElementsAre(
            Key("metrics.csv"), Key("results.sqlite"), Key("samples.csv"), Key("series.csv")));
}

} // namespace

} // namespace ns3::vnlab::test
