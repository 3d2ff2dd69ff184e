// SPDX-License-Identifier: GPL-2.0-only
//
// `vnlab report`: what it writes and what it refuses. The page itself: test/report.

#include "analysis/result/result-store.h"
#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <SQLiteCpp/Database.h>
#include <functional>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ns3::vnlab::test
{

namespace
{

using Json = nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class ReportTest : public testing::Test
{
  protected:
    void RunRing(const std::vector<std::string>& more = {})
    {
        WriteFile(m_folder / "lab.toml", kRing);
        std::vector<std::string> arguments{"run", "lab.toml", "--out", "out", "--no-plots"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        ASSERT_EQ(RunVnlab(arguments, m_folder.path).status, 0);
    }

    void ExpectRefused(const std::vector<std::string>& arguments, const std::string& why)
    {
        const auto before = ContentsOf(m_folder.path);
        const Ended ended = RunVnlab(arguments, m_folder.path);
        EXPECT_EQ(ended.status, 2);
        EXPECT_EQ(ended.err, why + "\n");
        EXPECT_EQ(ContentsOf(m_folder.path), before);
    }

    /// Changes the stored run of flat.
    void EditFirstRun(const std::function<void(RunResult&)>& edit)
    {
        ResultStore store = ResultStore::Open(m_folder / "out/results.sqlite", {"0", "0"});
        RunResult run = store.Read().front();
        ASSERT_EQ(run.key.design, "flat");
        edit(run);
        store.Write(run);
    }

    /// Runs a report of the folder out. @return the replay in the page's data
    Json ReplayOf(const std::vector<std::string>& arguments)
    {
        const Ended ended = RunVnlab(arguments, m_folder.path);
        EXPECT_EQ(ended.status, 0) << ended.err;
        const std::string page = ReadFile(m_folder / "out/report.html");
        const std::string begin = "id=\"data\">";
        const size_t at = page.find(begin) + begin.size();
        return Json::parse(page.substr(at, page.find("</script>", at) - at))["replay"];
    }

    TemporaryFolder m_folder;
};

TEST_F(ReportTest, IsOnePageBesideTheStore)
{
    RunRing();
    const Ended ended = RunVnlab({"report", "out"}, m_folder.path);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out, "report in out/report.html\n");
    const auto files = ContentsOf(m_folder.path / "out");
    EXPECT_EQ(files.size(), 5U); // the store, three tables, the page
    EXPECT_THAT(files.at("report.html"), StartsWith("<!doctype html>"));
    EXPECT_THAT(files.at("report.html"), HasSubstr("\"title\":\"Ring\""));
    EXPECT_THAT(files.at("report.html"), HasSubstr("\"designs\":[\"flat\",\"linkwire\"]"));
    EXPECT_THAT(files.at("report.html"), EndsWith("</html>\n"));
}

TEST_F(ReportTest, TakesTheStoresFileAndIsTheSameEachTime)
{
    RunRing();
    for (const char* page : {"a.html", "b.html", "a.html"})
    {
        EXPECT_EQ(RunVnlab({"report", "out/results.sqlite", "--out", page}, m_folder.path).status,
                  0);
    }
    EXPECT_EQ(ReadFile(m_folder / "a.html"), ReadFile(m_folder / "b.html"));
}

TEST_F(ReportTest, RunsOfSeveralSeedsAreOnePoint)
{
    RunRing();
    RunRing({"--seed", "2"});
    RunRing({"--seed", "3", "--repeat", "2"});
    EXPECT_EQ(RunVnlab({"report", "out"}, m_folder.path).status, 0);
    EXPECT_THAT(ReadFile(m_folder / "out/report.html"), HasSubstr("\"runs\":[[0,4,0],[1,4,0]]"));
}

TEST_F(ReportTest, RefusesWhatIsNoStore)
{
    std::filesystem::create_directory(m_folder / "empty");
    WriteFile(m_folder / "lab.toml", kRing);
    WriteFile(m_folder / "none.sqlite", "");
    ExpectRefused({"report", "nowhere.sqlite"}, "nowhere.sqlite: does not exist");
    ExpectRefused({"report", "empty"}, "empty/results.sqlite: does not exist");
    ExpectRefused({"report", "lab.toml"}, "lab.toml: is not a result store of vnlab");
}

TEST_F(ReportTest, RefusesAStoreWithoutRuns)
{
    ResultStore::Open(m_folder / "s.sqlite", {"0", "0"});
    ExpectRefused({"report", "s.sqlite"}, "s.sqlite: has no runs to report yet");
}

TEST_F(ReportTest, APageThatCannotBeWrittenLeavesNothing)
{
    RunRing();
    ExpectRefused({"report", "out", "--out", "no/such/folder.html"},
                  "no/such/folder.html: cannot be written: No such file or directory");
    std::filesystem::create_directory(m_folder / "taken");
    WriteFile(m_folder / "taken/file", "x");
    ExpectRefused({"report", "out", "--out", "taken"}, "taken: is not a regular file");
}

TEST_F(ReportTest, ReplaysTheRunsThatItCanComputeAgain)
{
    RunRing();
    const Json replay = ReplayOf({"report", "out"});
    EXPECT_EQ(replay["head"],
              Json::parse(R"({"point": 0, "seed": "1", "run": 0, "why": "", "left": []})"));
    EXPECT_EQ(replay["cloud"]["racks"], 2);
    ASSERT_EQ(replay["recordings"].size(), 2U);
    EXPECT_EQ(replay["recordings"][0][0], 0);
    EXPECT_EQ(replay["recordings"][1][0], 1);
    EXPECT_EQ(replay["recordings"][1][1]["duration"], 1'000'000);
}

TEST_F(ReportTest, ReplaysNothingWhereItIsToldSo)
{
    RunRing();
    const Json replay = ReplayOf({"report", "out", "--replay", "none"});
    EXPECT_EQ(replay["head"]["why"], "the report was written with --replay none");
    EXPECT_TRUE(replay["recordings"].empty());
}

TEST_F(ReportTest, ARunThatDiffersFromWhatIsStoredIsNotReplayed)
{
    RunRing();
    EditFirstRun([](RunResult& run) { run.metrics.at("config.rules") += 1; });
    const Json replay = ReplayOf({"report", "out"});
    EXPECT_EQ(replay["head"]["why"], "");
    EXPECT_EQ(replay["head"]["left"],
              Json::parse(R"([[0, "computed again, it differs from what is stored: another )"
                          R"(version of vnlab computed that, or a file of the scenario has )"
                          R"(changed"]])"));
    ASSERT_EQ(replay["recordings"].size(), 1U);
    EXPECT_EQ(replay["recordings"][0][0], 1);
}

TEST_F(ReportTest, RunsThatTookLongAreReplayedOnlyOnDemand)
{
    RunRing();
    EditFirstRun([](RunResult& run) { run.wallSeconds = 40.6; });
    const Json replay = ReplayOf({"report", "out"});
    EXPECT_EQ(replay["head"]["why"],
              "the runs have to be computed again for it: 2 runs of 6 VMs, which took 41 s; for a "
              "page with a replay, type: vnlab report … --replay all");
    EXPECT_EQ(replay["cloud"], nullptr);
    EXPECT_EQ(ReplayOf({"report", "out", "--replay", "all"})["recordings"].size(), 2U);
}

TEST_F(ReportTest, ReplaysAScenarioWhoseFilesHaveGone)
{
    WriteFile(m_folder / "files/ring.dot", "graph { a -- b -- c -- a; }");
    WriteFile(m_folder / "files/lab.toml",
              With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"ring.dot\""));
    ASSERT_EQ(
        RunVnlab({"run", "files/lab.toml", "--out", "out", "--no-plots"}, m_folder.path).status, 0);
    std::filesystem::rename(m_folder / "files", m_folder / "gone");
    EXPECT_EQ(ReplayOf({"report", "out"})["recordings"].size(), 2U);

    SQLite::Database(m_folder / "out/results.sqlite", SQLite::OPEN_READWRITE)
        .exec("DROP TABLE input; DROP TABLE input_text; PRAGMA user_version = 4"); // an older one
    EXPECT_THAT(std::string(ReplayOf({"report", "out"})["head"]["why"]),
                testing::AllOf(HasSubstr("\"ring.dot\", which does not exist"),
                               EndsWith("--files names the folder of files that the store does "
                                        "not have")));
    EXPECT_EQ(ReplayOf({"report", "out", "--files", "gone"})["recordings"].size(), 2U);
    WriteFile(m_folder / "gone/ring.dot", "graph { a -- b -- c; }");
    EXPECT_EQ(ReplayOf({"report", "out", "--files", "gone"})["head"]["why"],
              "no run could be computed again as it is stored");
}

TEST_F(ReportTest, AScenarioOfAnotherVersionIsNotReplayed)
{
    std::filesystem::create_directory(m_folder / "out");
    {
        ResultStore store = ResultStore::Open(m_folder / "out/results.sqlite", {"9.9.9", "9.9"});
        store.Write(
            {.key = {"[novelty]\nx = 1\n", "flat", 1, 0}, .metrics = {{"config.rules", 1}}});
    }
    EXPECT_THAT(std::string(ReplayOf({"report", "out"})["head"]["why"]),
                StartsWith("the stored scenario cannot be read again: the stored scenario:1:"));
}

TEST_F(ReportTest, ASweepIsReplayedThoughItStoresNoDesigns)
{
    WriteFile(m_folder / "lab.toml", kRing + "[sweep]\n\"tenants.generate.vms\" = [4, 6]\n");
    ASSERT_EQ(RunVnlab({"sweep", "lab.toml", "--out", "out"}, m_folder.path).status, 0);
    const Json replay = ReplayOf({"report", "out"});
    EXPECT_EQ(replay["recordings"].size(), 2U);
    EXPECT_EQ(replay["cloud"]["name"].size(), 4U); // the first point
}

} // namespace

} // namespace ns3::vnlab::test
