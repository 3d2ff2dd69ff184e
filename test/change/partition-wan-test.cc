// SPDX-License-Identifier: GPL-2.0-only
//
// Data centers that are cut off from each other while a run goes on, as a scenario says it.

#include "scenarios/vnlab/run/run-design.h"
#include "test/change/lab-file.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

/// Data centers of one rack, joined in a ring, and a tenant in all of them; changes begin in line 17.
std::string
Partitioned(const std::string& changes, int datacenters = 3)
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 6 }
[substrate]
datacenters = )" +
           std::to_string(datacenters) + R"(
racks = 1
hosts_per_rack = 2
detection = "200ms"
placement = "round-robin"
wan = { topology = "ring", delay = "1ms" }
[designs]
use = ["flat"]
[traffic]
interval = "1ms"
[run]
duration = "4s"
)" + changes;
}

std::string
WanAt(const std::string& at, const std::string& kind, const std::string& keys = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\nwatch = \"1s\"\n" + keys;
}

const std::string kFirstTwo = "a = \"0\"\nb = \"1\"\n";

class PartitionWanRun : public testing::TestWithParam<std::string>
{
  protected:
    static RunResult Simulate(const std::string& text)
    {
        RunResult result = RunDesign(ParseLab(text), "", GetParam(), 0, [](double) {});
        EXPECT_EQ(result.error, "");
        return result;
    }

    static double DisruptedBy(const std::string& changes, int datacenters)
    {
        return Simulate(Partitioned(changes, datacenters)).metrics.at("reconfig.disrupted");
    }
};

TEST_P(PartitionWanRun, OneCutOfARingIsRoutedAroundAfterDetection)
{
    const double disrupted = DisruptedBy(WanAt("1s", "partition-wan", kFirstTwo), 3);
    EXPECT_GT(disrupted, 100);
    constexpr int most = 12 * 210; // six links, both ways, a packet a millisecond
    EXPECT_EQ(disrupted > most, GetParam() == "vlan") << "a spanning tree takes 50 s";
}

TEST_P(PartitionWanRun, DataCenterWithoutAWayLosesAllThatCrossesUntilTheRepairIsNoticed)
{
    // Everything is lost for half a second, and routers need 200 ms to use the way again.
    const std::string repaired =
        WanAt("1s", "partition-wan", "a = \"0\"\n") + WanAt("1500ms", "repair-wan", "a = \"0\"\n");
    const double two = DisruptedBy(repaired, 2);
    const double three = DisruptedBy(repaired, 3);
    EXPECT_GT(two, 2 * 500);
    EXPECT_GT(three, 2 * 500);
    EXPECT_LE(two, 12 * 1'000);
    EXPECT_LE(three, 12 * 1'000);
}

TEST_P(PartitionWanRun, WhatCannotFailOrBeRepairedIsCountedAndTheRunGoesOn)
{
    const RunResult result = Simulate(Partitioned(
        WanAt("1s", "repair-wan") + WanAt("1100ms", "partition-wan", kFirstTwo) +
        WanAt("1500ms", "partition-wan", kFirstTwo) +
        WanAt("2s", "repair-wan", "b = \"random\"\n") + WanAt("2500ms", "repair-wan", kFirstTwo)));
    // Nothing had failed, the two were cut off already, and chance had only one link to repair.
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 3);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         PartitionWanRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

/// Two data centers with a controller each; in band, so that the WAN carries what they tell each other.
std::string
TwoControllers(const std::string& changes)
{
    return Partitioned(R"([[substrate.servers]]
name = "first"
kind = "controller"
[[substrate.servers]]
name = "second"
kind = "controller"
index = 1
[[designs.variant]]
name = "by-center"
design = "linkwire"
push = { share = "data-center", user_timeout = "500ms", reconnect = "500ms" }
)" + changes,
                       2);
}

double
AckedOf(const std::string& changes)
{
    const RunResult result =
        RunDesign(ParseLab(TwoControllers(changes)), "", "by-center", 0, [](double) {});
    EXPECT_EQ(result.error, "");
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    return result.metrics.at("reconfig.acked");
}

TEST(PartitionWanTest, AChangeAcrossTheCutIsDoneWhenControllersHearEachOtherAgain)
{
    const std::string remove = WanAt("1200ms", "remove-link", "a = \"vm-2\"\nb = \"vm-3\"\n");
    EXPECT_LT(AckedOf(remove), 0.1);
    const std::string cut = WanAt("1s", "partition-wan");
    EXPECT_EQ(AckedOf(cut + remove), std::numeric_limits<double>::infinity());
    const double acked = AckedOf(cut + remove + WanAt("2s", "repair-wan"));
    EXPECT_GE(acked, 0.8); // not before the repair
    EXPECT_LT(acked, 2.8); // nor only when the run ends
}

TEST(PartitionWanTest, ControlNetworkOfItsOwnIsNotCut)
{
    std::string changes = WanAt("1s", "partition-wan") +
                          WanAt("1200ms", "remove-link", "a = \"vm-2\"\nb = \"vm-3\"\n");
    std::string text = TwoControllers(changes);
    text.replace(text.find("racks = 1"), 9, "racks = 1\ncontrol_network = \"out-of-band\"");
    const RunResult result = RunDesign(ParseLab(text), "", "by-center", 0, [](double) {});
    ASSERT_EQ(result.error, "");
    EXPECT_LT(result.metrics.at("reconfig.acked"), 0.3);
}

TEST(PartitionWanKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(
        FirstProblem(Partitioned(WanAt("1s", "partition-wan", "a = \"3\"\n"))),
        "lab.toml:21:5: changes.a is \"3\"; accepted are data centers 0 to 2, and \"random\"");
    EXPECT_EQ(
        FirstProblem(Partitioned(WanAt("1s", "repair-wan", "b = \"dc-1\"\n"))),
        "lab.toml:21:5: changes.b is \"dc-1\"; accepted are data centers 0 to 2, \"random\" and "
        "\"all\"");
    EXPECT_EQ(FirstProblem(Partitioned(WanAt("1s", "partition-wan", "a = \"1\"\nb = \"1\"\n"))),
              "lab.toml:22:5: changes.b is \"1\", as a is; accepted is another data center");
    EXPECT_EQ(FirstProblem(Partitioned(WanAt("1s", "partition-wan", "a = \"0\"\n"), 1)),
              "lab.toml:21:5: changes.a is \"0\", but there is one data center; accepted with two "
              "or more");
    EXPECT_EQ(FirstProblem(Partitioned(WanAt("1s", "partition-wan", "tenant = \"shop\"\n"))),
              "lab.toml:21:10: changes.tenant is not accepted: partition-wan changes the "
              "substrate, which "
              "all tenants share");
}

} // namespace
} // namespace ns3::vnlab::test
