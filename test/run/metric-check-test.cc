// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/indicator.h"
#include "model/key/metric.h"
#include "model/monitor/monitor.h"
#include "scenarios/vnlab/run/metric-check.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// Counts what nobody asked for, under a name of its own.
template <const char* Count>
class Counter : public Monitor
{
  public:
    MonitorOutcome Outcome() const override
    {
        return {.counts = {{Count, {{VmId{0}, 3}, {VmId{1}, 4}}}}, .alarms = {}};
    }
};

template <const char* Kind, const char* Count>
class CounterKind : public MonitorKind
{
  public:
    std::string_view Name() const override
    {
        return Kind;
    }

    std::string_view Description() const override
    {
        return "of a test";
    }

    std::unique_ptr<Monitor> Start(const MonitorSetting&, const OwnKeys&) const override
    {
        return std::make_unique<Counter<Count>>();
    }
};

constexpr char kTidy[] = "tidy";
constexpr char kTidied[] = "tidied";
constexpr char kSloppy[] = "sloppy";
constexpr char kForgotten[] = "forgotten";

// What a user's file of a monitor has: the kind, and the row of its count.
const MetricRows kTidyRows{Question::kExposure,
                           300,
                           {{"monitor.tidied.*",
                             Shape::kScalar,
                             MetricUnit::kCount,
                             Better::kHigher,
                             "what was tidied, by kind of monitor"}}};
const MonitorKindRegistration kTidyKind{std::make_unique<CounterKind<kTidy, kTidied>>()};
// The same without a row.
const MonitorKindRegistration kSloppyKind{std::make_unique<CounterKind<kSloppy, kForgotten>>()};

RunResult
RunWith(const std::string& monitor)
{
    const Scenario scenario =
        ParseScenario("[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 4 }\n"
                      "[designs]\nuse = [\"flat\"]\n[run]\nduration = \"200ms\"\n"
                      "[[monitors]]\nkind = \"" +
                          monitor + "\"\n",
                      "lab.toml",
                      GatherKnownNames(),
                      [](const std::string&) { return std::nullopt; });
    return RunDesign(scenario, "resolved", "flat", 0, [](double) {});
}

TEST(MetricCheckTest, ACountWithARowInTheSameFileIsAMetricLikeAnyOther)
{
    const RunResult result = RunWith("tidy");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("monitor.tidied.tidy"), 7);
    const Indicator tidied = DescribeIndicator("monitor.tidied.tidy");
    EXPECT_EQ(tidied.heading, "lateral-movement exposure");
    EXPECT_EQ(tidied.better, Better::kHigher);
    EXPECT_LT(tidied.order, DescribeIndicator("monitor.alarms.tidy").order);
}

TEST(MetricCheckTest, ARunThatFillsAMetricWithoutARowFailsAndSaysWhich)
{
    const RunResult result = RunWith("sloppy");
    EXPECT_EQ(result.error,
              "the metric \"monitor.forgotten.sloppy\" has no row: declare it in MetricRows beside "
              "what fills it");
    EXPECT_TRUE(result.metrics.empty());
}

TEST(MetricCheckTest, ARowOfAnotherShapeIsRefused)
{
    EXPECT_NO_THROW(CheckMetrics({.key = {}, .samples = {{"reconfig.leak", {1}}}}));
    EXPECT_THROW(CheckMetrics({.key = {}, .metrics = {{"reconfig.leak", 1}}}), std::logic_error);
    EXPECT_THROW(CheckMetrics({.key = {}, .series = {{"config.rules", {}}}}), std::logic_error);
}

} // namespace

} // namespace ns3::vnlab
