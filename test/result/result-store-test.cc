// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-store.h"
#include "model/input/input-error.h"
#include "test/support/result-fixtures.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <cmath>
#include <csignal>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const Versions kVersions{.vnlab = "0.1.0", .ns3 = "3.37"};

/// @return the message of the InputError that @p action throws; "no error" if it throws none
std::string
ErrorOf(const std::function<void()>& action)
{
    try
    {
        action();
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "no error";
}

/// @return the message with which both ways to open @p path refuse it
std::string
RefusalOf(const std::string& path)
{
    const std::string message = ErrorOf([&] { ResultStore::Open(path, kVersions); });
    EXPECT_EQ(ErrorOf([&] { ResultStore::OpenReadOnly(path); }), message);
    EXPECT_THAT(message, HasSubstr(path));
    return message;
}

/// Acts as a user without rights while it lives, since root may write everywhere.
class Unprivileged
{
  public:
    Unprivileged()
    {
        constexpr uid_t kNobody = 65534;
        m_switched = geteuid() == 0 && seteuid(kNobody) == 0;
    }

    ~Unprivileged()
    {
        if (m_switched && seteuid(0) != 0)
        {
            std::abort();
        }
    }

    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

  private:
    bool m_switched{false};
};

TEST(ResultStoreTest, WhatIsWrittenIsReadBackByALaterProcess)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", kVersions).Write(AnyResult());
    EXPECT_THAT(ResultStore::Open(folder / "r.sqlite", kVersions).Read(), ElementsAre(AnyResult()));
    EXPECT_THAT(ResultStore::OpenReadOnly(folder / "r.sqlite").Read(), ElementsAre(AnyResult()));
}

TEST(ResultStoreTest, AStoreAtRestIsOneFile)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", kVersions).Write(AnyResult());
    const std::filesystem::directory_iterator files(folder.path);
    EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(ResultStoreTest, ARerunReplacesWhatItsKeyHad)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    store.Write(AnyResult());
    RunResult again = AnyResult();
    again.metrics = {{"config.rules", 18}};
    again.samples.clear();
    again.series.clear();
    again.error = "timed out";
    store.Write(again);
    EXPECT_THAT(store.Read(), ElementsAre(again));
}

TEST(ResultStoreTest, RunsAreSortedByKeyWhateverTheOrderOfWriting)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    RunResult first = AnyResult();
    first.key.seed = 1;
    RunResult second = AnyResult();
    RunResult third = AnyResult();
    third.key.design = "vxlan";
    for (const RunResult& result : {third, first, second})
    {
        store.Write(result);
    }
    EXPECT_THAT(store.Read(), ElementsAre(first, second, third));
}

TEST(ResultStoreTest, SeveralAreStoredAllOrNone)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    std::vector<RunResult> results(2, AnyResult());
    results[1].key.run = 100;
    store.Write(results);
    EXPECT_EQ(store.Read(), results);

    const std::string path = folder / "r.sqlite";
    SQLite::Database(path, SQLite::OPEN_READWRITE)
        .exec("CREATE TRIGGER refuse BEFORE INSERT ON run WHEN NEW.run = 102 "
              "BEGIN SELECT RAISE(ABORT, 'refused'); END");
    std::vector<RunResult> more(2, AnyResult());
    more[0].key.run = 101;
    more[1].key.run = 102;
    EXPECT_THROW(store.Write(more), std::runtime_error);
    EXPECT_EQ(store.Read(), results);
}

TEST(ResultStoreTest, AScenarioIsReadAlone)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    RunResult other = AnyResult();
    other.key.scenario = "title = 'other'";
    store.Write(other);
    store.Write(AnyResult());
    EXPECT_THAT(store.Read(other.key.scenario), ElementsAre(other));
    EXPECT_THAT(store.Read("title = 'none'"), IsEmpty());
}

TEST(ResultStoreTest, NotANumberIsReadBackAsSuch)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    RunResult result = AnyResult();
    result.metrics = {{"config.rules", std::nan("")}};
    store.Write(result);
    EXPECT_TRUE(std::isnan(store.Read().front().metrics.at("config.rules")));
}

TEST(ResultStoreTest, ValuesAreThereForSql)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", kVersions).Write(AnyResult());
    SQLite::Database database(folder / "r.sqlite");
    SQLite::Statement row(database,
                          "SELECT design, run, vnlab_version, ns3_version, metric.value, "
                          "sample.value, series.time FROM run "
                          "JOIN metric ON metric.run_id = run.id AND metric.name = 'config.rules' "
                          "JOIN sample ON sample.run_id = run.id AND sample.idx = 1 "
                          "JOIN series ON series.run_id = run.id AND series.idx = 2");
    ASSERT_TRUE(row.executeStep());
    EXPECT_EQ(row.getColumn(0).getString(), "linkwire");
    EXPECT_EQ(row.getColumn(1).getInt(), 3);
    EXPECT_EQ(row.getColumn(2).getString(), "0.1.0");
    EXPECT_EQ(row.getColumn(3).getString(), "3.37");
    EXPECT_EQ(row.getColumn(4).getDouble(), 17);
    EXPECT_EQ(row.getColumn(5).getDouble(), std::numeric_limits<double>::infinity());
    EXPECT_EQ(row.getColumn(6).getDouble(), 7);
}

TEST(ResultStoreTest, AFileThatIsNotADatabaseIsRefusedAndKept)
{
    const TemporaryFolder folder;
    const std::string text = "my thesis, chapter 1\n" + std::string(5'000, 'x');
    std::ofstream(folder / "r.sqlite") << text;
    EXPECT_THAT(RefusalOf(folder / "r.sqlite"), HasSubstr("is not a result store of vnlab"));
    EXPECT_EQ(ReadFile(folder / "r.sqlite"), text);
}

TEST(ResultStoreTest, AnotherProgramsDatabaseIsRefusedAndKept)
{
    const TemporaryFolder folder;
    SQLite::Database(folder / "r.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("PRAGMA journal_mode = WAL; CREATE TABLE run(id)");
    const std::string before = ReadFile(folder / "r.sqlite");
    EXPECT_THAT(RefusalOf(folder / "r.sqlite"), HasSubstr("SQLite file of another program"));
    EXPECT_EQ(ReadFile(folder / "r.sqlite"), before);
}

TEST(ResultStoreTest, AStoreOfTheFirstSchemaIsReadAndOpenedForWriting)
{
    const TemporaryFolder folder;
    RunResult old = AnyResult();
    old.parameters.clear();
    ResultStore::Open(folder / "r.sqlite", kVersions).Write(old);
    SQLite::Database(folder / "r.sqlite", SQLite::OPEN_READWRITE)
        .exec("DROP TABLE parameter; DROP TABLE caption; PRAGMA user_version = 1");
    EXPECT_THAT(ResultStore::OpenReadOnly(folder / "r.sqlite").Read(), ElementsAre(old));
    EXPECT_EQ(ResultStore::OpenReadOnly(folder / "r.sqlite").Caption(), StoreCaption());
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    store.Write(AnyResult());
    EXPECT_THAT(store.Read(), ElementsAre(AnyResult()));
}

TEST(ResultStoreTest, RunsAreListedInTheOrderOfTheirKeysWithoutTheirResults)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    RunResult failed = AnyResult();
    failed.key.seed = 7;
    failed.error = "signal 11";
    store.Write(AnyResult());
    store.Write(failed);
    std::vector<std::pair<uint64_t, bool>> listed;
    store.ForEachRun(
        [&](const StoredRun& run)
        {
            EXPECT_EQ(run.key.scenario, AnyResult().key.scenario);
            EXPECT_EQ(run.wallSeconds, 0.1);
            EXPECT_EQ(run.versions.vnlab, kVersions.vnlab);
            EXPECT_EQ(run.versions.ns3, kVersions.ns3);
            listed.emplace_back(run.key.seed, run.failed);
        });
    EXPECT_THAT(listed, ElementsAre(Pair(7, true), Pair(AnyResult().key.seed, false)));
}

TEST(ResultStoreTest, TheCaptionIsTheLastOneWritten)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
    EXPECT_EQ(store.Caption(), StoreCaption());
    store.WriteCaption({"Old", {"a", "b", "c"}});
    const StoreCaption caption{"`New`", {"vxlan", "flat"}};
    store.WriteCaption(caption);
    EXPECT_EQ(ResultStore::OpenReadOnly(folder / "r.sqlite").Caption(), caption);
}

TEST(ResultStoreTest, ANewerSchemaIsRefused)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", kVersions);
    SQLite::Database(folder / "r.sqlite", SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 7");
    EXPECT_THAT(RefusalOf(folder / "r.sqlite"), HasSubstr("newer vnlab (schema 7; "));
}

TEST(ResultStoreTest, ADamagedStoreIsRefused)
{
    const TemporaryFolder folder;
    ResultStore::Open(folder / "r.sqlite", kVersions).Write(AnyResult());
    std::filesystem::resize_file(folder / "r.sqlite", 200);
    EXPECT_NE(ErrorOf([&] { ResultStore::Open(folder / "r.sqlite", kVersions); }), "no error");
    EXPECT_NE(ErrorOf([&] { ResultStore::OpenReadOnly(folder / "r.sqlite"); }), "no error");
}

TEST(ResultStoreTest, AFolderIsNotAStore)
{
    const TemporaryFolder folder;
    EXPECT_THAT(RefusalOf(folder.path.string()), HasSubstr("is a folder"));
}

TEST(ResultStoreTest, AnEmptyFileBecomesAStoreButHasNothingToRead)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "r.sqlite").close();
    EXPECT_THAT(ErrorOf([&] { ResultStore::OpenReadOnly(folder / "r.sqlite"); }),
                HasSubstr("is empty"));
    EXPECT_THAT(ResultStore::Open(folder / "r.sqlite", kVersions).Read(), IsEmpty());
}

TEST(ResultStoreTest, ReadingDoesNotCreateAStore)
{
    const TemporaryFolder folder;
    EXPECT_THAT(ErrorOf([&] { ResultStore::OpenReadOnly(folder / "r.sqlite"); }),
                HasSubstr("r.sqlite: does not exist"));
    EXPECT_FALSE(std::filesystem::exists(folder / "r.sqlite"));
}

TEST(ResultStoreTest, AFolderThatIsMissingOrReadOnlyIsRefusedAndNothingWritten)
{
    const TemporaryFolder folder;
    EXPECT_THAT(ErrorOf([&] { ResultStore::Open(folder / "none/r.sqlite", kVersions); }),
                HasSubstr("none/r.sqlite: cannot be created"));
    chmod(folder.path.c_str(), 0555);
    {
        const Unprivileged user;
        EXPECT_THAT(ErrorOf([&] { ResultStore::Open(folder / "r.sqlite", kVersions); }),
                    HasSubstr("r.sqlite: cannot be created"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(ResultStoreTest, AReadOnlyStoreIsRefusedForWritingAndReadable)
{
    for (const mode_t folderMode : {0777, 0555})
    {
        const TemporaryFolder folder;
        ResultStore::Open(folder / "r.sqlite", kVersions).Write(AnyResult());
        const std::string before = ReadFile(folder / "r.sqlite");
        // A file in a folder without rights cannot be written safely either: no journal.
        chmod((folder / "r.sqlite").c_str(), folderMode == 0555 ? 0666 : 0444);
        chmod(folder.path.c_str(), folderMode);
        {
            const Unprivileged user;
            EXPECT_THAT(ErrorOf([&] { ResultStore::Open(folder / "r.sqlite", kVersions); }),
                        HasSubstr("r.sqlite: cannot be used"));
            EXPECT_THAT(ResultStore::OpenReadOnly(folder / "r.sqlite").Read(),
                        ElementsAre(AnyResult()));
        }
        EXPECT_EQ(ReadFile(folder / "r.sqlite"), before);
    }
}

TEST(ResultStoreTest, AWriteThatFailsNamesTheFileAndChangesNothing)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::OpenReadOnly(
        (ResultStore::Open(folder / "r.sqlite", kVersions), folder / "r.sqlite"));
    try
    {
        store.Write(AnyResult());
        FAIL() << "a store that is read only was written";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("r.sqlite: a result could not be stored"));
    }
    EXPECT_THAT(store.Read(), IsEmpty());
}

TEST(ResultStoreTest, AWriterKilledAtAnyMomentLeavesWholeRuns)
{
    const TemporaryFolder folder;
    RunResult result = AnyResult();
    for (int index = 0; index < 500; ++index)
    {
        result.samples["traffic.delay"].push_back(index);
    }
    std::mt19937 random(7);
    for (int kill = 0; kill < 20; ++kill)
    {
        const pid_t writer = fork();
        ASSERT_GE(writer, 0);
        if (writer == 0)
        {
            ResultStore store = ResultStore::Open(folder / "r.sqlite", kVersions);
            for (result.key.run = 0;; ++result.key.run)
            {
                store.Write(result);
            }
        }
        usleep(random() % (20'000U << kill / 5)); // longer later, for machines that are busy
        ::kill(writer, SIGKILL);
        waitpid(writer, nullptr, 0);
        const auto runs = ResultStore::Open(folder / "r.sqlite", kVersions).Read();
        for (const RunResult& run : runs)
        {
            ASSERT_EQ(run.samples, result.samples);
            ASSERT_EQ(run.metrics, result.metrics);
            ASSERT_EQ(run.series, result.series);
        }
    }
    SQLite::Database database(folder / "r.sqlite");
    EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    EXPECT_GT(database.execAndGet("SELECT count(*) FROM run").getInt(), 0);
}

} // namespace

} // namespace ns3::vnlab
