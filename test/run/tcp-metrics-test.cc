// SPDX-License-Identifier: GPL-2.0-only
// TCP flows of full guests, against what their links can carry.
#include "model/design/design.h"
#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/run/tcp-metrics.h"
#include "test/support/scenario-test-input.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <set>

namespace ns3::vnlab
{

namespace
{

constexpr double kBytesPerSecond = 10e9 / 8;

/// A tenant of so many full guests that are all linked, each on a host of its own in one rack.
std::string
FullMesh(uint32_t vms, const std::string& link = "")
{
    const std::string count = std::to_string(vms);
    return "[substrate]\nracks = 1\nhosts_per_rack = " + count + "\nlink = { delay = \"1us\"" +
           link + " }\n[[tenants]]\nname = \"shop\"\nguest = \"full\"\n" +
           "generate = { kind = \"full-mesh\", vms = " + count +
           " }\n[designs]\nuse = [\"flat\"]\n";
}

std::string
Flows(uint32_t flows, const std::string& bytes, const std::string& more = "")
{
    return "[traffic.tcp]\nflows = " + std::to_string(flows) + "\nbytes = \"" + bytes +
           "\"\nwithin = \"1us\"\n" + more;
}

RunResult
Transfer(const std::string& text, const std::string& design, const std::string& duration = "1s")
{
    const Scenario scenario = ParseTest(text + "[run]\nduration = \"" + duration + "\"\n");
    RunResult result = RunDesign(scenario, "", design, 0, [](double) {});
    EXPECT_EQ(result.error, "");
    return result;
}

/// What a design adds to a frame, by the formats' RFCs.
struct Tunnel
{
    const char* design;
    uint32_t overhead;
    uint32_t
        reserved; ///< what the guests' MTU leaves for it: under LinkWire the most of three formats
};

void
PrintTo(const Tunnel& tunnel, std::ostream* out)
{
    *out << tunnel.design;
}

class GoodputTest : public testing::TestWithParam<Tunnel>
{
  public:
    /// @return bytes on the wire: full segments under an MTU of the underlay of 9,000 bytes, and a rest
    static uint64_t OnTheWire(uint64_t bytes)
    {
        const uint64_t headers = 14 + 20 + 20 + 12 + GetParam().overhead + 24;
        const uint64_t full = 9'000 - GetParam().reserved - 20 - 20 - 12;
        return bytes + (bytes + full - 1) / full * headers;
    }

    static double CompletionOf(const std::string& bytes)
    {
        return Transfer(FullMesh(2) + Flows(1, bytes), GetParam().design)
            .samples.at("tcp.completion_time")
            .at(0);
    }
};

/// Once the link is full, more bytes take the time that they and their headers take on the wire: the
/// designs differ by their tunnels' headers and nothing else.
TEST_P(GoodputTest, IsTheLinksRateLessExactlyTheHeaders)
{
    const double more_s = CompletionOf("20MB") - CompletionOf("5MB");
    const double wire_s =
        static_cast<double>(OnTheWire(20'000'000) - OnTheWire(5'000'000)) / kBytesPerSecond;
    EXPECT_NEAR(more_s, wire_s, 2e-9) << "each of two links rounds up to a nanosecond";
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         GoodputTest,
                         testing::Values(Tunnel{"flat", 0, 0},
                                         Tunnel{"vxlan", 50, 50},
                                         Tunnel{"geneve", 50, 50},
                                         Tunnel{"linkwire", 50, 50},
                                         Tunnel{"linkwire-nvgre", 42, 50},
                                         Tunnel{"linkwire-ipip", 20, 50},
                                         Tunnel{"identity-firewall", 50, 50},
                                         Tunnel{"security-groups", 50, 50}),
                         [](const auto& tunnel)
                         {
                             std::string name = tunnel.param.design;
                             std::erase(name, '-');
                             return name;
                         });

TEST(TcpMetricsTest, AnIdleLinkIsFullAfterTheHandshake)
{
    const RunResult result = Transfer(FullMesh(2) + Flows(1, "10MB"), "flat");
    EXPECT_EQ(result.metrics.at("tcp.flows"), 1);
    EXPECT_EQ(result.metrics.at("tcp.unfinished"), 0);
    EXPECT_EQ(result.metrics.at("tcp.retransmissions"), 0);
    const double completion_s = result.samples.at("tcp.completion_time").at(0);
    EXPECT_DOUBLE_EQ(result.samples.at("tcp.goodput").at(0), 80e6 / completion_s);
    // SYN and SYN-ACK cross two links each, of 1.1 us for a small frame. Then ten segments of 9,038
    // bytes, the initial window, fill the link until they are acknowledged; the last one crosses a second
    // link.
    const uint64_t segments = (10'000'000 + 8'947) / 8'948;
    const double wire_s = static_cast<double>(10'000'000 + segments * 90) / kBytesPerSecond;
    const double least_s = wire_s + 9'038 / kBytesPerSecond + 2e-6;
    EXPECT_GT(completion_s, least_s + 4 * 1.05e-6);
    EXPECT_LT(completion_s, least_s + 8 * 1.2e-6);
}

/// Both directions of the one link have two flows, which start together. Their acknowledgements wait behind
/// data and leave the link idle at times (Zhang, Shenker and Clark, SIGCOMM 1991): it is no bound from above.
TEST(TcpMetricsTest, FlowsOnOneLinkShareIt)
{
    const RunResult result = Transfer(FullMesh(2) + Flows(4, "20MB"), "flat");
    std::vector<double> times = result.samples.at("tcp.completion_time");
    ASSERT_EQ(times.size(), 4u);
    std::ranges::sort(times);
    const double alone_s = 20e6 * 9'038 / 8'948 / kBytesPerSecond;
    EXPECT_GT(times[0], alone_s * 1.5) << "none has the link for itself";
    EXPECT_GT(times[3], 2 * alone_s) << "nor two of them more than it carries";
}

TEST(TcpMetricsTest, WhatDoesNotFitIntoTheRunIsUnfinishedAndCounted)
{
    const RunResult result = Transfer(FullMesh(2, ", rate = \"1Gbps\"") + Flows(1, "2GB"), "flat");
    EXPECT_EQ(result.metrics.at("tcp.unfinished"), 1);
    EXPECT_TRUE(std::isinf(result.samples.at("tcp.completion_time").at(0)));
    EXPECT_NEAR(result.samples.at("tcp.goodput").at(0), 1e9 * 8'948 / 9'038, 1e6);
}

TEST(TcpMetricsTest, LostSegmentsAreSentAgainAndAllBytesArrive)
{
    const RunResult result = Transfer(
        FullMesh(2, ", queue = \"60kB\"") + Flows(2, "5MB", "buffer = \"1MB\"\n"), "vxlan", "20s");
    EXPECT_GT(result.metrics.at("drops.queue-overflow"), 0);
    EXPECT_GT(result.metrics.at("tcp.retransmissions"), 0);
    EXPECT_EQ(result.metrics.at("tcp.unfinished"), 0);
}

TEST(TcpMetricsTest, WithoutFlowsThereIsNoMetricAndOtherTrafficIsTheSame)
{
    const RunResult without = Transfer(FullMesh(3), "vxlan");
    EXPECT_FALSE(without.metrics.contains("tcp.flows"));
    const RunResult with = Transfer(FullMesh(3) + Flows(1, "1kB"), "vxlan");
    for (const char* metric : {"traffic.sent", "traffic.delivered"})
    {
        EXPECT_EQ(with.metrics.at(metric), without.metrics.at(metric)) << metric;
    }
}

/// Of the light tenant, and of links that a change takes or that permit something else, there are none.
TEST(TcpMetricsTest, FlowsAreOnLinksBetweenFullGuestsThatPermitThemAllTheTime)
{
    const TestFiles files{
        {"cloud/a.dot",
         R"(graph { a -- b; a -- c [allow="tcp/80"]; b -- c; c -- d [allow="tcp"] })"},
        {"cloud/b.dot", R"(graph { a -- b; a -- c [allow="tcp/80"]; c -- d [allow="tcp"] })"}};
    const Scenario scenario = ParseTest(
        "substrate = { racks = 2, hosts_per_rack = 4 }\n[[tenants]]\nname = \"light\"\n"
        "spec = \"a.dot\"\n[[tenants]]\nname = \"full\"\nguest = \"full\"\nspec = \"a.dot\"\n"
        "[designs]\nuse = [\"flat\"]\n[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\n"
        "tenant = \"full\"\nspec = \"b.dot\"\n",
        files);
    const Timeline timeline(scenario, 0);
    const CloudPlan plan = PlanCloud(timeline, 0);
    std::set<std::string> names;
    for (const LinkDirection& direction : DirectionsForTcp(timeline, plan))
    {
        const auto name = [&plan](VnicId vnic)
        {
            const VmPlan& vm = plan.At(plan.At(vnic).vm);
            return plan.At(vm.tenant).name + "/" + vm.name;
        };
        names.insert(name(direction.from) + " " + name(direction.to));
    }
    EXPECT_THAT(
        names,
        testing::ElementsAre("full/a full/b", "full/b full/a", "full/c full/d", "full/d full/c"));
}

TEST(TcpMetricsTest, WhereNoLinkCanHaveFlowsCheckSaysWhatARunThrows)
{
    const Scenario scenario =
        ParseTest("substrate = { racks = 1, hosts_per_rack = 1 }\n[[tenants]]\nname = \"shop\"\n"
                  "guest = \"full\"\ngenerate = { kind = \"ring\", vms = 4 }\n"
                  "[designs]\nuse = [\"vxlan\"]\n" +
                  Flows(1, "1MB"));
    const std::string why =
        "no virtual link that traffic.tcp.flows could be on is wanted all the time "
        "and joins full guests on different hosts";
    EXPECT_EQ(RunDesign(scenario, "", "vxlan", 0, [](double) {}).error, why);
    const Rehearsal rehearsal = Rehearse(scenario);
    ASSERT_EQ(rehearsal.refusals.size(), 1u);
    EXPECT_THAT(rehearsal.refusals[0].ToString(), testing::HasSubstr(why));
}

} // namespace

} // namespace ns3::vnlab
