// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/indicator.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{
namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(IndicatorTest, ScalarsStayAndDistributionsAreFourNumbers)
{
    const RunResult result{.key = {},
                           .metrics = {{"config.rules", 17}},
                           .samples = {{"reconfig.leak", {1, 2, 3, kInfinity}}, {"none", {}}},
                           .series = {{"exposure.compromised.guest-user", {{0, 1}}}}};
    EXPECT_EQ(IndicatorsOf(result),
              (std::map<std::string, double>{{"config.rules", 17},
                                             {"reconfig.leak p50", 2.5},
                                             {"reconfig.leak p99", kInfinity},
                                             {"reconfig.leak max", kInfinity},
                                             {"reconfig.leak never", 0.25}}));
}

TEST(IndicatorTest, TheCatalogueSaysUnitAndDirection)
{
    const Indicator leak = DescribeIndicator("reconfig.leak p99");
    EXPECT_EQ(leak.unit, MetricUnit::kSeconds);
    EXPECT_EQ(leak.better, Better::kLower);
    EXPECT_EQ(DescribeIndicator("reconfig.leak never").unit, MetricUnit::kFraction);
    EXPECT_EQ(DescribeIndicator("traffic.delivered").better, Better::kHigher);
    EXPECT_EQ(DescribeIndicator("exposure.closure.guest-root").unit, MetricUnit::kFraction);
    EXPECT_EQ(DescribeIndicator("my.own").better, Better::kNeither);
    EXPECT_LT(leak.order, DescribeIndicator("traffic.sent").order);
    EXPECT_LT(DescribeIndicator("cpu.host_s").order, DescribeIndicator("my.own").order);
}

TEST(IndicatorTest, APartOfADistributionSaysWhichAndOfWhat)
{
    const Indicator leak = DescribeIndicator("reconfig.leak p99");
    EXPECT_EQ(leak.metric, "reconfig.leak");
    EXPECT_EQ(leak.part, IndicatorPart::kP99);
    EXPECT_EQ(leak.heading, ToString(Question::kReconfiguration));
    EXPECT_EQ(leak.definition,
              "99th percentile of the run's values: " +
                  std::string(FindMetric("reconfig.leak")->definition));
    const Indicator own = DescribeIndicator("my.own");
    EXPECT_EQ(own.metric, "my.own");
    EXPECT_EQ(own.part, IndicatorPart::kScalar);
    EXPECT_EQ(own.heading, "other");
}

TEST(IndicatorTest, SampleThatIsNoNumberIsRefused)
{
    const RunResult result{.key = {}, .samples = {{"reconfig.leak", {1, std::nan("")}}}};
    EXPECT_THROW(IndicatorsOf(result), std::invalid_argument);
}

TEST(IndicatorTest, FunctionsOfTimeAreNone)
{
    EXPECT_EQ(std::ranges::count(Indicators(), "exposure.compromised.*", &Indicator::name), 0);
    EXPECT_EQ(std::ranges::count(Indicators(), "reconfig.effective", &Indicator::name), 0);
    EXPECT_EQ(std::ranges::count(Indicators(), "reconfig.effective p50", &Indicator::name), 1);
}

TEST(PatternsMeetTest, AStarIsAnyText)
{
    EXPECT_TRUE(PatternsMeet("*", ""));
    EXPECT_TRUE(PatternsMeet("config.*", "config.rules"));
    EXPECT_TRUE(PatternsMeet("*.guest-root", "exposure.closure.guest-root"));
    EXPECT_TRUE(PatternsMeet("linkwire*", "linkwire"));
    EXPECT_TRUE(PatternsMeet("*i*w*e", "linkwire"));
    EXPECT_FALSE(PatternsMeet("linkwire-*", "linkwire"));
    EXPECT_FALSE(PatternsMeet("link", "linkwire"));
    EXPECT_FALSE(PatternsMeet("*x*", "linkwire"));
    EXPECT_FALSE(PatternsMeet("", "linkwire"));
}

TEST(PatternsMeetTest, TwoPatternsMeetWhereSomeTextMatchesBoth)
{
    EXPECT_TRUE(PatternsMeet("exposure.*.guest-root", "exposure.closure.*"));
    EXPECT_TRUE(PatternsMeet("drops.*", "*.no-route"));
    EXPECT_FALSE(PatternsMeet("exposure.*.guest-root", "drops.*"));
    EXPECT_FALSE(PatternsMeet("a*b", "*c"));
}

RC_GTEST_PROP(PatternsMeetTest, IsSymmetricAndAcceptsWhatTheStarStandsFor, ())
{
    const auto text = rc::gen::container<std::string>(rc::gen::element('a', 'b', '*'));
    const std::string left = *text;
    const std::string right = *text;
    RC_ASSERT(PatternsMeet(left, right) == PatternsMeet(right, left));
    std::string filled;
    for (const char c : left)
    {
        filled += c == '*' ? *rc::gen::container<std::string>(rc::gen::element('a', 'b'))
                           : std::string(1, c);
    }
    RC_ASSERT(PatternsMeet(left, filled));
}

} // namespace
} // namespace ns3::vnlab
