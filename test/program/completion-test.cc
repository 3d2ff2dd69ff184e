// SPDX-License-Identifier: GPL-2.0-only
//
// Completion scripts in their shells: what would the user be offered?

#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

class CompletionTest : public testing::Test
{
  protected:
    explicit CompletionTest()
    {
        for (const char* shell : {"bash", "zsh", "fish"})
        {
            const Ended script = RunVnlab({"completion", shell}, m_folder.path);
            EXPECT_EQ(script.status, 0);
            WriteFile(m_folder / shell, script.out);
        }
        WriteFile(m_folder / "work/lab one.toml", "");
        WriteFile(m_folder / "work/`touch pwned`", "");
    }

    /// @return the exit status of a command line of sh; its output goes to a file "out"
    int Shell(const std::string& command)
    {
        const std::string line =
            "cd '" + m_folder.path.string() + "/work' && (" + command + ") >../out 2>../err";
        return WEXITSTATUS(std::system(line.c_str()));
    }

    bool Has(const std::string& shell)
    {
        return Shell("command -v " + shell) == 0;
    }

    std::set<std::string> Lines() const
    {
        std::istringstream out(ReadFile(m_folder.path / "out"));
        std::set<std::string> lines;
        for (std::string line; std::getline(out, line);)
        {
            lines.insert(line);
        }
        return lines;
    }

    /// @return what bash offers for the last of these words
    std::set<std::string> Bash(const std::vector<std::string>& words)
    {
        std::string line = "COMP_WORDS=(vnlab";
        for (const std::string& word : words)
        {
            line += " '" + word + "'";
        }
        WriteFile(m_folder / "ask",
                  "set -u\nsource ../bash\n" + line +
                      ")\nCOMP_CWORD=" + std::to_string(words.size()) +
                      "\n_vnlab\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        EXPECT_EQ(Shell("bash --norc ../ask"), 0) << ReadFile(m_folder.path / "err");
        return Lines();
    }

    TemporaryFolder m_folder;
};

using Set = std::set<std::string>;

TEST_F(CompletionTest, BashOffersCommandsAndOptions)
{
    EXPECT_THAT(Bash({""}), IsSupersetOf({"run", "check", "list", "compare", "explain", "export"}));
    EXPECT_EQ(Bash({"comp"}), (Set{"compare", "completion"}));
    EXPECT_THAT(Bash({"run", "--"}), IsSupersetOf({"--out", "--jobs", "--no-plots", "--help"}));
    EXPECT_EQ(Bash({"compare", "a", "b", "--g"}), Set{"--gate"});
    EXPECT_THAT(Bash({"compare", "--"}), Not(Contains("--jobs")));
}

TEST_F(CompletionTest, BashOffersValuesNamesAndFiles)
{
    EXPECT_EQ(Bash({"completion", ""}), (Set{"bash", "fish", "zsh"}));
    EXPECT_EQ(Bash({"export", "x", "--table", "s"}), (Set{"samples", "scenarios", "series"}));
    EXPECT_THAT(Bash({"explain", ""}),
                IsSupersetOf({"linkwire", "config.rules", "substrate.wan.rate", "no-tunnel"}));
    EXPECT_EQ(Bash({"explain", "substrate.wan.r"}), Set{"substrate.wan.rate"});
    EXPECT_EQ(Bash({"run", "lab"}), Set{"lab one.toml"});
    EXPECT_EQ(Bash({"run", "x", "--out", "lab"}), Set{"lab one.toml"});
    EXPECT_EQ(Bash({"run", "x", "--jobs", ""}), Set{""}); // a number
}

TEST_F(CompletionTest, BashRunsNothingThatItOffers)
{
    EXPECT_EQ(Bash({"run", "`"}), Set{"`touch pwned`"});
    EXPECT_EQ(Bash({"explain", "$(touch pwned)"}), Set{""});
    EXPECT_FALSE(std::filesystem::exists(m_folder.path / "work/pwned"));
}

TEST_F(CompletionTest, FishOffersThem)
{
    if (!Has("fish"))
    {
        GTEST_SKIP() << "needs fish";
    }
    const auto offered = [this](const std::string& line)
    {
        EXPECT_EQ(Shell("HOME=.. fish --no-config -c 'source ../fish; complete -C \"" + line +
                        "\"' | cut -f 1"),
                  0)
            << ReadFile(m_folder.path / "err");
        return Lines();
    };
    EXPECT_THAT(offered("vnlab "), IsSupersetOf({"run", "compare", "explain"}));
    EXPECT_EQ(offered("vnlab completion "), (Set{"bash", "fish", "zsh"}));
    EXPECT_EQ(offered("vnlab explain substrate.wan.r"), Set{"substrate.wan.rate"});
    EXPECT_EQ(offered("vnlab compare --g"), Set{"--gate"});
}

TEST_F(CompletionTest, ZshReadsItsScript)
{
    if (!Has("zsh"))
    {
        GTEST_SKIP() << "needs zsh";
    }
    EXPECT_EQ(Shell("zsh -f -n ../zsh"), 0) << ReadFile(m_folder.path / "err");
    EXPECT_EQ(Shell("zsh -f -c 'autoload -U compinit && compinit -D -u && source ../zsh && "
                    "whence -w _vnlab'"),
              0)
        << ReadFile(m_folder.path / "err");
    EXPECT_THAT(Lines(), Contains("_vnlab: function"));
}

TEST_F(CompletionTest, AnotherShellIsBadInput)
{
    EXPECT_EQ(RunVnlab({"completion", "csh"}, m_folder.path).status, 2);
    EXPECT_EQ(RunVnlab({"completion"}, m_folder.path).status, 2);
}

} // namespace

} // namespace ns3::vnlab::test
