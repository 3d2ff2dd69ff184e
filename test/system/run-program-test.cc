// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/run-program.h"

#include <gtest/gtest.h>
#include <system_error>

namespace ns3::vnlab
{

namespace
{

TEST(RunProgramTest, StatusAndBothOutputsComeBack)
{
    const ProgramResult result = RunProgram({"sh", "-c", "echo out; echo err >&2; exit 3"});
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(result.out, "out\n");
    EXPECT_EQ(result.err, "err\n");
}

TEST(RunProgramTest, AWordStaysOneWord)
{
    EXPECT_EQ(RunProgram({"printf", "%s|", "a b", "", "$(echo x)", "'\"\n"}).out,
              "a b||$(echo x)|'\"\n|");
}

TEST(RunProgramTest, ASignalIsToldAsShellsDo)
{
    EXPECT_EQ(RunProgram({"sh", "-c", "kill -9 $$"}).status, 137);
}

TEST(RunProgramTest, TheInputIsEmptyAndTheOutputMayBeLong)
{
    EXPECT_EQ(RunProgram({"cat"}).out, "");
    EXPECT_EQ(RunProgram({"head", "-c", "1000000", "/dev/zero"}).out.size(), 1'000'000U);
}

TEST(RunProgramTest, AProgramThatIsNotThereIsAnError)
{
    try
    {
        RunProgram({"vnlab-no-such-program"});
        FAIL() << "it was started";
    }
    catch (const std::system_error& error)
    {
        EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
    }
}

} // namespace

} // namespace ns3::vnlab
