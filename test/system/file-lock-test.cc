// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "scenarios/vnlab/system/file-lock.h"
#include "test/support/temporary-folder.h"

#include <gtest/gtest.h>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

std::string
RefusalOfLock(const std::filesystem::path& folder)
{
    try
    {
        const FolderLock lock(folder);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

TEST(FileLockTest, OnlyOneHasAFolderAndNothingIsLeft)
{
    const TemporaryFolder folder;
    {
        const FolderLock first(folder.path);
        EXPECT_EQ(RefusalOfLock(folder.path),
                  folder.path.string() +
                      ": is being written by another vnlab; wait for its end, or choose another "
                      "folder with --out");
    }
    EXPECT_EQ(RefusalOfLock(folder.path), "");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(FileLockTest, TheFileOfAProcessThatWasKilledDoesNotCount)
{
    const TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0)
    {
        const FolderLock lock(folder.path);
        _exit(0); // without giving it back
    }
    waitpid(child, nullptr, 0);
    EXPECT_TRUE(std::filesystem::exists(folder / ".lock"));
    EXPECT_EQ(RefusalOfLock(folder.path), "");
}

TEST(FileLockTest, WhoHasItIsNotFooledByAFileOfTheSameName)
{
    const TemporaryFolder folder;
    std::optional<FolderLock> first(folder.path);
    std::filesystem::remove(folder / ".lock"); // as an owner that has just ended does
    std::optional<FolderLock> second(folder.path);
    EXPECT_NE(RefusalOfLock(folder.path), "");
}

TEST(FileLockTest, AFolderThatCannotBeWrittenIsBadInput)
{
    EXPECT_EQ(RefusalOfLock("/proc/self"),
              "/proc/self: cannot be written: No such file or directory");
}

} // namespace

} // namespace ns3::vnlab
