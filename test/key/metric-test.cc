// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/metric.h"
#include "model/key/registry.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using enum MetricUnit;
using enum Better;
using enum Shape;

const MetricRows kTestRows{Question::kExposure,
                           30,
                           {{"scan.tried.*", kScalar, kCount, kNeither, "addresses tried"},
                            {"scan.time_s", kSamples, kSeconds, kLower, "time between two"}}};

/// Declares one metric more.
void
Declare(std::string_view name, std::string_view definition)
{
    const MetricRows rows{Question::kExposure, 30, {{name, kScalar, kCount, kNeither, definition}}};
}

TEST(MetricRowsTest, ARowTakesQuestionAndPlaceFromWhereItIsDeclared)
{
    const Metric* metric = Registry<Metric>::Get().Find("scan.time_s");
    ASSERT_NE(metric, nullptr);
    EXPECT_EQ(*metric,
              (Metric{.name = "scan.time_s",
                      .question = Question::kExposure,
                      .place = 31,
                      .shape = kSamples,
                      .unit = kSeconds,
                      .better = kLower,
                      .definition = "time between two"}));
}

TEST(MetricRowsTest, TwoMetricsOfOneNameEndTheProgramThatDeclaresThem)
{
    EXPECT_THROW(Declare("scan.time_s", "another time"), std::logic_error);
}

TEST(MetricRowsTest, ANameHasNoSpacesAndOneStarAtMost)
{
    EXPECT_THROW(Declare("", "nothing"), std::logic_error);
    EXPECT_THROW(Declare("scan.time p99", "looks like a part of a distribution"), std::logic_error);
    EXPECT_THROW(Declare("scan.*.*", "too much"), std::logic_error);
}

TEST(MetricRowsTest, ADefinitionIsOneLine)
{
    EXPECT_THROW(Declare("scan.undefined", ""), std::logic_error);
    EXPECT_THROW(Declare("scan.long", "one\ntwo"), std::logic_error);
}

TEST(MatchesTest, AStarStandsForTextThatIsNotEmpty)
{
    const Metric drops{.name = "drops.*"};
    const Metric cpu{.name = "cpu.*_s"};
    EXPECT_TRUE(Matches(drops, "drops.no-route"));
    EXPECT_TRUE(Matches(cpu, "cpu.host_s"));
    EXPECT_FALSE(Matches(drops, "drops."));
    EXPECT_FALSE(Matches(cpu, "cpu._s"));
    EXPECT_FALSE(Matches(cpu, "cpu.host"));
    EXPECT_FALSE(Matches({.name = "config.rules"}, "config.rule"));
}

} // namespace
} // namespace ns3::vnlab::test
