// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "model/input/input-error.h"
#include "test/support/temporary-folder.h"

#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>

namespace ns3::vnlab
{

namespace
{

/// Lets no file grow beyond some bytes, as a full disk would, for as long as it lives.
class FullDisk
{
  public:
    explicit FullDisk(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit less{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &less);
    }

    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit m_before{};
    void (*m_handler)(int){std::signal(SIGXFSZ, SIG_IGN)};
};

size_t
FilesIn(const TemporaryFolder& folder)
{
    const std::filesystem::directory_iterator files(folder.path);
    return static_cast<size_t>(std::distance(begin(files), end(files)));
}

TEST(ReplaceFileTest, AFileIsMadeAndReplacedWithUsualRights)
{
    const TemporaryFolder folder;
    const mode_t mask = umask(022);
    ReplaceFile(folder / "f", "one");
    ReplaceFile(folder / "f", [](std::ostream& out) { out << "two" << ' ' << 2; });
    umask(mask);
    EXPECT_EQ(ReadFile(folder / "f"), "two 2");
    struct stat found;
    ASSERT_EQ(stat((folder / "f").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0644U);
    EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(ReplaceFileTest, WhereTheDiskIsFullTheOldFileStays)
{
    const TemporaryFolder folder;
    ReplaceFile(folder / "f", "old");
    const FullDisk disk(1000);
    try
    {
        ReplaceFile(folder / "f", std::string(200'000, 'x'));
        ADD_FAILURE() << "it fits";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_EQ(dynamic_cast<const InputError*>(&error), nullptr) << "not the user's fault";
        EXPECT_EQ(error.what(), folder / "f" + ": cannot be written: File too large");
    }
    EXPECT_EQ(ReadFile(folder / "f"), "old");
    EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(ReplaceFileTest, WhereWritingThrowsTheOldFileStays)
{
    const TemporaryFolder folder;
    ReplaceFile(folder / "f", "old");
    EXPECT_THROW(ReplaceFile(folder / "f",
                             [](std::ostream& out)
                             {
                                 out << "half";
                                 throw std::logic_error("no more");
                             }),
                 std::logic_error);
    EXPECT_EQ(ReadFile(folder / "f"), "old");
    EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(ReplaceFileTest, ASymbolicLinkStaysOne)
{
    const TemporaryFolder folder;
    ReplaceFile(folder / "f", "old");
    std::filesystem::create_symlink("f", folder / "link");
    std::filesystem::create_symlink("loop", folder / "loop");
    ReplaceFile(folder / "link", "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_EQ(ReadFile(folder / "f"), "new");
    EXPECT_THROW(ReplaceFile(folder / "loop", "new"), InputError);
    EXPECT_EQ(FilesIn(folder), 3U);
}

TEST(ReplaceFileTest, WhatIsNoRegularFileIsNotReplaced)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
    for (const std::string& path :
         {folder / "fifo", folder.path.string(), std::string("/dev/null")})
    {
        EXPECT_THROW(ReplaceFile(path, "new"), InputError) << path;
        EXPECT_THROW(CheckReplaceable(path), InputError) << path;
    }
    EXPECT_THROW(ReplaceFile(folder / "none/f", "new"), InputError);
    EXPECT_EQ(FilesIn(folder), 1U);
}

TEST(OwnFileTest, OnlyWhatHasTheSignOrIsEmptyIsOverwritten)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "mine") << "my notes\n";
    std::ofstream(folder / "empty");
    std::ofstream(folder / "table") << kTableSign << "metric,value\r\n";
    EXPECT_NO_THROW(RequireOwn(folder / "none", kTableSign, "another name"));
    EXPECT_NO_THROW(RequireOwn(folder / "empty", kTableSign, "another name"));
    EXPECT_NO_THROW(RequireOwn(folder / "table", kTableSign, "another name"));
    EXPECT_NO_THROW(RequireOwn(folder.path, kTableSign, "another name"))
        << "ReplaceFile refuses it";
    EXPECT_NO_THROW(RequireNone(folder / "empty", "another name"));
    EXPECT_THROW(RequireOwn(folder / "table", kPageSign, "another name"), InputError);
    EXPECT_THROW(RequireNone(folder / "table", "another name"), InputError);
    try
    {
        RequireOwn(folder / "mine", kTableSign, "another name");
        ADD_FAILURE() << "it would be lost";
    }
    catch (const InputError& error)
    {
        EXPECT_EQ(error.what(),
                  folder / "mine" +
                      ": was not written by vnlab, and stays; accepted is another name");
    }
}

} // namespace

} // namespace ns3::vnlab
