// SPDX-License-Identifier: GPL-2.0-only
//
// `vnlab report`: what it writes and what it refuses. The page itself: test/report.

#include "analysis/result-store.h"
#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::test
{

namespace
{

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
                  "no/such/folder.html: the report cannot be written here");
    std::filesystem::create_directory(m_folder / "taken");
    WriteFile(m_folder / "taken/file", "x");
    ExpectRefused({"report", "out", "--out", "taken"}, "taken: the report cannot be written here");
}

} // namespace

} // namespace ns3::vnlab::test
