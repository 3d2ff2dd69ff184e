// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/store-plots.h"
#include "model/input/input-error.h"
#include "test/plot/fake-store.h"
#include "test/support/drawing.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class StorePlotsTest : public testing::Test
{
  protected:
    std::vector<std::filesystem::path> Draw(const PlotWish& wish, const char* folder = "plots")
    {
        return DrawStorePlots(store, FakeOutline, wish, m_folder / folder);
    }

    std::string Refusal(const PlotWish& wish)
    {
        try
        {
            Draw(wish);
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "accepted";
    }

    std::string File(const std::string& name) const
    {
        return ReadFile(m_folder.path / "plots" / name);
    }

    TemporaryFolder m_folder;
    ResultStore store{ResultStore::Open(m_folder / "s.sqlite", {"v", "n"})};
};

/// One image only: what is tested is the data and the script.
PlotWish
Wish(const std::string& metric, const std::string& kind)
{
    return {.metric = metric, .kind = kind, .formats = {"svg"}};
}

TEST_F(StorePlotsTest, ScalingHasTheMeansInTheScenariosOrderOfDesignsAndTheFittedLines)
{
    for (const double vms : {10.0, 100.0})
    {
        for (const char* design : {"a", "b"})
        {
            store.Write(FakeRun(design, vms, 0));
        }
    }
    EXPECT_THAT(Draw(Wish("config.rules", "scaling")), SizeIs(1));
    EXPECT_EQ(File("scaling.config.rules.tsv"),
              "# x\tmean\tlow\thigh (95 % interval), and a block with x, value of its fit\n"
              "# b \n10\t10\t10\t10\n100\t100\t100\t100\n"
              "\n\n# b  fit\n10\t10\n100\t100\n"
              "\n\n# a \n10\t100\t100\t100\n100\t10000\t10000\t10000\n"
              "\n\n# a  fit\n10\t100\n100\t10000\n");
    EXPECT_THAT(File("scaling.config.rules.gp"), HasSubstr("title 'b: n^1.00'"));
    EXPECT_THAT(File("scaling.config.rules.gp"), HasSubstr("title 'a: n^2.00'"));
}

TEST_F(StorePlotsTest, TheExponentComesWithItsInterval)
{
    FillFakeStore(store);
    Draw(Wish("config.rules", "scaling"));
    // By hand in Python: ln(10, 11, 100, 101) over ln(10, 10, 100, 100); t(0.975, 2) = 4.302653
    EXPECT_THAT(File("scaling.config.rules.gp"), HasSubstr("title 'b: n^0.98 [0.89, 1.07]'"));
}

TEST_F(StorePlotsTest, AForestHasPairedDifferencesAtTheLastSize)
{
    FillFakeStore(store);
    Draw(Wish("config.rules", "forest"));
    // Both designs have the run's number in common: paired, the difference is always 9,900.
    EXPECT_EQ(File("paired-difference.config.rules.tsv"),
              "# rules at all enforcement points, after the first deployment\n"
              "# at tenants.vms = 100\n"
              "# row\tmean\tlow\thigh (95 % interval)\tprinted; a block per panel\n"
              "# \n"
              "2\t9900\t9900\t9900\t9,900\n");
    EXPECT_THAT(File("paired-difference.config.rules.gp"),
                HasSubstr("set label 'the baseline' at first 0, first 1 left"));
}

TEST_F(StorePlotsTest, AnotherBaselineTurnsTheDifference)
{
    FillFakeStore(store);
    PlotWish wish = Wish("config.rules", "forest");
    wish.keys.baseline = "a";
    Draw(wish);
    EXPECT_THAT(File("paired-difference.config.rules.tsv"),
                HasSubstr("1\t-9900\t-9900\t-9900\t-9,900\n"));
}

TEST_F(StorePlotsTest, AHeatMapHasADesignByAttackerMean)
{
    FillFakeStore(store);
    Draw(Wish("exposure.reachable", "heat"));
    EXPECT_EQ(
        File("heat.exposure.reachable.tsv"),
        "# fraction of other VMs that the attacker can deliver a packet to in one step, mean over "
        "footholds; by capability\n"
        "# at tenants.vms = 100\n"
        "# column\trow\tmean\tprinted with 95 % interval; a block per panel\n"
        "# \n"
        "1\t1\t1\t100 %\n"
        "2\t1\t0.25\t25 %\n"
        "1\t2\t1\t100 %\n"
        "2\t2\t0.5\t50 %\n");
    EXPECT_THAT(File("heat.exposure.reachable.gp"),
                HasSubstr("set cbtics ('0 %%' 0, '20 %%' 0.2, '40 %%' 0.4, '60 %%' 0.6, '80 %%' "
                          "0.8, '100 %%' 1)\n"));
}

TEST_F(StorePlotsTest, AHeatMapOfDarkCellsOnlyIsDrawn)
{
    RunResult run = FakeRun("a", 10, 0);
    run.metrics["exposure.reachable.guest-user"] = 1;
    store.Write(run);
    Draw(Wish("exposure.reachable", "heat"));
    EXPECT_THAT(File("heat.exposure.reachable.svg"), HasSubstr("<text>100 %</text>"));
}

TEST_F(StorePlotsTest, DropsStackTheLargestReasonFirst)
{
    FillFakeStore(store);
    PlotWish wish{.kind = "drops", .formats = {"svg"}};
    Draw(wish);
    EXPECT_THAT(File("drops.tsv"),
                HasSubstr("# queue-full\n1\t0\t2\n2\t0\t2\n\n\n# no-route\n2\t2\t4\n"));
    EXPECT_THAT(File("drops.tsv"), HasSubstr("# sums\n1\t2\t0\t"));
}

TEST_F(StorePlotsTest, AnEcdfCountsWhatIsNeverReached)
{
    FillFakeStore(store);
    Draw(Wish("reconfig.effective", "ecdf"));
    EXPECT_THAT(File("ecdf.reconfig.effective.tsv"),
                HasSubstr("# b \n9e-04\t0\n0.001\t0\n0.001\t0.5\n"));
    EXPECT_THAT(File("ecdf.reconfig.effective.gp"), HasSubstr("title 'b: 2 of 4 never'"));
}

TEST_F(StorePlotsTest, AnEcdfOfValuesFarApartIsLogarithmic)
{
    RunResult run = FakeRun("a", 10, 0);
    run.samples["reconfig.effective"] = {0.001, 0.03};
    store.Write(run);
    Draw(Wish("reconfig.effective", "ecdf"));
    EXPECT_THAT(File("ecdf.reconfig.effective.tsv"), HasSubstr("\n0.001\t0\n0.001\t0\n"));
    EXPECT_THAT(File("ecdf.reconfig.effective.gp"), HasSubstr("set logscale x\n"));
}

TEST_F(StorePlotsTest, ADesignWithoutValuesIsInTheLegendWithTheReason)
{
    for (const char* design : {"a", "b", "flat"})
    {
        RunResult run = FakeRun(design, 10, 0);
        run.samples["reconfig.effective"] = {0.001, 0.002};
        if (design == std::string("flat"))
        {
            run.samples.erase("reconfig.effective");
            run.metrics["reconfig.always_open"] = 1;
        }
        run.metrics["exposure.reachable.guest-user"] = 0.5;
        store.Write(run);
    }
    Draw(Wish("reconfig.effective", "ecdf"));
    EXPECT_THAT(File("ecdf.reconfig.effective.gp"), HasSubstr("title 'flat: always open'"));
    Draw({.kind = "pareto", .formats = {"svg"}});
    EXPECT_THAT(File("pareto.exposure.reachable.guest-user.gp"),
                HasSubstr("title 'flat: always open, so not compared'"));
}

TEST_F(StorePlotsTest, ParetoSaysWhichDesignDominates)
{
    FillFakeStore(store);
    for (const char* design : {"a", "b"})
    {
        for (uint32_t run = 0; run < 2; ++run)
        {
            RunResult result = FakeRun(design, 100, run);
            result.samples["reconfig.effective"] = {0.001};
            store.Write(result);
        }
    }
    Draw({.kind = "pareto", .formats = {"svg"}});
    const std::string drawn = File("pareto.exposure.reachable.guest-user.gp");
    EXPECT_THAT(drawn, HasSubstr("title 'dominated by b'"));
    EXPECT_THAT(drawn, HasSubstr("title 'not dominated'"));
}

TEST_F(StorePlotsTest, AFacetIsAPanelForEachValue)
{
    FillFakeStore(store);
    PlotWish wish = Wish("config.rules", "dots");
    wish.keys.facets = {{"tenants.vms"}};
    Draw(wish);
    EXPECT_THAT(File("dots.config.rules.tsv"), HasSubstr("# tenants.vms = 10\n1\t10.5\t"));
    EXPECT_THAT(File("dots.config.rules.tsv"), HasSubstr("# tenants.vms = 100\n1\t100.5\t"));
}

TEST_F(StorePlotsTest, WithoutAMetricAllThatThereIsIsDrawn)
{
    FillFakeStore(store);
    std::vector<std::string> names;
    for (const std::filesystem::path& file : Draw({.kind = {}, .formats = {"svg"}}))
    {
        names.push_back(file.filename());
    }
    EXPECT_THAT(names,
                ElementsAre("scaling.config.rules.svg",
                            "series.exposure.compromised.guest-user.svg",
                            "ecdf.reconfig.effective.svg",
                            "heat.exposure.reachable.svg",
                            "paired-difference.config.rules.svg",
                            "drops.svg"));
}

TEST_F(StorePlotsTest, TheSameStoreGivesTheSameBytes)
{
    FillFakeStore(store);
    const auto first = Draw({}, "first");
    const auto second = Draw({}, "second");
    ASSERT_EQ(first.size(), second.size());
    for (size_t i = 0; i < first.size(); ++i)
    {
        const std::string bytes = ReadFile(first[i]);
        EXPECT_TRUE(TellsItsTime(first[i], bytes) || bytes == ReadFile(second[i])) << first[i];
    }
}

TEST_F(StorePlotsTest, AFailedRunIsNotDrawn)
{
    RunResult failed = FakeRun("a", 10, 0);
    failed.error = "it crashed";
    store.Write(failed);
    EXPECT_THAT(Draw({}), IsEmpty());
}

TEST_F(StorePlotsTest, UnknownNamesAreRefusedWithTheNearest)
{
    FillFakeStore(store);
    EXPECT_THAT(Refusal({.metric = "config.rulse", .kind = {}}),
                HasSubstr("--metric: the store has no data of 'config.rulse', did you mean "
                          "'config.rules'?"));
    EXPECT_THAT(Refusal({.kind = "forrest"}), HasSubstr("did you mean 'forest'?"));
    EXPECT_THAT(
        Refusal({.kind = {}, .keys = {.x = "tenants.vm"}}),
        HasSubstr("--x: 'tenants.vm' is no key of its scenarios, did you mean 'tenants.vms'?"));
    EXPECT_THAT(Refusal({.kind = {}, .keys = {.by = "desing"}}),
                HasSubstr("--by: 'desing' is no key of its scenarios, did you mean 'design'?"));
    EXPECT_THAT(Refusal({.kind = {}, .keys = {.x = {}, .facets = {{"racks"}}}}),
                HasSubstr("--facet: 'racks'"));
    EXPECT_THAT(Refusal({.kind = {}, .keys = {.x = {}, .baseline = "c"}}),
                HasSubstr("--baseline: 'c'"));
}

TEST_F(StorePlotsTest, AKindWithoutDataIsRefused)
{
    FillFakeStore(store);
    EXPECT_EQ(Refusal(Wish("config.rules", "series")),
              "--kind: the store has no data for a plot of kind series of 'config.rules'");
}

TEST_F(StorePlotsTest, NamesThatBiteAreShownAndNothingElseHappens)
{
    for (const std::string name : {"`touch pwned`",
                                   "$(touch pwned)",
                                   "'; system('touch pwned') #",
                                   "<script>alert(1)</script>",
                                   "line\nsystem('touch pwned')"})
    {
        RunResult run = FakeRun("a", 10, 0);
        run.key.design = name;
        run.parameters["key `touch pwned`"] = {name, std::nullopt};
        run.metrics["drops." + name] = 7;
        run.metrics["exposure.reachable." + name] = 0.5;
        run.samples[name] = {1, 2};
        run.series["x/../" + name] = {{1, 1}};
        run.key.scenario = name;
        store.Write(run);
    }
    Draw({.kind = {}, .keys = {.x = {}, .facets = {{""}}}});
    Draw({.metric = "config.rules", .kind = "dots", .keys = {.x = "", .by = "key `touch pwned`"}});
    EXPECT_THAT(File("drops.svg"), HasSubstr("<text>`touch pwned`</text>"));
    EXPECT_THAT(File("drops.svg"), HasSubstr("<text>$(touch pwned)</text>"));
    EXPECT_THAT(File("drops.svg"), HasSubstr("<text>'; system('touch pwned') #</text>"));
    EXPECT_THAT(File("drops.svg"), HasSubstr("<text>&lt;script>alert(1)&lt;/script></text>"));
    EXPECT_THAT(File("drops.svg"), HasSubstr("<text>line\\nsystem('touch pwned')</text>"));
    EXPECT_THAT(File("heat.exposure.reachable.svg"), HasSubstr("<text>$(touch pwned)</text>"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder.path))
    {
        EXPECT_NE(entry.path().filename(), "pwned");
    }
}

} // namespace

} // namespace ns3::vnlab
