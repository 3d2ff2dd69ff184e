// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric/metric-catalogue.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab
{

namespace
{

TEST(MetricCatalogueTest, EveryMetricHasItsOwnNameAndADefinitionOfOneLine)
{
    std::set<std::string_view> names;
    for (const Metric& metric : Metrics())
    {
        EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
        EXPECT_FALSE(metric.definition.empty()) << metric.name;
        EXPECT_EQ(metric.definition.find('\n'), std::string_view::npos) << metric.name;
    }
}

TEST(MetricCatalogueTest, AMetricIsFoundByItsName)
{
    const Metric* metric = FindMetric("reconfig.effective");
    ASSERT_NE(metric, nullptr);
    EXPECT_EQ(metric->question, Question::kReconfiguration);
    EXPECT_EQ(metric->shape, Shape::kSamples);
    EXPECT_EQ(metric->unit, MetricUnit::kSeconds);
    EXPECT_EQ(metric->better, Better::kLower);
}

TEST(MetricCatalogueTest, AStarStandsForTextThatIsNotEmpty)
{
    ASSERT_NE(FindMetric("drops.not_whitelisted"), nullptr);
    EXPECT_EQ(FindMetric("drops.not_whitelisted")->name, "drops.*");
    EXPECT_EQ(FindMetric("cpu.vm_hook_s")->name, "cpu.*_s");
    EXPECT_EQ(FindMetric("exposure.reachable.guest-root")->name, "exposure.reachable.*");
    EXPECT_EQ(FindMetric("drops."), nullptr);
    EXPECT_EQ(FindMetric("cpu._s"), nullptr);
    EXPECT_EQ(FindMetric("cpu.vm_hook"), nullptr);
}

TEST(MetricCatalogueTest, WhatItDoesNotKnowIsNotFound)
{
    EXPECT_EQ(FindMetric("config.rule"), nullptr);
    EXPECT_EQ(FindMetric(""), nullptr);
}

} // namespace

} // namespace ns3::vnlab
