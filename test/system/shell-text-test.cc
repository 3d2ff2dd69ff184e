// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/shell-text.h"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

/// @return what a shell makes of a word
std::string
AfterShell(const std::string& word)
{
    FILE* pipe = popen(("printf %s " + word).c_str(), "r");
    std::array<char, 4096> bytes;
    const size_t size = fread(bytes.data(), 1, bytes.size(), pipe);
    pclose(pipe);
    return {bytes.data(), size};
}

TEST(ShellTextTest, PlainPathsStayAsTheyAre)
{
    EXPECT_EQ(ShellText("results/scale-2.toml"), "results/scale-2.toml");
    EXPECT_EQ(ShellText(""), "''");
    EXPECT_EQ(ShellText("a b"), "'a b'");
}

RC_GTEST_PROP(ShellTextProperty, AShellReadsBackTheSameText, ())
{
    const std::string text = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("ab '\"$`\\;&|<>(){}*?[]#~!%\n\t-=")));
    RC_ASSERT(AfterShell(ShellText(text)) == text);
}

} // namespace

} // namespace ns3::vnlab
