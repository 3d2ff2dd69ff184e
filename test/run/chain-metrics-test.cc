// SPDX-License-Identifier: GPL-2.0-only
// Chains and middleboxes of a scenario, from the file to the metrics.
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kChain = "graph { chains=\"a>f>z\"; a; f; z }";

RunResult
RunChain(const std::string& design, const std::string& more = "", const std::string& traffic = "")
{
    const Scenario scenario = ParseScenario(
        "[[tenants]]\nname = \"bank\"\nspec = \"chain.dot\"\n" + more +
            "[designs]\nuse = [\"flat\"]\n[traffic]\ninterval = \"10ms\"\n" + traffic +
            "[run]\nduration = \"1s\"\n",
        "lab.toml",
        GatherKnownNames(),
        [](const std::string& path)
        { return path == "chain.dot" ? std::optional<std::string>(kChain) : std::nullopt; });
    RunResult result = RunDesign(scenario, "", design, 0, [](double) {});
    EXPECT_EQ(result.error, "") << design;
    return result;
}

TEST(ChainMetricsTest, WhoSteersLeadsAllAndWhoDoesNotLeadsNone)
{
    const RunResult steers = RunChain("linkwire");
    const double packets = steers.metrics.at("chain.led");
    EXPECT_GT(packets, 100);
    EXPECT_EQ(steers.metrics.at("chain.bypassed"), 0);
    // Two hops each way lead on, and each end's whitelist has the firewall for the other's address.
    EXPECT_EQ(steers.metrics.at("config.rules_steering"), 4);
    const RunResult flat = RunChain("flat");
    EXPECT_EQ(flat.metrics.at("chain.led"), 0);
    EXPECT_EQ(flat.metrics.at("chain.bypassed"), packets);
    EXPECT_EQ(flat.metrics.at("config.rules_steering"), 0);
    for (const RunResult* result : {&steers, &flat})
    {
        EXPECT_EQ(result->metrics.at("traffic.wrong_delivered"), 0) << result->key.design;
        EXPECT_EQ(result->metrics.at("traffic.wrong_dropped"), 0) << result->key.design;
    }
}

TEST(ChainMetricsTest, AFirewallOnTheChainRefusesWhatItDoesNotList)
{
    const std::string firewall =
        "[[middleboxes]]\nkind = \"firewall\"\nvms = \"f\"\nallow = \"tcp\"\n";
    const RunResult result = RunChain("vxlan", firewall);
    EXPECT_EQ(result.metrics.at("chain.led"), 0);
    EXPECT_EQ(result.metrics.at("chain.bypassed"), 0);
    EXPECT_GT(result.metrics.at("middlebox.refused.bank/f"), 100);
    EXPECT_EQ(result.metrics.at("middlebox.refused.bank/f"), result.metrics.at("drops.refused"));
    EXPECT_EQ(result.metrics.at("traffic.wrong_dropped"), 0); // no rule did it
}

/// A packet in fragments is one packet that was led.
TEST(ChainMetricsTest, APacketInFragmentsIsLedAsOne)
{
    for (const std::string design : {"linkwire", "vxlan", "identity-firewall", "openflow-overlay"})
    {
        const RunResult whole = RunChain(design);
        const RunResult inFragments = RunChain(design, "", "payload = \"4kB\"\n");
        EXPECT_EQ(inFragments.metrics.at("chain.bypassed"), 0) << design;
        EXPECT_EQ(inFragments.metrics.at("chain.led"), whole.metrics.at("chain.led")) << design;
    }
}

TEST(ChainMetricsTest, WithoutChainsThereAreNoSuchMetrics)
{
    const Scenario scenario =
        ParseScenario("[[tenants]]\nname = \"t\"\ngenerate = { kind = \"ring\", vms = 3 }\n"
                      "[designs]\nuse = [\"flat\"]\n[run]\nduration = \"1s\"\n",
                      "lab.toml",
                      GatherKnownNames(),
                      [](const std::string&) { return std::nullopt; });
    const RunResult result = RunDesign(scenario, "", "flat", 0, [](double) {});
    EXPECT_FALSE(result.metrics.contains("chain.led"));
    EXPECT_FALSE(result.metrics.contains("chain.bypassed"));
}

} // namespace

} // namespace ns3::vnlab
