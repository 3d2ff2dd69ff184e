// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "scenarios/vnlab/gate/gate-file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

std::vector<PlacedGate>
Parse(const std::string& text)
{
    return ParseGates(text, "gates.toml", {"flat", "linkwire"});
}

Gate
One(const std::string& keys)
{
    return Parse("[[gates]]\n" + keys).at(0).gate;
}

/// @return the messages about a gate with these keys, the first of them on line 2
std::string
Problems(const std::string& keys, const std::string& before = "[[gates]]\n")
{
    try
    {
        Parse(before + keys);
    }
    catch (const InputError& error)
    {
        std::string lines;
        for (const Diagnostic& diagnostic : error.Diagnostics())
        {
            lines += diagnostic.ToString() + "\n";
        }
        return lines;
    }
    return "";
}

TEST(GateFileTest, AGateHasItsPatternsAndLimits)
{
    const std::vector<PlacedGate> gates =
        Parse("[[gates]]\nmetric = \"exposure.closure.guest-root\"\ndesign = \"linkwire\"\n"
              "max_increase = \"5%\"\n\n[[gates]]\nmetric = \"config.*\"\nexact = true\n");
    ASSERT_EQ(gates.size(), 2u);
    EXPECT_EQ(gates[0].place, "gates.toml:1");
    EXPECT_EQ(gates[1].place, "gates.toml:6");
    EXPECT_EQ(gates[0].gate.metric, "exposure.closure.guest-root");
    EXPECT_EQ(gates[0].gate.design, "linkwire");
    EXPECT_EQ(gates[0].gate.maxIncrease->amount, 0.05);
    EXPECT_TRUE(gates[0].gate.maxIncrease->relative);
    EXPECT_FALSE(gates[0].gate.exact);
    EXPECT_EQ(gates[1].gate.design, "*");
    EXPECT_TRUE(gates[1].gate.exact);
}

TEST(GateFileTest, AmountsAreInTheUnitOfTheMetric)
{
    EXPECT_EQ(One("metric = \"reconfig.leak p99\"\nmax = \"5ms\"").max, 0.005);
    EXPECT_EQ(One("metric = \"reconfig.leak p99\"\nmax = 0.25").max, 0.25);
    EXPECT_EQ(One("metric = \"config.bytes\"\nmin = \"2kB\"").min, 2000);
    EXPECT_EQ(One("metric = \"exposure.reachable.*\"\nmax = \"50 %\"").max, 0.5);
    const Gate gate = One("metric = \"config.deploy_s\"\nmax_worse = \"2ms\"\nmax_decrease = 3");
    EXPECT_EQ(gate.maxWorse->amount, 0.002);
    EXPECT_FALSE(gate.maxWorse->relative);
    EXPECT_EQ(gate.maxDecrease->amount, 3);
}

TEST(GateFileTest, UnknownNamesHaveTheirPlaceAndTheNearest)
{
    EXPECT_EQ(Problems("metric = \"config.rulez\"\nexact = true\n"),
              "gates.toml:2:10: there is no metric \"config.rulez\"; `vnlab list` shows all, did "
              "you mean 'config.rules'?\n");
    EXPECT_EQ(Problems("design = \"link-wire\"\nexact = true\n"),
              "gates.toml:2:10: there is no design \"link-wire\"; `vnlab list` shows all, did you "
              "mean 'linkwire'?\n");
    EXPECT_EQ(Problems("max_incraese = 1\nexact = true\n"),
              "gates.toml:2:1: unknown key \"max_incraese\" in gates; accepted are metric, "
              "headlines, design, max_increase, max_decrease, max_worse, max, min, exact, "
              "may_fail, significant, did you "
              "mean 'max_increase'?\n");
    EXPECT_EQ(Problems("metric = \"exposures.*\"\nexact = true\n"),
              "gates.toml:2:10: there is no metric \"exposures.*\"; `vnlab list` shows all\n");
}

TEST(GateFileTest, HeadlinesOfAQuestionAreAGroup)
{
    EXPECT_EQ(One("headlines = \"configuration cost\"\nmax_worse = \"5%\"").headlines,
              "configuration cost");
    EXPECT_EQ(One("headlines = \"all\"\nmax_worse = \"5%\"").headlines, "all");
    EXPECT_THAT(Problems("headlines = \"configuration\"\nexact = true\n"),
                testing::StartsWith("gates.toml:2:13: headlines is \"configuration\"; accepted are "
                                    "all, configuration cost, reconfiguration latency, "));
    EXPECT_THAT(Problems("headlines = 3\nexact = true\n"),
                testing::StartsWith("gates.toml:2:13: headlines is "));
}

TEST(GateFileTest, ADistributionHasFourNumbers)
{
    EXPECT_EQ(Problems("metric = \"reconfig.leak\"\nexact = true\n"),
              "gates.toml:2:10: \"reconfig.leak\" is a distribution; accepted are reconfig.leak "
              "p50, reconfig.leak p99, reconfig.leak max and reconfig.leak never\n");
}

TEST(GateFileTest, AmountsOfRatesAreInBitsPerSecond)
{
    EXPECT_EQ(One("metric = \"tcp.goodput p50\"\nmin = \"9Gbps\"").min, 9e9);
    EXPECT_EQ(One("metric = \"tcp.goodput p50\"\nmin = 9e9").min, 9e9);
}

TEST(GateFileTest, WrongAmountsSayWhatIsAccepted)
{
    EXPECT_EQ(Problems("max_increase = \"5\"\n"),
              "gates.toml:2:16: max_increase is \"5\"; accepted is a part of the old value such as "
              "\"5%\", or a number\n");
    EXPECT_EQ(Problems("max_increase = \"-5%\"\n"),
              "gates.toml:2:16: max_increase is \"-5%\"; accepted is a part of the old value such "
              "as \"5%\", or a number\n");
    EXPECT_EQ(Problems("metric = \"config.deploy_s\"\nmax = \"5kB\"\n"),
              "gates.toml:3:7: max is \"5kB\"; accepted is a number of seconds, or a duration such "
              "as \"5ms\"\n");
    EXPECT_EQ(Problems("metric = \"config.bytes\"\nmax = nan\n"),
              "gates.toml:3:7: max is nan; accepted is a number of bytes, or a size such as "
              "\"64kB\"\n");
    EXPECT_EQ(Problems("metric = \"tcp.goodput p50\"\nmin = \"5MB\"\n"),
              "gates.toml:3:7: min is \"5MB\"; accepted is a number of bits per second, or a rate "
              "such as \"1Gbps\"\n");
    EXPECT_EQ(Problems("max = \"5ms\"\n"),
              "gates.toml:2:7: max is \"5ms\"; accepted is a number\n");
    EXPECT_EQ(Problems("exact = 1\n"),
              "gates.toml:2:9: exact is 1; accepted is true or false\n"
              "gates.toml:1:1: the gate accepts everything; accepted is one or more of "
              "max_increase, max_decrease, max_worse, max, min and exact = true\n");
    EXPECT_EQ(Problems("metric = 3\nmax = 1\n"),
              "gates.toml:2:10: metric is 3; accepted is a name in quotes, or a pattern with *\n");
}

TEST(GateFileTest, AGateThatCannotBreakIsRefused)
{
    EXPECT_EQ(Problems("metric = \"config.rules\"\n"),
              "gates.toml:1:1: the gate accepts everything; accepted is one or more of "
              "max_increase, max_decrease, max_worse, max, min and exact = true\n");
    EXPECT_EQ(Problems("metric = \"traffic.sent\"\nmax_worse = \"1%\"\n"),
              "gates.toml:3:13: max_worse needs a metric that is better when lower or higher, and "
              "\"traffic.sent\" is neither; accepted are max_increase and max_decrease\n");
}

TEST(GateFileTest, AFileWithoutGatesIsRefused)
{
    EXPECT_EQ(Problems("", ""), "gates.toml: there are no gates; accepted are tables [[gates]]\n");
    EXPECT_EQ(Problems("gates = []\n", ""),
              "gates.toml:1:9: there are no gates; accepted are tables [[gates]]\n");
    EXPECT_EQ(Problems("[gate]\nmax = 1\n", ""),
              "gates.toml:1:2: unknown key \"gate\"; accepted are tables [[gates]]\n"
              "gates.toml: there are no gates; accepted are tables [[gates]]\n");
    EXPECT_THAT(Problems("metric = \n"), testing::StartsWith("gates.toml:2:"));
}

} // namespace
} // namespace ns3::vnlab
