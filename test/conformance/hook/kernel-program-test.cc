// SPDX-License-Identifier: GPL-2.0-only
// conformance-kernel where the kernel cannot be asked: here because there are no objects to load.
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
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
RunWith(const std::string& objects, const std::string& environment)
{
    const std::string command =
        environment + " " VNLAB_CONFORMANCE_KERNEL " --count 1 --objects " + objects;
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
    const Ended ended = RunWith("/nonexistent", "CONFORMANCE_REQUIRED=");
    EXPECT_EQ(ended.status, 77);
    EXPECT_THAT(ended.output,
                testing::MatchesRegex("conformance-kernel: not run: there is no "
                                      "/nonexistent/encapsulate.bpf.o\n"));
}

TEST(KernelProgramTest, FailsWhereItIsRequired)
{
    EXPECT_EQ(RunWith("/nonexistent", "CONFORMANCE_REQUIRED=1").status, 1);
}

TEST(KernelProgramTest, AnObjectThatDoesNotLoadIsNoReasonToSkip)
{
    const std::string folder = testing::TempDir() + "vnlab-damaged-objects";
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/encapsulate.bpf.o") << "noise";
    const Ended ended = RunWith(folder, "CONFORMANCE_REQUIRED=");
    std::filesystem::remove_all(folder);
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.output, testing::HasSubstr("cannot open " + folder));
}

} // namespace
