// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/run-shell-command.h"

#include <cstdio>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;

std::string
MessageOf(const ShellCommand& command)
{
    try
    {
        RunShellCommand(command);
    }
    catch (const CommandFailed& failed)
    {
        return failed.what();
    }
    return "did not fail";
}

TEST(RunShellCommandTest, ReturnsWhatWasPrintedOnBothWays)
{
    EXPECT_EQ(RunShellCommand({{"sh", "-c", "echo out; echo err >&2"}}), "out\nerr\n");
}

TEST(RunShellCommandTest, WordsAreNotInterpreted)
{
    EXPECT_EQ(RunShellCommand({{"printf", "%s.", "$HOME", "a  b", ";", "*"}}), "$HOME.a  b.;.*.");
}

TEST(RunShellCommandTest, StandardInputIsEmpty)
{
    EXPECT_EQ(RunShellCommand({{"cat"}}), "");
}

TEST(RunShellCommandTest, FailureNamesTheCommandItsOutputAndItsStatus)
{
    const std::string message = MessageOf({{"sh", "-c", "echo why; exit 3"}});
    EXPECT_EQ(message, "sh -c 'echo why; exit 3'\nwhy\nexit status 3");
}

TEST(RunShellCommandTest, EndBySignalIsAFailure)
{
    EXPECT_THAT(MessageOf({{"sh", "-c", "kill -9 $$"}}), HasSubstr("ended by signal 9"));
}

TEST(RunShellCommandTest, ProgramThatIsNotThereIsAFailure)
{
    EXPECT_THAT(MessageOf({{"no-such-program"}}),
                HasSubstr("cannot be started: No such file or directory"));
}

TEST(ShellCommandTest, LineIsQuotedForAShell)
{
    EXPECT_EQ(MakeShellCommand("ip link", {"a b"}).ToString(), "ip link 'a b'");
}

} // namespace

} // namespace ns3::vnlab
