// SPDX-License-Identifier: GPL-2.0-only
//
// Hosts, links and controllers that fail while a run goes on, as a scenario says it.

#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace ns3::vnlab::test
{
namespace
{

std::string
Failing(const std::string& changes)
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 4 }
[substrate]
racks = 2
hosts_per_rack = 2
detection = "200ms"
[designs]
use = ["flat"]
[traffic]
interval = "1ms"
[run]
duration = "3s"
)" + changes;
}

std::string
At(const std::string& at, const std::string& kind, const std::string& keys = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\n" + keys;
}

/// Switches of 2011 lag by 250 ms, which `flat` waits for.
constexpr double kMostToObey_s = 0.3;

Scenario
Parsed(const std::string& changes)
{
    return ParseScenario(Failing(changes),
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

/// @return the first thing that is wrong
std::string
ProblemOf(const std::string& changes)
{
    try
    {
        Parsed(changes);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

class FailuresTest : public testing::TestWithParam<std::string>
{
  protected:
    static RunResult Simulate(const std::string& changes)
    {
        RunResult result = RunDesign(Parsed(changes), "", GetParam(), 0, [](double) {});
        EXPECT_EQ(result.error, "");
        return result;
    }

    /// Where operators type, not within the run.
    static void ExpectObeyedWithin(double time, double most)
    {
        if (IsTyped(GetParam()))
        {
            EXPECT_EQ(time, std::numeric_limits<double>::infinity());
        }
        else
        {
            EXPECT_LE(time, most);
        }
    }
};

TEST_P(FailuresTest, VmsOfAFailedHostStartElsewhereAfterDetectionAndTheirStart)
{
    const RunResult result =
        Simulate(At("500ms", "fail-host", "host = \"3\"\nrestart_time = \"300ms\"\n"));
    const std::vector<double>& again = result.samples.at("reconfig.effective");
    ASSERT_EQ(again.size(), 2U); // links of the ring
    for (const double time : again)
    {
        EXPECT_GE(time, 0.5);
        ExpectObeyedWithin(time, 0.5 + kMostToObey_s);
    }
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    EXPECT_GE(result.metrics.at("reconfig.acked"), 0.5);
}

TEST_P(FailuresTest, VmsThatStartNowhereComeBackWithTheirHost)
{
    const RunResult result =
        Simulate(At("500ms", "fail-host", "host = \"3\"\nrestart = \"nowhere\"\n") +
                 At("1500ms", "repair-host", "host = \"3\"\n"));
    const std::vector<double>& again = result.samples.at("reconfig.effective");
    ASSERT_EQ(again.size(), 2U);
    for (const double time : again)
    {
        ExpectObeyedWithin(time, kMostToObey_s);
    }
}

TEST_P(FailuresTest, ALinkThatFailsIsRoutedAroundAfterDetection)
{
    const RunResult result =
        Simulate(At("500ms", "fail-link", "a = \"leaf-0\"\nb = \"spine-0\"\n") +
                 At("1500ms", "repair-link", "a = \"spine-0\"\nb = \"leaf-0\"\n"));
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    // Four links between racks at most, both ways, a packet a millisecond.
    const bool hasTree = GetParam() == "vlan"; // which takes 50 s: test/deployment/vlan-test.cc
    EXPECT_EQ(result.metrics.at("reconfig.disrupted") > 8 * 200, hasTree);
    const bool readsLinks =
        GetParam() == "openflow-hop-by-hop"; // flows lead around what has failed
    EXPECT_EQ(result.metrics.at("reconfig.rules_touched") > 0, readsLinks);
}

/// In one data center no WAN router helps: what two links between racks say is lost for 2.4 s, a packet a millisecond
/// each way.
TEST_P(FailuresTest, WhereNoWayIsLeftAllDesignsLoseTheSame)
{
    const RunResult result =
        Simulate(At("500ms", "fail-link", "a = \"leaf-0\"\nb = \"spine-1\"\n") +
                 At("500ms", "fail-link", "a = \"leaf-1\"\nb = \"spine-0\"\n"));
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    const double crossing = 2 * 2 * 2'400;
    if (GetParam() == "master-vpn") // what two VMs of one rack say goes to the concentrator, too
    {
        EXPECT_GT(result.metrics.at("traffic.lost"), crossing);
        return;
    }
    EXPECT_EQ(result.metrics.at("traffic.lost"), crossing);
}

TEST_P(FailuresTest, AControllerThatFailsDisruptsNothingAndWorksAgain)
{
    const RunResult result = Simulate(At("500ms", "fail-controller") +
                                      At("1s", "repair-controller") + At("1500ms", "move-vm"));
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
}

TEST_P(FailuresTest, WhatCannotBeMadeIsCountedAndTheRunGoesOn)
{
    const RunResult result =
        Simulate(At("500ms", "repair-link") + At("600ms", "repair-host", "host = \"1\"\n") +
                 At("700ms", "repair-controller") + At("1s", "fail-host", "host = \"1\"\n") +
                 At("1100ms", "fail-host", "host = \"1\"\n"));
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 4);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         FailuresTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(FailureKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(ProblemOf(At("1s", "fail-host", "host = \"4\"\n")),
              "lab.toml:17:8: changes.host is \"4\"; accepted are hosts 0 to 3, and \"random\"");
    EXPECT_EQ(
        ProblemOf(At("1s", "fail-link", "a = \"leaf-9\"\n")),
        "lab.toml:17:5: changes.a is \"leaf-9\"; accepted are host-0 to host-3, leaf-0 to leaf-1, "
        "spine-0 to spine-1, wan-router-0 to wan-router-0, and \"random\"");
    EXPECT_EQ(ProblemOf(At("1s", "fail-link", "a = \"host-0\"\nb = \"leaf-1\"\n")),
              "lab.toml:18:5: changes.b is \"leaf-1\", which has no link to host-0; accepted is a "
              "neighbour");
    EXPECT_EQ(ProblemOf(At("1s", "fail-controller", "controller = \"kontroller\"\n")),
              "lab.toml:17:14: changes.controller is \"kontroller\", which is no controller, did "
              "you mean 'controller'?");
    EXPECT_EQ(ProblemOf(At("1s", "fail-host", "tenant = \"shop\"\n")),
              "lab.toml:17:10: changes.tenant is not accepted: fail-host changes the substrate, "
              "which all "
              "tenants share");
}

} // namespace
} // namespace ns3::vnlab::test
