// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric/metric-catalogue.h"
#include "model/input/input-error.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

/// @return a row as results bring it, of a metric that this program cannot fill
Metric
Foreign(const std::string& name)
{
    return {.name = name,
            .question = Question::kExposure,
            .place = 300,
            .shape = Shape::kScalar,
            .unit = MetricUnit::kCount,
            .better = Better::kLower,
            .definition = "of another program"};
}

/// @return the message with which a row is refused; "taken" if it is not
std::string
Adopt(const Metric& row, const std::string& origin, Precedence precedence = Precedence::kResults)
{
    try
    {
        AdoptMetrics({&row, 1}, origin, precedence);
        return "taken";
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

TEST(MetricCatalogueTest, AMetricIsFoundByItsNameOrPattern)
{
    ASSERT_NE(FindMetric("reconfig.effective"), nullptr);
    EXPECT_EQ(FindMetric("reconfig.effective")->shape, Shape::kSamples);
    EXPECT_EQ(FindMetric("cpu.vm_hook_s")->name, "cpu.*_s");
    EXPECT_EQ(FindMetric("config.rule"), nullptr);
    EXPECT_EQ(FindMetric(""), nullptr);
}

TEST(MetricCatalogueTest, IsInTheOrderOfTablesWhateverComesFirst)
{
    EXPECT_EQ(Adopt(Foreign("alpha.last"), "alpha.sqlite"), "taken");
    Metric first = Foreign("zeta.first");
    first.question = Question::kConfiguration;
    first.place = 0;
    EXPECT_EQ(Adopt(first, "alpha.sqlite"), "taken");
    EXPECT_EQ(Metrics().front().name, "zeta.first");
    EXPECT_TRUE(std::ranges::is_sorted(
        Metrics(), {}, [](const Metric& it) { return std::tie(it.question, it.place, it.name); }));
}

TEST(MetricCatalogueTest, OfSeveralPatternsTheOneThatSaysMostCounts)
{
    EXPECT_EQ(Adopt(Foreign("wide.*"), "wide.sqlite"), "taken");
    EXPECT_EQ(Adopt(Foreign("wide.narrow.*"), "wide.sqlite"), "taken");
    EXPECT_EQ(Adopt(Foreign("wide.narrow.x"), "wide.sqlite"), "taken");
    EXPECT_EQ(FindMetric("wide.other")->name, "wide.*");
    EXPECT_EQ(FindMetric("wide.narrow.y")->name, "wide.narrow.*");
    EXPECT_EQ(FindMetric("wide.narrow.x")->name, "wide.narrow.x");
}

TEST(MetricCatalogueTest, WhatIsReadSaysItselfWhatItIs)
{
    Metric bytes = *FindMetric("config.bytes");
    bytes.unit = MetricUnit::kCount;
    bytes.definition = "as an older vnlab counted";
    EXPECT_EQ(Adopt(bytes, "old.sqlite"), "taken");
    EXPECT_EQ(*FindMetric("config.bytes"), bytes);
}

TEST(MetricCatalogueTest, WhereThisProgramAddsItsOwnRowStaysAndAContradictionIsRefused)
{
    const Metric own = *FindMetric("config.refused");
    Metric row = own;
    row.definition = "in other words";
    EXPECT_EQ(Adopt(row, "mine.sqlite", Precedence::kProgram), "taken");
    row.unit = MetricUnit::kSeconds;
    EXPECT_EQ(Adopt(row, "mine.sqlite", Precedence::kProgram),
              "mine.sqlite: has the metric \"config.refused\" as \"scalar, in s, better when "
              "lower\", but this vnlab has it as \"scalar, a count, better when lower\"; accepted "
              "together are results that agree on it");
    EXPECT_EQ(*FindMetric("config.refused"), own);
}

TEST(MetricCatalogueTest, TwoResultsThatContradictEachOtherAreRefusedAndNothingIsTaken)
{
    Metric row = Foreign("worm.age");
    EXPECT_EQ(Adopt(row, "one.sqlite"), "taken");
    row.definition = "in other words";
    EXPECT_EQ(Adopt(row, "two.sqlite"), "taken");
    row.better = Better::kHigher;
    const Metric rows[] = {Foreign("worm.new"), row};
    EXPECT_THROW(AdoptMetrics(rows, "two.sqlite", Precedence::kResults), InputError);
    EXPECT_EQ(Adopt(row, "two.sqlite"),
              "two.sqlite: has the metric \"worm.age\" as \"scalar, a count, better when higher\", "
              "but one.sqlite has it as \"scalar, a count, better when lower\"; accepted together "
              "are results that agree on it");
    EXPECT_EQ(FindMetric("worm.new"), nullptr);
    EXPECT_EQ(FindMetric("worm.age")->definition, "of another program");
}

TEST(MetricCatalogueTest, ResultsThatAreReadAgainMayHaveChanged)
{
    Metric row = Foreign("worm.size");
    EXPECT_EQ(Adopt(row, "again.sqlite"), "taken");
    row.unit = MetricUnit::kBytes;
    EXPECT_EQ(Adopt(row, "again.sqlite"), "taken");
    EXPECT_EQ(FindMetric("worm.size")->unit, MetricUnit::kBytes);
}

} // namespace

} // namespace ns3::vnlab
