// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/input-file.h"
#include "model/input/input-error.h"
#include "test/support/temporary-folder.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

/// @return why a file is not read; empty where it is
std::string
RefusalOf(const std::string& path)
{
    try
    {
        ReadInputFile(path);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

TEST(InputFileTest, AFileIsReadWholeWithBytesOfAnyKind)
{
    const TemporaryFolder folder;
    const std::string bytes("a\0\xff\r\n", 5);
    std::ofstream(folder / "f", std::ios::binary) << bytes;
    EXPECT_EQ(ReadInputFile(folder / "f"), bytes);
    EXPECT_EQ(ReadBeginning(folder / "f", 2), std::string("a\0", 2));
    EXPECT_EQ(ReadBeginning(folder / "f", 100), bytes);
}

TEST(InputFileTest, WhatIsNoRegularFileIsRefusedWithoutWaiting)
{
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
    std::filesystem::create_symlink(folder / "fifo", folder / "link");
    std::filesystem::create_symlink("loop", folder / "loop");
    EXPECT_EQ(RefusalOf(folder / "fifo"), folder / "fifo" + ": is not a regular file");
    EXPECT_EQ(RefusalOf(folder / "link"), folder / "link" + ": is not a regular file");
    EXPECT_EQ(RefusalOf("/dev/zero"), "/dev/zero: is not a regular file");
    EXPECT_EQ(RefusalOf(folder.path), folder.path.string() + ": is a folder; accepted is a file");
    EXPECT_EQ(RefusalOf(folder / "loop"),
              folder / "loop" + ": cannot be read: Too many levels of symbolic links");
    EXPECT_EQ(RefusalOf(folder / "none"), folder / "none" + ": does not exist");
    EXPECT_EQ(RefusalOf(folder / "none/f"), folder / "none/f" + ": does not exist");
}

TEST(InputFileTest, AFileOfMoreThanTheBoundIsRefused)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "f") << "x";
    ASSERT_EQ(truncate((folder / "f").c_str(), kMostInputMiB << 20), 0);
    EXPECT_EQ(ReadInputFile(folder / "f").size(), kMostInputMiB << 20);
    ASSERT_EQ(truncate((folder / "f").c_str(), (kMostInputMiB << 20) + 1), 0);
    EXPECT_EQ(RefusalOf(folder / "f"), folder / "f" + ": is larger than 64 MiB");
}

TEST(InputFileTest, ALoopOfLinksIsThereAndNoFolder)
{
    const TemporaryFolder folder;
    std::filesystem::create_symlink("loop", folder / "loop");
    EXPECT_TRUE(IsThere(folder / "loop"));
    EXPECT_FALSE(IsFolder(folder / "loop"));
    EXPECT_FALSE(IsThere(folder / "none"));
    EXPECT_TRUE(IsFolder(folder.path));
}

} // namespace

} // namespace ns3::vnlab
