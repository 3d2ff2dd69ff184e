// SPDX-License-Identifier: GPL-2.0-only
//
// Stores that somebody has made to harm who reads them.

#include "analysis/result/result-store.h"
#include "model/input/input-error.h"
#include "test/support/result-fixtures.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;

class HostileStoreTest : public testing::Test
{
  protected:
    HostileStoreTest()
    {
        ResultStore::Open(m_path, {"1", "3"}).Write(AnyResult());
    }

    void Edit(const std::string& sql)
    {
        SQLite::Database(m_path, SQLite::OPEN_READWRITE).exec(sql);
    }

    /// Reads everything. @return why that is refused; empty where it is not
    static std::string ReadAll(const std::string& path)
    {
        try
        {
            const ResultStore store = ResultStore::OpenReadOnly(path);
            store.Caption();
            store.Designs();
            store.RunsByVersions();
            store.ForEachRun([](const StoredRun&) {});
            store.ForEachScenario([&](const StoredScenario& scenario)
                                  { store.ForEachResult(scenario, [](const RunResult&) {}); });
            store.Read();
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    }

    TemporaryFolder m_folder;
    std::string m_path{m_folder / "r.sqlite"};
};

TEST_F(HostileStoreTest, AViewWhichMayNeverEndIsRefused)
{
    Edit("DROP TABLE series; CREATE VIEW series(run_id, name, idx, time, value) AS WITH RECURSIVE "
         "r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT 1, 'x', i, i, i FROM r");
    const std::string why = m_path + ": has the view \"series\"; a result store of vnlab has plain "
                                     "tables only";
    EXPECT_EQ(ReadAll(m_path), why);
    EXPECT_THROW(ResultStore::Open(m_path, {"1", "3"}), InputError);
}

TEST_F(HostileStoreTest, ATriggerIsRefused)
{
    Edit("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM metric; END");
    EXPECT_THAT(ReadAll(m_path), HasSubstr("has the trigger \"t\""));
    EXPECT_THROW(ResultStore::Open(m_path, {"1", "3"}), InputError);
}

TEST_F(HostileStoreTest, TextsThatAreTooLongAreRefusedWhereverTheyAre)
{
    for (const std::string column : {"run.design",
                                     "run.error",
                                     "run.vnlab_version",
                                     "metric.name",
                                     "sample.name",
                                     "series.name",
                                     "parameter.name",
                                     "parameter.text",
                                     "metric_row.definition"})
    {
        const std::string copy = m_folder / "copy.sqlite";
        std::filesystem::copy_file(m_path, copy, std::filesystem::copy_options::overwrite_existing);
        const std::string table = column.substr(0, column.find('.'));
        SQLite::Database database(copy, SQLite::OPEN_READWRITE);
        const std::string name = column.substr(table.size() + 1);
        database.exec("UPDATE OR REPLACE " + table + " SET " + name +
                      " = printf('%.5000000c', 'A')");
        EXPECT_THAT(ReadAll(copy), HasSubstr(copy + ": has a text of 5000000 bytes as " + name))
            << column;
    }
}

TEST_F(HostileStoreTest, WhatIsNoRegularFileIsNotWaitedFor)
{
    ASSERT_EQ(mkfifo((m_folder / "fifo").c_str(), 0600), 0);
    std::filesystem::create_symlink("loop", m_folder / "loop");
    EXPECT_EQ(ReadAll(m_folder / "fifo"), m_folder / "fifo" + ": is not a regular file");
    EXPECT_EQ(ReadAll("/dev/zero"), "/dev/zero: is not a regular file");
    EXPECT_EQ(ReadAll(m_folder / "loop"),
              m_folder / "loop" + ": cannot be read: Too many levels of symbolic links");
    EXPECT_EQ(ReadAll(m_folder.path), m_folder.path.string() + ": is a folder, not a result store");
    EXPECT_THROW(ResultStore::Open(m_folder / "fifo", {"1", "3"}), InputError);
    EXPECT_THROW(ResultStore::Open(m_folder / "loop", {"1", "3"}), InputError);
}

TEST_F(HostileStoreTest, TheCasesAreRefused)
{
    const std::filesystem::path cases = std::filesystem::path(VNLAB_DATA_DIR) / "cases/hostile";
    if (!std::filesystem::exists(cases))
    {
        GTEST_SKIP() << cases << " is not here";
    }
    EXPECT_THAT(ReadAll((cases / "endless-view.sqlite").string()),
                HasSubstr("has the view \"series\""));
    EXPECT_THAT(ReadAll((cases / "escape-in-schema.sqlite").string()),
                HasSubstr("cannot be read as a result store: "));
}

} // namespace

} // namespace ns3::vnlab
