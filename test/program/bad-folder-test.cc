// SPDX-License-Identifier: GPL-2.0-only
//
// A folder for results that cannot be used ends with exit status 2 before anything has run.

#include "analysis/result/result-store.h"
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::StartsWith;

/// Makes a folder read-only for as long as it lives; for root, whom permissions do not hold, by the
/// attribute "immutable" of the file system.
class ReadOnly
{
  public:
    explicit ReadOnly(const std::filesystem::path& folder)
        : m_folder(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        fchmod(m_folder, 0500);
        m_works = geteuid() != 0 || SetImmutable(true);
    }

    ~ReadOnly()
    {
        SetImmutable(false);
        fchmod(m_folder, 0700);
        close(m_folder);
    }

    ReadOnly(const ReadOnly&) = delete;
    ReadOnly& operator=(const ReadOnly&) = delete;

    bool Works() const
    {
        return m_works;
    }

  private:
    bool SetImmutable(bool immutable) const
    {
        int flags = 0;
        if (ioctl(m_folder, FS_IOC_GETFLAGS, &flags) != 0)
        {
            return false;
        }
        flags = immutable ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
        return ioctl(m_folder, FS_IOC_SETFLAGS, &flags) == 0;
    }

    int m_folder;
    bool m_works{false};
};

class BadFolderTest : public testing::Test
{
  protected:
    BadFolderTest()
    {
        WriteFile(m_folder / "lab.toml", kRing);
    }

    /// Runs into a folder, which is refused and left as it was.
    void ExpectRefusal(const std::string& folder, const std::string& message)
    {
        const auto before = ContentsOf(m_folder.path);
        const Ended run = RunVnlab({"run", "lab.toml", "--out", folder}, m_folder.path);
        EXPECT_EQ(run.status, 2);
        EXPECT_EQ(run.out, "");
        EXPECT_THAT(run.err, StartsWith(folder));
        EXPECT_THAT(run.err, HasSubstr(message));
        EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
        EXPECT_TRUE(ContentsOf(m_folder.path) == before);
    }

    TemporaryFolder m_folder;
};

TEST_F(BadFolderTest, AFileIsNoFolder)
{
    WriteFile(m_folder / "out", "mine");
    ExpectRefusal("out", "cannot make the folder for results");
}

TEST_F(BadFolderTest, AFolderBelowAFileCannotBeMade)
{
    ExpectRefusal("lab.toml/out", "cannot make the folder for results");
}

TEST_F(BadFolderTest, AFolderWhereNothingCanBeMadeIsRefused)
{
    ExpectRefusal("/proc/vnlab-results", "cannot make the folder for results");
}

TEST_F(BadFolderTest, AFolderInWhichNoFileCanBeMadeIsRefused)
{
    ExpectRefusal("/proc/sys", "cannot be written: "); // also for root
}

TEST_F(BadFolderTest, AReadOnlyFolderIsRefused)
{
    std::filesystem::create_directory(m_folder.path / "out");
    const ReadOnly folder(m_folder.path / "out");
    if (!folder.Works())
    {
        GTEST_SKIP() << "root may write anywhere, and this file system has no immutable folders";
    }
    ExpectRefusal("out", "cannot be written: ");
}

TEST_F(BadFolderTest, AReadOnlyFolderBelowWhichOneIsToBeMadeIsRefused)
{
    std::filesystem::create_directory(m_folder.path / "out");
    const ReadOnly folder(m_folder.path / "out");
    if (!folder.Works())
    {
        GTEST_SKIP() << "root may write anywhere, and this file system has no immutable folders";
    }
    ExpectRefusal("out/deep", "cannot make the folder for results");
}

TEST_F(BadFolderTest, ATextFileIsNoStore)
{
    WriteFile(m_folder / "out/results.sqlite", "my notes\n");
    ExpectRefusal("out", "results.sqlite: is not a result store of vnlab");
}

TEST_F(BadFolderTest, AnotherProgramsDatabaseIsNoStore)
{
    std::filesystem::create_directory(m_folder.path / "out");
    SQLite::Database(m_folder / "out/results.sqlite", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE run(mine)");
    ExpectRefusal("out", "results.sqlite: is an SQLite file of another program");
}

TEST_F(BadFolderTest, AStoreOfANewerVnlabIsRefused)
{
    std::filesystem::create_directory(m_folder.path / "out");
    const std::string path = m_folder / "out/results.sqlite";
    ResultStore::Open(path, {"1", "3.37"});
    SQLite::Database(path, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    ExpectRefusal("out", "is a result store of a newer vnlab (schema 99");
}

TEST_F(BadFolderTest, AStoreThatIsAFolderIsRefused)
{
    std::filesystem::create_directories(m_folder.path / "out/results.sqlite");
    ExpectRefusal("out", "results.sqlite: is a folder, not a result store");
}

} // namespace

} // namespace ns3::vnlab::test
