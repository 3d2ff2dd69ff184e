// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/completion-script.h"
#include "scenarios/vnlab/guide/man-page.h"

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;

CommandInfo
Example()
{
    static std::string file;
    static size_t jobs = 4;
    static std::string kind;
    static bool plots;
    CLI::App program{"a program"};
    CLI::App* run = program.add_subcommand("run", "runs it [soon]: it's `quick`");
    run->add_option("file", file, "a file")->required();
    run->add_option("-j,--jobs", jobs, "how many")->capture_default_str();
    run->add_option("--kind", kind, "which")->check(CLI::IsMember({"csv", "json"}));
    run->add_flag("!--no-plots", plots, "no plots");
    return DescribeCommandLine(program);
}

TEST(CommandLineInfoTest, OptionsAreAsTheyWereDeclared)
{
    const CommandInfo program = Example();
    ASSERT_EQ(program.commands.size(), 1u);
    const std::vector<OptionInfo>& options = program.commands[0].options;
    ASSERT_EQ(options.size(), 5u);
    EXPECT_EQ(options[0].names, std::vector<std::string>{"file"});
    EXPECT_TRUE(options[0].positional);
    EXPECT_TRUE(options[0].required);
    EXPECT_EQ(options[1].names, (std::vector<std::string>{"--help", "-h"}));
    EXPECT_FALSE(options[1].takesValue);
    EXPECT_EQ(options[2].names, (std::vector<std::string>{"--jobs", "-j"}));
    EXPECT_TRUE(options[2].number);
    EXPECT_EQ(options[2].fallback, "4");
    EXPECT_EQ(options[3].choices, (std::vector<std::string>{"csv", "json"}));
    EXPECT_TRUE(options[3].takesValue);
    EXPECT_EQ(options[4].names, std::vector<std::string>{"--no-plots"});
    EXPECT_FALSE(options[4].takesValue);
}

TEST(ManPageTest, TextIsShownAndNotObeyed)
{
    EXPECT_EQ(TroffText(".so /etc/passwd"), "\\&.so /etc/passwd");
    EXPECT_EQ(TroffText("'x"), "\\&\\(aqx");
    EXPECT_EQ(TroffText("a\\fBb - c"), "a\\efBb \\- c");
    EXPECT_EQ(TroffText("±5 µs"), "\\[u00B1]5 \\[u00B5]s");
    EXPECT_EQ(TroffText("\"^~`\n.x"), "\\(dq\\(ha\\(ti\\(ga\n\\&.x");
}

TEST(ManPageTest, AnOptionHasItsValueAndDefault)
{
    const std::string page = ManPage(Example(), "1.2");
    EXPECT_THAT(page, HasSubstr(".TH VNLAB 1 \"\" \"vnlab 1.2\" \"User Commands\"\n"));
    EXPECT_THAT(page, HasSubstr("\n.SS \"vnlab run FILE\"\n"));
    EXPECT_THAT(page, HasSubstr("\n.TP\n\\fB\\-\\-jobs, \\-j\\fR \\fINUMBER\\fR\nhow many [4]\n"));
    EXPECT_THAT(page, HasSubstr("\n.TP\n\\fB\\-\\-kind\\fR \\fIcsv|json\\fR\nwhich\n"));
    EXPECT_THAT(page, HasSubstr("\n.TP\n\\fB\\-\\-no\\-plots\\fR\nno plots\n"));
}

TEST(CompletionScriptTest, TextsAreQuotedForTheirShell)
{
    EXPECT_THAT(FishCompletion(Example(), {}), HasSubstr("-a run -d 'runs it [soon]: it'\\''s "));
    EXPECT_THAT(ZshCompletion(Example(), {}),
                HasSubstr("'run:runs it \\[soon\\]\\: it'\\''s `quick`'"));
}

} // namespace
} // namespace ns3::vnlab
