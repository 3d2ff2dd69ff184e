// SPDX-License-Identifier: GPL-2.0-only
//
// Only the runs of one point are pooled: no plot has a mean over the levels of a factor.

#include "analysis/plot/store-plots.h"
#include "model/input/input-error.h"
#include "test/plot/fake-store.h"
#include "test/support/temporary-folder.h"

#include <array>
#include <cmath>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// The value of a point without the run's number: no mean over several points is that of one.
double
ValueAt(const std::string& design, double racks, double spines, double vms)
{
    return 1000 * racks + 100 * spines + vms + (design == "b" ? 7 * racks : 0);
}

RunResult
FactorRun(const std::string& design, double racks, double spines, double vms, uint32_t run)
{
    const auto parameter = [](double value) {
        return Parameter{std::to_string(static_cast<int>(value)), value};
    };
    const double value = ValueAt(design, racks, spines, vms) + run;
    return {
        .key = {.scenario = parameter(racks).text + parameter(spines).text + parameter(vms).text,
                .design = design,
                .seed = 1,
                .run = run},
        .parameters = {{"racks", parameter(racks)},
                       {"spines", parameter(spines)},
                       {"tenants.vms", parameter(vms)}},
        .metrics = {{"config.rules", value},
                    {"drops.no-route", value},
                    {"exposure.reachable.guest-user", value}},
        .samples = {{"reconfig.effective", {value}}},
        .series = {{"exposure.compromised.guest-user", {{1, value}}}}};
}

/// Which means a plot may show: those of the two runs of each point.
std::set<double>
MeansOfPoints()
{
    std::set<double> means;
    for (const double racks : {2, 3})
    {
        for (const double spines : {1, 2})
        {
            for (const double vms : {10, 100})
            {
                means.insert(ValueAt("a", racks, spines, vms) + 0.5);
                means.insert(ValueAt("b", racks, spines, vms) + 0.5);
            }
        }
    }
    return means;
}

class HeldFactorsTest : public testing::Test
{
  protected:
    HeldFactorsTest()
    {
        std::vector<RunResult> runs;
        for (const double racks : {2, 3})
        {
            for (const double spines : {1, 2})
            {
                for (const double vms : {10, 100})
                {
                    for (const char* design : {"a", "b"})
                    {
                        runs.push_back(FactorRun(design, racks, spines, vms, 0));
                        runs.push_back(FactorRun(design, racks, spines, vms, 1));
                    }
                }
            }
        }
        m_store.Write(runs);
    }

    /// @return the numbers in a column of what is drawn, of rows with so many columns
    std::vector<double> Column(const std::string& name, size_t column, size_t columns) const
    {
        std::istringstream lines(ReadFile(m_folder.path / "plots" / (name + ".tsv")));
        std::vector<double> values;
        for (std::string line; std::getline(lines, line);)
        {
            std::vector<std::string> cells;
            std::istringstream row(line);
            for (std::string cell; !line.starts_with('#') && std::getline(row, cell, '\t');)
            {
                cells.push_back(cell);
            }
            if (cells.size() == columns)
            {
                values.push_back(std::stod(cells[column]));
            }
        }
        return values;
    }

    std::string Draw(const PlotKeys& keys,
                     const std::string& kind = "dots",
                     const std::string& metric = "config.rules")
    {
        const auto drawn =
            DrawStorePlots(m_store,
                           FakeOutline,
                           {.metric = metric, .kind = kind, .keys = keys, .formats = {"svg"}},
                           m_folder / "plots");
        return ReadFile(std::filesystem::path(drawn.front()).replace_extension("tsv"));
    }

    std::string RefusalOf(const PlotKeys& keys)
    {
        try
        {
            Draw(keys);
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "accepted";
    }

    TemporaryFolder m_folder;
    ResultStore m_store{ResultStore::Open(m_folder / "s.sqlite", {"v", "n"})};
};

TEST_F(HeldFactorsTest, WhatNobodyMentionsHasItsFirstValueAndIsSaid)
{
    // x is the number of VMs, of which dots show the last; racks and spines could both be a facet.
    EXPECT_EQ(Draw({}),
              "# at tenants.vms = 100; racks = 2; spines = 1\n"
              "# row\tmean\tlow\thigh (95 % interval)\tprinted; a block per panel\n"
              "# \n"
              "1\t2214.5\t2208.1468976319125\t2220.8531023680875\t2,214.5 ± 6.4\n"
              "2\t2200.5\t2194.1468976319125\t2206.8531023680875\t2,200.5 ± 6.4\n");
    EXPECT_THAT(ReadFile(m_folder.path / "plots/dots.config.rules.svg"),
                HasSubstr("at tenants.vms = 100; racks = 2; spines = 1"));
}

TEST_F(HeldFactorsTest, AtHoldsAnotherValue)
{
    EXPECT_THAT(Draw({.x = "", .facets = {{""}}, .at = {{"racks", "3"}, {"tenants.vms", "10.0"}}}),
                AllOf(StartsWith("# at racks = 3; tenants.vms = 10; spines = 1\n"),
                      HasSubstr("\n2\t3110.5\t")));
}

TEST_F(HeldFactorsTest, ADesignCanBeHeld)
{
    const std::string drawn = Draw({.x = "tenants.vms", .by = "racks", .facets = {{"spines"}}});
    EXPECT_THAT(drawn, StartsWith("# at tenants.vms = 100; design = b\n"));
    EXPECT_THAT(drawn, HasSubstr("# spines = 2\n1\t2314.5\t"));
    EXPECT_THAT(Draw({.at = {{"design", "a"}}}), Not(HasSubstr("\n2\t")));
}

TEST_F(HeldFactorsTest, SeveralFacetsAreAPanelForEachCombination)
{
    const std::string drawn = Draw({.facets = {{"racks", "spines"}}});
    EXPECT_THAT(drawn, StartsWith("# at tenants.vms = 100\n"));
    for (const char* block : {"# racks = 2, spines = 1\n1\t2214.5\t",
                              "# racks = 2, spines = 2\n1\t2314.5\t",
                              "# racks = 3, spines = 1\n1\t3221.5\t",
                              "# racks = 3, spines = 2\n1\t3321.5\t"})
    {
        EXPECT_THAT(drawn, HasSubstr(block));
    }
}

TEST_F(HeldFactorsTest, TheOnlyFactorThatIsLeftIsAFacet)
{
    EXPECT_THAT(Draw({.at = {{"racks", "2"}}}),
                AllOf(HasSubstr("# spines = 1\n1\t2214.5"), HasSubstr("# spines = 2\n1\t2314.5")));
}

TEST_F(HeldFactorsTest, NoPlotHasAMeanOverSeveralPoints)
{
    const std::set<double> means = MeansOfPoints();
    const std::vector<PlotKeys> layouts{{},
                                        {.x = ""},
                                        {.x = "racks"},
                                        {.by = "racks"},
                                        {.by = ""},
                                        {.x = "design", .by = "spines"},
                                        {.facets = {{""}}},
                                        {.facets = {{"tenants.vms"}}},
                                        {.facets = {{"racks", "spines", "tenants.vms"}}},
                                        {.at = {{"spines", "2"}}}};
    for (const PlotKeys& keys : layouts)
    {
        const auto expectOnlyPoints =
            [&](const std::string& kind, const std::string& metric, size_t column, size_t columns)
        {
            Draw(keys, kind, metric);
            const std::vector<double> shown = Column(kind + "." + metric, column, columns);
            EXPECT_THAT(shown, Not(IsEmpty())) << kind;
            EXPECT_THAT(means, IsSupersetOf(std::set(shown.begin(), shown.end()))) << kind;
        };
        expectOnlyPoints("dots", "config.rules", 1, 5);
        expectOnlyPoints("heat", "exposure.reachable", 2, 4);
        expectOnlyPoints("series", "exposure.compromised.guest-user", 1, 4);
        expectOnlyPoints("ecdf", "reconfig.effective", 0, 4);
        DrawStorePlots(m_store,
                       FakeOutline,
                       {.kind = "drops", .keys = keys, .formats = {"svg"}},
                       m_folder / "plots");
        const std::vector<double> dropped = Column("drops", 1, 4);
        EXPECT_THAT(means, IsSupersetOf(std::set(dropped.begin(), dropped.end())));
    }
}

TEST_F(HeldFactorsTest, ScalingParetoAndForestHaveOneLevelOfEachFactorToo)
{
    const std::set<double> means = MeansOfPoints();
    for (const PlotKeys& keys : {PlotKeys{}, PlotKeys{.x = "spines"}, PlotKeys{.facets = {{""}}}})
    {
        Draw(keys, "scaling");
        const std::vector<double> shown = Column("scaling.config.rules", 1, 4);
        EXPECT_THAT(shown, SizeIs(4));
        EXPECT_THAT(means, IsSupersetOf(std::set(shown.begin(), shown.end())));
        Draw(keys, "pareto", "exposure.reachable.guest-user");
        for (const size_t column : {0, 1, 6})
        {
            const auto of = Column("pareto.exposure.reachable.guest-user", column, 7);
            EXPECT_THAT(means, IsSupersetOf(std::set(of.begin(), of.end())));
        }
        // Paired on the same numbers, b − a is 7 for each rack.
        Draw(keys, "forest");
        EXPECT_THAT(Column("paired-difference.config.rules", 1, 5), testing::ElementsAre(-14));
    }
}

TEST_F(HeldFactorsTest, AnEditedScenarioIsAPanelOfItsOwn)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"v", "n"});
    for (const char* text : {"1s", "2s"})
    {
        for (const uint32_t run : {0, 1})
        {
            RunResult result = FakeRun("a", 10, run);
            result.key.scenario = text;
            result.metrics["config.rules"] = (text[0] == '1' ? 10 : 20) + run;
            store.Write(result);
        }
    }
    const auto outline = [](const std::string& text)
    {
        return ScenarioOutline{.title = "",
                               .designs = {"a"},
                               .sameAs = text,
                               .values = {{"run.duration", {text, std::nullopt}}}};
    };
    const auto draw = [&](const PlotKeys& keys)
    {
        DrawStorePlots(store,
                       outline,
                       {.metric = "config.rules", .kind = "dots", .keys = keys, .formats = {"svg"}},
                       folder.path);
        return ReadFile(folder.path / "dots.config.rules.tsv");
    };
    EXPECT_THAT(draw({}),
                AllOf(HasSubstr("# run.duration = 1s\n1\t10.5\t"),
                      HasSubstr("# run.duration = 2s\n1\t20.5\t")));
    EXPECT_THAT(draw({.facets = {{""}}}),
                AllOf(StartsWith("# at run.duration = 1s\n"), HasSubstr("\n1\t10.5\t")));
}

TEST_F(HeldFactorsTest, ARunThatTwoTextsHaveCountsOnce)
{
    const auto outline = [](const std::string&)
    { return ScenarioOutline{.title = "", .designs = {"a"}, .sameAs = "same"}; };
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Open(folder / "s.sqlite", {"v", "n"});
    for (const auto& [text, run] :
         {std::pair("repeat = 1", 0), {"repeat = 2", 0}, {"repeat = 2", 1}})
    {
        RunResult result = FakeRun("a", 10, static_cast<uint32_t>(run));
        result.key.scenario = text;
        store.Write(result);
    }
    DrawStorePlots(store,
                   outline,
                   {.metric = "config.rules", .kind = "dots", .formats = {"svg"}},
                   folder.path);
    EXPECT_THAT(ReadFile(folder.path / "dots.config.rules.tsv"), HasSubstr("\n1\t100.5\t"));
}

TEST_F(HeldFactorsTest, UnknownValuesAreRefusedWithThoseThatThereAre)
{
    EXPECT_EQ(RefusalOf({.at = {{"racks", "4"}}}),
              "--at: '4' is no value of racks; accepted are 2, 3");
    EXPECT_EQ(RefusalOf({.at = {{"racks", "2"}, {"racks", "3"}}}),
              "--at: '3' is no value of racks at racks = 2; accepted are 2");
    EXPECT_THAT(RefusalOf({.at = {{"rack", "2"}}}), HasSubstr("did you mean 'racks'?"));
    EXPECT_THAT(RefusalOf({.at = {{"design", "c"}}}), HasSubstr("accepted are b, a"));
}

TEST_F(HeldFactorsTest, ManyPanelsStandSideBySide)
{
    const auto sizeOf = [&](const PlotKeys& keys)
    {
        Draw(keys);
        const std::string drawing = ReadFile(m_folder.path / "plots/dots.config.rules.svg");
        const size_t begin = drawing.find("width=");
        return drawing.substr(begin, drawing.find('>', begin) - begin);
    };
    EXPECT_THAT(sizeOf({.facets = {{"racks", "spines"}}}), HasSubstr("width=\"1200\""));
    EXPECT_THAT(sizeOf({.facets = {{"racks", "spines", "tenants.vms"}}}),
                HasSubstr("width=\"2400\""));
}

TEST_F(HeldFactorsTest, MorePanelsThanCanBeReadAreRefused)
{
    std::vector<RunResult> runs;
    for (double racks = 4; racks < 60; ++racks)
    {
        runs.push_back(FactorRun("a", racks, 1, 10, 0));
    }
    m_store.Write(runs);
    EXPECT_THAT(Draw({.at = {{"spines", "1"}}}),
                StartsWith("# at tenants.vms = 100; spines = 1; racks"));
    EXPECT_THAT(RefusalOf({.x = "tenants.vms", .facets = {{"racks", "spines"}}}),
                HasSubstr("--facet: makes 60 panels"));
}

} // namespace

} // namespace ns3::vnlab
