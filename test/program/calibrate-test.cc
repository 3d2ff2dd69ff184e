// SPDX-License-Identifier: GPL-2.0-only
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::IsEmpty;

class CalibrateTest : public testing::Test
{
  protected:
    /// Calibrates in no time, without programs in the kernel.
    Ended Calibrate(const std::vector<std::string>& more)
    {
        std::vector<std::string> arguments{"calibrate", "--time", "0", "--objects", "nowhere"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return RunVnlab(arguments, m_folder.path);
    }

    TemporaryFolder m_folder;
};

TEST_F(CalibrateTest, WritesAFileThatAScenarioCanName)
{
    const Ended run = Calibrate({"--out", "my.toml"});
    EXPECT_EQ(run.status, 0) << run.err;
    const auto files = ContentsOf(m_folder.path);
    ASSERT_EQ(files.size(), 1u);
    EXPECT_THAT(files.at("my.toml"), HasSubstr("\nidentity_sign = "));
    WriteFile(m_folder / "lab.toml", "costs = \"my.toml\"\n" + kRing);
    const Ended check = RunVnlab({"check", "lab.toml"}, m_folder.path);
    EXPECT_EQ(check.status, 0) << check.err;
}

TEST_F(CalibrateTest, WithoutProgramsInTheKernelSaysSoInOneLineAndLeavesTheirDefaults)
{
    const Ended run = Calibrate({"--out", "my.toml"});
    EXPECT_THAT(run.err,
                testing::MatchesRegex("programs in the kernel are not measured: [^\n]+\n"));
    EXPECT_THAT(run.out, HasSubstr("whitelist, in the kernel"));
    EXPECT_THAT(run.out, HasSubstr("not measured"));
    const std::string written = ContentsOf(m_folder.path).at("my.toml");
    EXPECT_THAT(written, HasSubstr("\nhook_whitelist = 3.2e-08 # default: "));
    EXPECT_THAT(written, HasSubstr(" # measured: Ed25519, sign, "));
}

TEST_F(CalibrateTest, WithoutAFilePrintsOnly)
{
    const Ended run = Calibrate({});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("TLS 1.3 handshake"));
    EXPECT_THAT(ContentsOf(m_folder.path), IsEmpty());
}

TEST_F(CalibrateTest, AFileThatCannotBeWrittenIsBadInputBeforeAnythingIsMeasured)
{
    std::filesystem::create_directory(m_folder / "folder");
    const auto before = ContentsOf(m_folder.path);
    for (const std::string path : {"missing/my.toml", "folder", "/dev/null"})
    {
        const Ended run = Calibrate({"--out", path});
        EXPECT_EQ(run.status, 2) << path;
        EXPECT_EQ(run.out, "") << path;
        EXPECT_THAT(run.err, HasSubstr(path));
        EXPECT_EQ(ContentsOf(m_folder.path), before) << path;
    }
}

TEST_F(CalibrateTest, AnEarlierFileIsReplaced)
{
    WriteFile(m_folder / "my.toml", "# a; vnlab calibrate, b\n" + std::string(10'000, '#'));
    EXPECT_EQ(Calibrate({"--out", "my.toml"}).status, 0);
    const auto files = ContentsOf(m_folder.path);
    EXPECT_EQ(files.size(), 1u);
    EXPECT_LT(files.at("my.toml").size(), 10'000u);
}

TEST_F(CalibrateTest, AnObjectThatIsNoFileIsNotWaitedFor)
{
    ASSERT_EQ(mkfifo((m_folder / "encapsulate.bpf.o").c_str(), 0600), 0);
    const Ended run = RunVnlab(
        {"calibrate", "--time", "0", "--objects", "."}, m_folder.path, "exec timeout 20 \"$@\"");
    EXPECT_EQ(run.status, 0);
    EXPECT_THAT(run.err, HasSubstr("programs in the kernel are not measured: "));
}

TEST_F(CalibrateTest, AFileOfSomebodyElseStays)
{
    WriteFile(m_folder / "my.toml", "mine = 1\n");
    EXPECT_EQ(Calibrate({"--out", "my.toml"}).status, 2);
    EXPECT_EQ(ReadFile(m_folder / "my.toml"), "mine = 1\n");
}

TEST_F(CalibrateTest, TimesThatAreNoneAreBadInput)
{
    for (const std::string time : {"-1", "ten", "nan", "3601"})
    {
        EXPECT_EQ(Calibrate({"--time", time}).status, 2) << time;
    }
}

} // namespace

} // namespace ns3::vnlab::test
