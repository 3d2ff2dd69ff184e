// SPDX-License-Identifier: GPL-2.0-only
// How long the ways of guests' packets are, against the shortest ones of the substrate.
#include "model/design/design.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::Each;
using testing::ElementsAre;

/// Two VMs that are linked, each on a host of its own.
std::string
Pair(const std::string& substrate)
{
    return "[substrate]\n" + substrate +
           "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"full-mesh\", vms = 2 }\n"
           "[designs]\nuse = [\"vxlan\"]\n";
}

/// A gateway on the first leaf, and a variant whose packets all stay on the way through it.
const std::string kThroughGateway =
    "[[designs.variant]]\nname = \"through-gateway\"\ndesign = \"vxlan\"\n"
    "control = \"hoverboard\"\nhoverboard = { threshold = \"1Gbps\" }\n"
    "[[substrate.servers]]\nname = \"hover\"\nkind = \"gateway\"\n";

RunResult
Survey(const std::string& text, const std::string& design, const std::string& duration = "1s")
{
    const Scenario scenario = ParseScenario(text + "[run]\nduration = \"" + duration + "\"\n",
                                            "lab.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) { return std::nullopt; });
    RunResult result = RunDesign(scenario, "", design, 0, [](double) {});
    EXPECT_EQ(result.error, "") << design;
    return result;
}

TEST(StretchMetricsTest, NoDesignOfItselfTakesALongerWay)
{
    const std::string text = "[substrate]\nracks = 3\nhosts_per_rack = 2\n[[tenants]]\n"
                             "name = \"shop\"\ngenerate = { kind = \"ring\", vms = 6 }\n"
                             "[designs]\nuse = [\"flat\"]\n";
    for (const Design* design : AllDesigns())
    {
        if (design->Name() == "master-vpn") // which takes one through the concentrator
        {
            continue;
        }
        const RunResult result = Survey(text, std::string(design->Name()));
        EXPECT_THAT(result.samples.at("traffic.stretch_hops"), testing::SizeIs(12));
        EXPECT_THAT(result.samples.at("traffic.stretch_hops"), Each(1.0)) << design->Name();
        EXPECT_THAT(result.samples.at("traffic.stretch_time"), Each(testing::Ge(1.0)));
    }
}

/// A frame of 242 bytes, the guests' 200 bytes of UDP, and a tunnel's 50 on four links of 1 us.
TEST(StretchMetricsTest, ATunnelTakesTheTimeOfItsHeadersMore)
{
    const std::string text = Pair("racks = 2\nhosts_per_rack = 1\nlink = { rate = \"1Gbps\" }\n") +
                             "[costs]\ndelay_packets = false\n";
    const RunResult flat = Survey(text, "flat");
    const RunResult vxlan = Survey(text, "vxlan");
    const double without_ns = 4 * (1'000 + 8 * (242 + 24));
    const double with_ns = 4 * (1'000 + 8 * (242 + 50 + 24));
    for (size_t i = 0; i < 2; ++i)
    {
        EXPECT_NEAR(vxlan.samples.at("traffic.stretch_time").at(i) /
                        flat.samples.at("traffic.stretch_time").at(i),
                    with_ns / without_ns,
                    1e-9);
    }
}

/// The gateway is on the first leaf: six links in place of four.
TEST(StretchMetricsTest, TheWayThroughAGatewayIsCountedWhole)
{
    const std::string text = Pair("racks = 2\nhosts_per_rack = 1\n") + kThroughGateway;
    EXPECT_THAT(Survey(text, "through-gateway").samples.at("traffic.stretch_hops"),
                ElementsAre(1.5, 1.5));
    EXPECT_THAT(Survey(text, "through-gateway").samples.at("traffic.stretch_time"),
                Each(testing::Gt(1.5)));
    EXPECT_THAT(Survey(text, "vxlan").samples.at("traffic.stretch_hops"), ElementsAre(1, 1));
}

/// In one rack: four links, to the gateway and back, in place of two.
TEST(StretchMetricsTest, AGatewayBesideIsTwiceTheWay)
{
    const std::string text = Pair("racks = 1\nhosts_per_rack = 2\n") + kThroughGateway;
    EXPECT_THAT(Survey(text, "through-gateway").samples.at("traffic.stretch_hops"),
                ElementsAre(2, 2));
}

/// The same of a concentrator; across the WAN from a data center to itself it is a way of 12 links in place of two.
TEST(StretchMetricsTest, TheWayThroughAConcentratorIsCountedWhole)
{
    const std::string rack = "racks = 1\nhosts_per_rack = 2\n";
    EXPECT_THAT(Survey(Pair(rack), "master-vpn").samples.at("traffic.stretch_hops"),
                ElementsAre(2, 2));
    // Host, leaf, spine and two WAN routers, spine, leaf and server; and back: the concentrator is in the second.
    const std::string hub = "[[substrate.servers]]\nname = \"hub\"\nkind = \"vpn-concentrator\"\n"
                            "at = \"leaf\"\nindex = 1\n";
    EXPECT_THAT(Survey(Pair("datacenters = 2\n" + rack) + hub, "master-vpn")
                    .samples.at("traffic.stretch_hops"),
                ElementsAre(7, 7));
}

/// Around the ring the other way: longer, and the shortest that is left.
TEST(StretchMetricsTest, ADetourAroundAFailedLinkIsNoStretch)
{
    const std::string text =
        Pair("datacenters = 3\nracks = 1\nhosts_per_rack = 1\nwan = { topology = \"ring\" }\n") +
        "[[changes]]\nat = \"100ms\"\nkind = \"partition-wan\"\na = \"0\"\nb = \"1\"\n";
    const RunResult result = Survey(text, "vxlan", "2s");
    EXPECT_THAT(result.samples.at("traffic.stretch_hops"), ElementsAre(1, 1));
}

TEST(StretchMetricsTest, InsideAHostThereIsNoWay)
{
    const RunResult result = Survey(Pair("racks = 1\nhosts_per_rack = 1\n"), "vxlan");
    EXPECT_FALSE(result.samples.contains("traffic.stretch_hops"));
}

} // namespace

} // namespace ns3::vnlab
