// SPDX-License-Identifier: GPL-2.0-only
//
// Loads of links in runs: what NVGRE's missing ports do to ECMP, and what hashing its key mends.

#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab
{

namespace
{

/// @return the metrics of links that carry nothing but traffic, of a run of two racks with one host each and
///         four spines
std::map<std::string, double>
LinksOf(const std::string& design, const std::string& substrate = "", const std::string& rest = "")
{
    const std::string text = "[substrate]\nracks = 2\nhosts_per_rack = 1\nspines = 4\n"
                             "control_network = \"out-of-band\"\n" +
                             substrate +
                             "[[tenants]]\nname = \"shop\"\n"
                             "generate = { kind = \"full-mesh\", vms = 40 }\n"
                             "[designs]\nuse = [\"flat\"]\n" +
                             rest;
    const Scenario scenario = ParseScenario(
        text, "links.toml", GatherKnownNames(), [](const std::string&) { return std::nullopt; });
    RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
    EXPECT_EQ(result.error, "");
    std::erase_if(result.metrics,
                  [](const auto& metric) { return !metric.first.starts_with("links."); });
    return result.metrics;
}

const std::string kOneSecond = "[run]\nduration = \"1s\"\n";

/// All that one host sends the other takes one path each way.
TEST(LinksTest, NvgreLeavesAllButOneSpineIdleBetweenTwoHosts)
{
    const auto nvgre = LinksOf("nvgre", "", kOneSecond);
    const auto vxlan = LinksOf("vxlan", "", kOneSecond);
    EXPECT_DOUBLE_EQ(nvgre.at("links.imbalance"), 4);
    EXPECT_LT(vxlan.at("links.imbalance"), 0.5);
    EXPECT_GT(nvgre.at("links.load_max.leaf-spine"), 2.5 * vxlan.at("links.load_max.leaf-spine"));
    EXPECT_LT(nvgre.at("links.load_mean.host"), vxlan.at("links.load_mean.host")); // 8 bytes less
}

TEST(LinksTest, HashingTheKeyMendsIt)
{
    const auto mended = LinksOf("nvgre", "hash_gre_key = \"on\"\n", kOneSecond);
    EXPECT_LT(mended.at("links.imbalance"), 0.5);
    const auto vxlan = LinksOf("vxlan", "", kOneSecond);
    EXPECT_EQ(LinksOf("vxlan", "hash_gre_key = \"on\"\n", kOneSecond), vxlan);
}

/// 40 × 39 / 2 links, of which 20 × 20 join the hosts. Each host sends a packet of 242 + 42 bytes for
/// each of these every 100 ms, for 900 ms, and 24 bytes of wire overhead with it.
TEST(LinksTest, LoadIsThatOfThePacketsAndTheirTunnels)
{
    const auto nvgre = LinksOf("nvgre", "", kOneSecond);
    const double sent = 400 * 9 * (242 + 42 + 24) * 8.0;
    const double rate = 10e9 * 0.9;
    EXPECT_NEAR(nvgre.at("links.load_mean.host"), sent / rate, 1e-9);
    EXPECT_NEAR(nvgre.at("links.load_max.leaf-spine"), sent / rate, 1e-9);
    EXPECT_NEAR(nvgre.at("links.load_mean.leaf-spine"), sent / rate / 4, 1e-9);
    EXPECT_FALSE(nvgre.contains("links.load_max.wan"));
}

TEST(LinksTest, ARunInWhichGuestsHaveNoTimeToSendHasNoLoads)
{
    EXPECT_TRUE(LinksOf("vxlan", "", "[run]\nduration = \"100ms\"\n").empty());
    EXPECT_TRUE(LinksOf("vxlan", "", "[run]\nduration = \"1ms\"\n").empty());
}

} // namespace

} // namespace ns3::vnlab
