// SPDX-License-Identifier: GPL-2.0-only
//
// vnlab plot, and the plots that vnlab sweep leaves.

#include "test/support/drawing.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::StartsWith;

const std::string kPlotSweep = R"([[tenants]]
name = "ring"
generate = { kind = "random", vms = 4, degree = 2 }

[designs]
use = ["flat", "linkwire"]

[run]
duration = "0.5s"

[sweep]
"tenants.generate.vms" = [4, 8]
repeat = 2
)";

class PlotTest : public testing::Test
{
  protected:
    PlotTest()
    {
        WriteFile(m_folder / "lab.toml", kPlotSweep);
        m_sweep = RunVnlab({"sweep", "lab.toml", "--out", "out"}, m_folder.path);
    }

    Ended Plot(std::vector<std::string> options)
    {
        options.insert(options.begin(), {"plot", "out"});
        return RunVnlab(options, m_folder.path);
    }

    TemporaryFolder m_folder;
    Ended m_sweep;
};

TEST_F(PlotTest, ASweepLeavesTheSamePlotsAsPlotDraws)
{
    ASSERT_EQ(m_sweep.status, 0) << m_sweep.err;
    const Ended plot = Plot({"--out", "again"});
    EXPECT_EQ(plot.status, 0) << plot.err;
    size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(m_folder.path / "again"))
    {
        const std::string bytes = ReadFile(file.path());
        EXPECT_TRUE(TellsItsTime(file.path(), bytes) ||
                    bytes == ReadFile(m_folder.path / "out" / file.path().filename()))
            << file.path();
        ++files;
    }
    EXPECT_GE(files, 5U * 3);
    EXPECT_TRUE(std::filesystem::exists(m_folder.path / "again/scaling.config.rules.pdf"));
}

TEST_F(PlotTest, OneMetricIsDrawnInOneFormat)
{
    const Ended plot =
        Plot({"--metric", "config.rules", "--kind", "dots", "--format", "svg", "--out", "one"});
    EXPECT_EQ(plot.status, 0) << plot.err;
    EXPECT_EQ(plot.out, "one/dots.config.rules.svg\n");
}

TEST_F(PlotTest, AnEditedScenarioIsDrawnApartAndSaysWhatWasEdited)
{
    ASSERT_EQ(m_sweep.status, 0) << m_sweep.err;
    std::string edited = kPlotSweep;
    edited.replace(edited.find("0.5s"), 4, "0.4s");
    WriteFile(m_folder / "lab.toml", edited);
    ASSERT_EQ(RunVnlab({"sweep", "lab.toml", "--out", "out", "--no-plots"}, m_folder.path).status,
              0);
    const std::vector<std::string> dots{
        "--metric", "config.rules", "--kind", "dots", "--format", "svg", "--out", "one"};
    EXPECT_EQ(Plot(dots).status, 0);
    const std::string apart = ReadFile(m_folder.path / "one/dots.config.rules.tsv");
    EXPECT_THAT(apart, HasSubstr("# run.duration = 400ms\n"));
    EXPECT_THAT(apart, HasSubstr("# run.duration = 500ms\n"));
    std::vector<std::string> held = dots;
    held.insert(held.end(), {"--at", "run.duration = 500ms", "--at", "tenants.generate.vms=4"});
    EXPECT_EQ(Plot(held).status, 0);
    EXPECT_THAT(ReadFile(m_folder.path / "one/dots.config.rules.tsv"),
                StartsWith("# at run.duration = 500ms; tenants.generate.vms = 4\n"));
}

TEST_F(PlotTest, BadInputHasExitStatus2)
{
    const Ended metric = Plot({"--metric", "config.rulse"});
    EXPECT_EQ(metric.status, 2);
    EXPECT_THAT(metric.err, HasSubstr("did you mean 'config.rules'?"));
    EXPECT_EQ(Plot({"--kind", "pie"}).status, 2);
    EXPECT_EQ(Plot({"--by", "nothing"}).status, 2);
    EXPECT_EQ(Plot({"--facet", "nothing"}).status, 2);
    const Ended value = Plot({"--at", "tenants.generate.vms=5"});
    EXPECT_EQ(value.status, 2);
    EXPECT_THAT(value.err, HasSubstr("accepted are 4, 8"));
    const Ended pair = Plot({"--at", "tenants.generate.vms"});
    EXPECT_EQ(pair.status, 2);
    EXPECT_THAT(pair.err, HasSubstr("is no KEY=VALUE"));
    EXPECT_EQ(Plot({"--format", "gif"}).status, 2);
    EXPECT_EQ(RunVnlab({"plot", "absent"}, m_folder.path).status, 2);
}

} // namespace

} // namespace ns3::vnlab::test
