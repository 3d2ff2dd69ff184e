// SPDX-License-Identifier: GPL-2.0-only
// conformance-kernel where the kernel cannot be asked: here because there are no objects to load.
#include <array>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <sys/wait.h>

namespace
{

struct Ended
{
    int status;
    std::string output;
};

Ended
RunWithoutObjects(const std::string& environment)
{
    const std::string command =
        environment + " " VNLAB_CONFORMANCE_KERNEL " --objects /nonexistent";
    Ended ended{-1, {}};
    if (FILE* pipe = popen(command.c_str(), "r"))
    {
        std::array<char, 256> part;
        while (fgets(part.data(), part.size(), pipe))
        {
            ended.output += part.data();
        }
        ended.status = WEXITSTATUS(pclose(pipe));
    }
    return ended;
}

TEST(KernelProgramTest, SaysInOneLineWhatIsMissingAndIsSkipped)
{
    const Ended ended = RunWithoutObjects("CONFORMANCE_REQUIRED=");
    EXPECT_EQ(ended.status, 77);
    EXPECT_THAT(ended.output,
                testing::MatchesRegex("conformance-kernel: not run: cannot open "
                                      "/nonexistent/encapsulate.bpf.o: [^\n]*\n"));
}

TEST(KernelProgramTest, FailsWhereItIsRequired)
{
    EXPECT_EQ(RunWithoutObjects("CONFORMANCE_REQUIRED=1").status, 1);
}

} // namespace
