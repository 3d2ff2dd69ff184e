// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

class ManTest : public testing::Test
{
  protected:
    ManTest()
    {
        const Ended man = RunVnlab({"man"}, m_folder.path);
        EXPECT_EQ(man.status, 0);
        m_page = man.out;
        WriteFile(m_folder / "vnlab.1", m_page);
    }

    /// @return the exit status; what it prints is in "out" and "err"
    int Shell(const std::string& command)
    {
        const std::string line =
            "cd '" + m_folder.path.string() + "' && (" + command + ") >out 2>err";
        return WEXITSTATUS(std::system(line.c_str()));
    }

    TemporaryFolder m_folder;
    std::string m_page;
};

TEST_F(ManTest, HasEveryCommandAndOptionOfTheHelp)
{
    const std::string help = RunVnlab({"--help"}, m_folder.path).out;
    static const std::regex kCommand(R"(\n  ([a-z]+) +[^\n]*)");
    const std::string commands = help.substr(help.find("Subcommands:"));
    size_t count = 0;
    for (std::sregex_iterator found(commands.begin(), commands.end(), kCommand), end; found != end;
         ++found)
    {
        ++count;
        const std::string name = found->str(1);
        EXPECT_THAT(m_page, HasSubstr("\n.SS \"vnlab " + name)) << name;
        const std::string itsHelp = RunVnlab({name, "--help"}, m_folder.path).out;
        static const std::regex kOption(R"(--[a-z-]+)");
        for (std::sregex_iterator option(itsHelp.begin(), itsHelp.end(), kOption); option != end;
             ++option)
        {
            EXPECT_THAT(m_page,
                        HasSubstr(std::regex_replace(option->str(), std::regex("-"), "\\-")))
                << name;
        }
    }
    EXPECT_GE(count, 10u);
}

TEST_F(ManTest, IsWithoutWarnings)
{
    if (Shell("command -v groff") != 0)
    {
        GTEST_SKIP() << "needs groff";
    }
    ASSERT_EQ(Shell("groff -man -ww -b -z -Tutf8 vnlab.1"), 0);
    EXPECT_EQ(ReadFile(m_folder.path / "err"), "");
    ASSERT_EQ(Shell("groff -man -Tutf8 -P-c vnlab.1 | sed 's/.\\x08//g'"), 0);
    const std::string shown = ReadFile(m_folder.path / "out");
    EXPECT_THAT(shown, HasSubstr("vnlab compare OLD NEW\n"));
    EXPECT_THAT(shown, HasSubstr("--gate VALUE\n"));
    EXPECT_THAT(shown, HasSubstr("vnlab man | man -l -\n"));
}

TEST_F(ManTest, IsAscii)
{
    EXPECT_TRUE(
        std::ranges::all_of(m_page, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
}

} // namespace

} // namespace ns3::vnlab::test
