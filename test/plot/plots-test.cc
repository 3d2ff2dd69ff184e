// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-panels.h"
#include "analysis/plot/plots.h"
#include "test/support/drawing.h"
#include "test/support/fake-comparison.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Names that a shell, gnuplot, XML or a terminal would act on.
const std::vector<std::string> kHostile{"`touch pwned`",
                                        "$(touch pwned)",
                                        "'; system(\"touch pwned\") #",
                                        "a'; system('touch pwned'); '",
                                        "a''; system('touch pwned'); ''",
                                        "'''; system('touch pwned'); '''",
                                        "''''; system('touch pwned'); ''''",
                                        "\"; system('touch pwned') #",
                                        "@x ${x} {/*9 big} a_b^c~d",
                                        "<script>alert('&')</script>",
                                        "%s%n%d \\",
                                        "line\nsystem('touch pwned')",
                                        "\x1b]0;title\a"};

/// @return what @p name is in an SVG once its control characters are visible
std::string
InSvg(const std::string& name)
{
    std::string text;
    for (const char c : name)
    {
        switch (c)
        {
        case '<':
            text += "&lt;";
            break;
        case '&':
            text += "&amp;";
            break;
        case '\n':
            text += "\\n";
            break;
        case '\x1b':
            text += "\\x1b";
            break;
        case '\a':
            text += "\\x07";
            break;
        default:
            text += c;
        }
    }
    return text;
}

/// The fake comparison with one design under another name.
Comparison
Renamed(const std::string& name)
{
    Comparison comparison = FakeComparison(2);
    comparison.designs.at(1) = name;
    for (RunResult& result : comparison.results)
    {
        if (result.key.design == "vxlan")
        {
            result.key.design = name;
        }
    }
    return comparison;
}

/// @return whether the SVG shows exactly @p name, or with @p whole false, a text that has it
bool
Shows(const std::filesystem::path& svg, const std::string& name, bool whole)
{
    const std::string text = whole ? "<text>" + InSvg(name) + "</text>" : InSvg(name);
    return ReadFile(svg).find(text) != std::string::npos;
}

TEST(GnuplotTest, AStringIsSingleQuotedAndItsQuotesArePiecesOfTheirOwn)
{
    EXPECT_EQ(GnuplotString("it's `x`"), R"('it'."'".'s `x`')");
    EXPECT_EQ(GnuplotString("a\nb"), R"('a\nb')");
    EXPECT_EQ(GnuplotString(""), "''");
}

TEST(GnuplotTest, AScriptThatFailsIsAnErrorWithWhatGnuplotSaid)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "bad.gp") << "plot 'absent.tsv'\n";
    try
    {
        RunGnuplot(folder.path, "bad.gp");
        FAIL() << "the script cannot succeed";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("bad.gp: "));
        EXPECT_THAT(error.what(), HasSubstr("absent.tsv"));
    }
}

TEST(GnuplotTest, AMissingGnuplotIsNamed)
{
    const TemporaryFolder folder;
    const std::string path = getenv("PATH");
    setenv("PATH", folder.path.c_str(), 1);
    std::string message;
    try
    {
        RunGnuplot(folder.path, "any.gp");
    }
    catch (const std::runtime_error& error)
    {
        message = error.what();
    }
    setenv("PATH", path.c_str(), 1);
    EXPECT_THAT(message, HasSubstr("gnuplot is not installed"));
}

TEST(PlotsTest, EachPlotLeavesImagesDataAndScript)
{
    const TemporaryFolder folder;
    const auto drawn = DrawPlots(FakeComparison(3), folder.path / "plots");
    EXPECT_THAT(drawn, SizeIs(9));
    for (const char* stem :
         {"configuration-cost", "reconfiguration-latency", "compromised-vms.guest-user"})
    {
        for (const char* extension : {".svg", ".png", ".pdf", ".tsv", ".gp"})
        {
            EXPECT_THAT(ReadFile(folder.path / "plots" / (std::string(stem) + extension)),
                        Not(IsEmpty()))
                << stem << extension;
        }
    }
}

TEST(PlotsTest, TheSameResultsGiveTheSameBytes)
{
    const TemporaryFolder first;
    const TemporaryFolder second;
    DrawPlots(FakeComparison(2), first.path);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    setenv("GNUTERM", "dumb", 1);
    DrawPlots(FakeComparison(2), second.path);
    unsetenv("LC_ALL");
    unsetenv("GNUTERM");
    for (const auto& file : std::filesystem::directory_iterator(first.path))
    {
        const std::string bytes = ReadFile(file);
        EXPECT_TRUE(TellsItsTime(file, bytes) ||
                    bytes == ReadFile(second.path / file.path().filename()))
            << file;
    }
}

TEST(PlotsTest, AComparisonWithoutDataHasNoPlots)
{
    const TemporaryFolder folder;
    EXPECT_THAT(DrawPlots({.title = "t", .designs = {"flat"}, .results = {}}, folder.path),
                IsEmpty());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path));
}

TEST(PlotsTest, WhatIsNeverReachedIsInTheLegend)
{
    const auto plot = ReconfigurationPlot(FakeComparison(1));
    ASSERT_TRUE(plot);
    EXPECT_THAT(plot->script, HasSubstr("'vxlan: half by 2.27 ms, 1 of 40 never'"));
    EXPECT_THAT(plot->script, HasSubstr("'flat: 25 of 25 never'"));
}

TEST(PlotsTest, EveryDesignIsInALegendThatSaysWhatProbesSee)
{
    Comparison comparison{.title = "t", .designs = {}, .results = {}};
    for (int i = 0; i < 20; ++i)
    {
        RunResult run;
        run.key.design = "design-" + std::to_string(i);
        run.metrics["reconfig.grid"] = 5e-4;
        if (i == 0)
        {
            run.metrics["reconfig.always_open"] = 1;
        }
        else
        {
            run.samples["reconfig.effective"] = {5e-4};
        }
        comparison.designs.push_back(run.key.design);
        comparison.results.push_back(run);
    }
    const auto plot = ReconfigurationPlot(comparison);
    ASSERT_TRUE(plot);
    EXPECT_THAT(plot->script, HasSubstr("'design-0: always open'"));
    EXPECT_THAT(plot->script, HasSubstr("'design-19: half by 0 s … 500 µs'"));
    EXPECT_THAT(plot->script, HasSubstr("seen by probes, one each 500 µs"));
    const size_t size = plot->script.find(" size ");
    EXPECT_GE(std::stod(plot->script.substr(plot->script.find(',', size) + 1)), 20 * 27);
}

TEST(PlotsTest, ADistributionRisesByOneStepPerLinkToWhatWasReached)
{
    RunResult run;
    run.key.design = "d";
    run.samples["reconfig.effective"] = {
        0.02, 0.003, std::numeric_limits<double>::infinity(), 0.02};
    const auto plot = ReconfigurationPlot({.title = "t", .designs = {"d"}, .results = {run}});
    ASSERT_TRUE(plot);
    EXPECT_EQ(plot->data,
              "# time_s\tfraction of links; a block per curve\n"
              "# reconfig.effective d\n"
              "0.003\t0\n"
              "0.003\t0\n"
              "0.003\t0.25\n"
              "0.02\t0.25\n"
              "0.02\t0.75\n"
              "0.1\t0.75\n"
              "0.1\t0.75\n");
}

TEST(PlotsTest, CompromisedVmsAreAStaircaseOfTheMeanOverRuns)
{
    RunResult first;
    first.key.design = "d";
    first.series["exposure.compromised.guest-user"] = {{1, 1}, {2, 3}};
    RunResult second = first;
    second.series["exposure.compromised.guest-user"] = {{1, 1}, {4, 3}};
    const auto plot =
        CompromisePlot({.title = "t", .designs = {"d"}, .results = {first, second}}, "guest-user");
    ASSERT_TRUE(plot);
    // At time 2: mean of 3 and 1, half-width t(0.975, 1) · √2 / √2 = 12.706, cut at 0.
    EXPECT_THAT(plot->data, HasSubstr("# d\n1\t1\t1\t1\n2\t1\t1\t1\n2\t2\t0\t14.706"));
    EXPECT_THAT(plot->data, HasSubstr("\n4\t3\t3\t3\n"));
}

TEST(PlotsTest, CostsHaveTheirValuesPrinted)
{
    const auto plot = ConfigurationPlot(FakeComparison(1));
    ASSERT_TRUE(plot);
    EXPECT_THAT(plot->data, HasSubstr("# linkwire\n3\t4312\t4312\t4312\t4,312\n"));
    EXPECT_THAT(plot->data, HasSubstr("# flat\n1\t5\t5\t5\t0\n")); // zero, at the axis' left end
}

/// Two designs, of which the second has a flow that did not end.
Comparison
Experience()
{
    RunResult fast;
    fast.key.design = "fast";
    fast.metrics["traffic.overhead_bytes"] = 0;
    fast.samples["tcp.goodput"] = {9e9, 9.5e9, 9.6e9};
    fast.samples["tcp.completion_time"] = {1e-3, 2e-3, 3e-3};
    RunResult slow = fast;
    slow.key.design = "slow";
    slow.samples["tcp.goodput"] = {1e9, 4e9, 5e9};
    slow.samples["tcp.completion_time"] = {1e-3, 2e-3, std::numeric_limits<double>::infinity()};
    return {.title = "t", .designs = {"fast", "slow"}, .results = {fast, slow}};
}

TEST(PlotsTest, WhatUsersFeelHasAPanelForEachOfTheMeasuresThatThereAre)
{
    const auto plot = ExperiencePlot(Experience());
    ASSERT_TRUE(plot);
    EXPECT_EQ(plot->stem, "what-users-feel");
    EXPECT_EQ(plot->data,
              "# row\tmean\tlow\thigh\tprinted\n"
              "# tcp.goodput p50\n"
              "# fast\n1\t9.5e+09\t9.5e+09\t9.5e+09\t9.50 Gbit/s\n"
              "# slow\n2\t4e+09\t4e+09\t4e+09\t4 Gbit/s\n"
              "\n\n# tcp.completion_time p99\n"
              "# fast\n1\t0.00298\t0.00298\t0.00298\t2.98 ms\n"
              "# slow\n2\tnan\tnan\t0\tnever\n"
              "\n\n# traffic.overhead_bytes\n"
              "# fast\n1\t0\t0\t0\t0 B\n"
              "# slow\n2\t0\t0\t0\t0 B\n");
    EXPECT_THAT(plot->script, HasSubstr("set multiplot layout 1,3 "));
    EXPECT_THAT(plot->script,
                HasSubstr("set xtics ('0 bit/s' 0, '5 Gbit/s' 5e+09, '10 Gbit/s' 1e+10)\n"));
    EXPECT_THAT(plot->script, HasSubstr("set xtics ('0 B' 0)\n")); // and no "500 mB"
    EXPECT_THAT(plot->script, Not(HasSubstr("One-way delay")));
    const TemporaryFolder folder;
    EXPECT_THAT(DrawPlot(*plot, folder.path), SizeIs(3));
}

TEST(PlotsTest, WhereNobodyFeelsAnythingThereIsNothingToDraw)
{
    RunResult run;
    run.key.design = "d";
    run.metrics = {{"traffic.overhead_bytes", 0}, {"traffic.jitter_p99", 0}};
    EXPECT_FALSE(ExperiencePlot({.title = "t", .designs = {"d"}, .results = {run}}));
}

TEST(PlotsTest, PanelsThatDoNotFitSideBySideHaveASecondRow)
{
    Comparison comparison = Experience();
    comparison.results[0].metrics["traffic.delay_p99"] = 5e-6;
    comparison.results[0].samples["traffic.stretch_time"] = {1, 1.5};
    const auto plot = ExperiencePlot(comparison);
    ASSERT_TRUE(plot);
    EXPECT_THAT(plot->script, HasSubstr("set multiplot layout 2,3 "));
    comparison.results.resize(1); // without its goodput, there are four
    comparison.results[0].samples.erase("tcp.goodput");
    EXPECT_THAT(ExperiencePlot(comparison)->script, HasSubstr("set multiplot layout 2,2 "));
    const TemporaryFolder folder;
    EXPECT_THAT(DrawPlot(*plot, folder.path), SizeIs(3));
}

/// gnuplot puts what does not fit below each other into a second column, which is outside the figure.
TEST(PlotsTest, APanelIsAsHighAsItsLegend)
{
    const auto heightWith = [](size_t designs)
    {
        PanelFigure figure;
        figure.frame.stem = "lines";
        std::string legend = "plot 1 notitle";
        for (size_t design = 0; design < designs; ++design)
        {
            legend += ", " + LegendEntry("lines", "design " + std::to_string(design));
        }
        figure.panels.push_back({"", legend + '\n'});
        const std::string script = DrawPanels(figure, PlotBlocks("x")).script;
        const size_t size = script.find(" size ");
        return std::stod(script.substr(script.find(',', size) + 1));
    };
    EXPECT_EQ(heightWith(2), heightWith(12));
    EXPECT_GE(heightWith(40) - heightWith(20), 20 * 27);
    EXPECT_GT(heightWith(20), heightWith(12) + 100);
}

class HostileNameTest : public testing::TestWithParam<std::string>
{
};

TEST_P(HostileNameTest, IsShownLiterallyAsTitleAndNeverExecuted)
{
    const TemporaryFolder folder;
    Comparison comparison = FakeComparison(2);
    comparison.title = GetParam();
    for (const auto& file : DrawPlots(comparison, folder.path))
    {
        if (file.extension() == ".svg")
        {
            EXPECT_TRUE(Shows(file, GetParam(), true)) << file;
        }
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "pwned"));
    EXPECT_FALSE(std::filesystem::exists("pwned"));
}

TEST_P(HostileNameTest, IsShownLiterallyAsDesignAndNeverExecuted)
{
    const TemporaryFolder folder;
    for (const auto& file : DrawPlots(Renamed(GetParam()), folder.path))
    {
        if (file.extension() == ".svg")
        {
            EXPECT_TRUE(Shows(file, GetParam(), false)) << file;
        }
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "pwned"));
    EXPECT_FALSE(std::filesystem::exists("pwned"));
}

INSTANTIATE_TEST_SUITE_P(Names, HostileNameTest, testing::ValuesIn(kHostile));

} // namespace

} // namespace ns3::vnlab
