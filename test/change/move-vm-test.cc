// SPDX-License-Identifier: GPL-2.0-only
//
// A VM that moves while a run goes on, as a scenario says it.

#include "scenarios/vnlab/run/run-design.h"
#include "test/support/cloud-fixture.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

std::string
Moving(const std::string& keys)
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 4 }
[substrate]
racks = 2
hosts_per_rack = 2
[designs]
use = ["flat"]
[traffic]
interval = "1ms"
[run]
duration = "2s"
[[changes]]
at = "1s"
kind = "move-vm"
)" + keys;
}

class MoveVmTest : public testing::TestWithParam<std::string>
{
};

TEST_P(MoveVmTest, CostsTheTrafficOfTheVmsLinksDuringTheDowntimeAndNoMoreThanTheChangeTakes)
{
    const Scenario scenario =
        ParseTest(Moving("vm = \"vm-1\"\nto = \"3\"\ndowntime = \"100ms\"\n"));
    const RunResult result = RunDesign(scenario, "", GetParam(), 0, [](double) {});
    ASSERT_EQ(result.error, "");
    // Two links, both ways, a packet a millisecond: 400 of them are sent during the downtime.
    const double disrupted = result.metrics.at("reconfig.disrupted");
    EXPECT_GE(disrupted, 400);
    EXPECT_LE(disrupted, 400 + 4 * 1000 * (result.metrics.at("reconfig.acked") - 0.1 + 0.3));
    EXPECT_GT(result.metrics.at("reconfig.rules_touched"), 0);
    EXPECT_TRUE(!result.samples.contains("reconfig.effective") ||
                result.samples.at("reconfig.effective").empty());
}

TEST_P(MoveVmTest, WithMemoryReportsWhatTheMigrationTook)
{
    const Scenario scenario = ParseTest(Moving("vm = \"vm-1\"\nto = \"3\"\nmemory = \"100MB\"\n"
                                               "dirty_rate = \"1Gbps\"\ndowntime = \"1ms\"\n"));
    const RunResult result = RunDesign(scenario, "", GetParam(), 0, [](double) {});
    ASSERT_EQ(result.error, "");
    // 10 Gbit/s give memory 1.24 GB/s: 81 ms, 8 ms, and the third round is short enough.
    EXPECT_THAT(result.samples.at("migration.rounds"), testing::ElementsAre(2));
    EXPECT_NEAR(result.samples.at("migration.total").front(), 0.0898, 0.002);
    EXPECT_LE(result.samples.at("migration.downtime").front(), 0.0011);
    EXPECT_EQ(result.metrics.at("migration.given_up"), 0);
    EXPECT_NEAR(result.metrics.at("migration.bytes"), 111e6, 2e6);
    EXPECT_GT(result.metrics.at("reconfig.rules_touched"), 0);
}

TEST_P(MoveVmTest, RedirectionCountsOrIsSaidNotToBe)
{
    const Scenario scenario = ParseTest(Moving("vm = \"vm-1\"\nto = \"3\"\nredirect = \"on\"\n"));
    const RunResult result = RunDesign(scenario, "", GetParam(), 0, [](double) {});
    ASSERT_EQ(result.error, "");
    EXPECT_GT(result.metrics.at("reconfig.rules_touched"), 0); // it moves in any case
    if (FindDesign(GetParam())->TunnelOverhead() == 0)
    {
        EXPECT_EQ(result.metrics.at("reconfig.failed"), 1);
        EXPECT_FALSE(result.metrics.contains("migration.redirected"));
        return;
    }
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    // At least 16 + 8 + 20 + 200 bytes, and a tunnel's headers, of each packet.
    EXPECT_GE(result.metrics.at("migration.redirected_bytes"),
              260 * result.metrics.at("migration.redirected"));
}

TEST(MoveVmKeysTest, LearningVtepsLoseAVmThatNobodyAnnounces)
{
    const auto lost = [](const std::string& keys)
    {
        const std::string move = "vm = \"vm-1\"\nto = \"3\"\ndowntime = \"100ms\"\n";
        return RunDesign(ParseTest(Moving(move + keys)), "", "vxlan-learn", 0, [](double) {})
            .metrics.at("reconfig.disrupted");
    };
    // Its traffic goes both ways all the time, so that its first packet tells, too.
    EXPECT_LE(lost("announce = \"on\"\n"), lost("announce = \"off\"\n"));
}

TEST(MoveVmKeysTest, WithoutMemoryNoMigrationIsReported)
{
    const RunResult result = RunDesign(ParseTest(Moving("")), "", "flat", 0, [](double) {});
    EXPECT_FALSE(result.metrics.contains("migration.bytes"));
    EXPECT_FALSE(result.samples.contains("migration.total"));
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         MoveVmTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(MoveVmKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(Problems(Moving("vm = \"vm-9\"\n")),
              "16:6: changes.vm is \"vm-9\", which is no VM of tenant \"shop\" at that "
              "time; accepted is one of its, or \"random\"\n");
    EXPECT_EQ(Problems(Moving("to = \"rack 1\"\n")),
              "16:6: changes.to is \"rack 1\"; accepted is a host's number, or "
              "\"random\"\n");
    EXPECT_EQ(
        Problems(Moving("dirty_rate = \"1Gbps\"\n")),
        "16:14: changes.dirty_rate is given, but no memory is copied; accepted with memory above "
        "0B\n");
    EXPECT_EQ(Problems(Moving("memory = \"1GB\"\ndirty_rate = \"1Gbps\"\n")), "");
    EXPECT_EQ(Problems(Moving("redirect_for = \"1s\"\n")),
              "16:16: changes.redirect_for is given, but nothing is redirected; accepted with "
              "redirect = \"on\"\n");
    EXPECT_EQ(Problems(Moving("redirect = \"yes\"\n")),
              "16:12: changes.redirect is \"yes\"; accepted are off, on\n");
    EXPECT_EQ(Problems(Moving("announce = \"never\"\n")),
              "16:12: changes.announce is \"never\"; accepted are on, off\n");
    EXPECT_EQ(Problems(Moving("redirect = \"on\"\nredirect_for = \"25h\"\n")),
              "17:16: changes.redirect_for is \"25h\"; accepted is a duration from 0ns to 24h\n");
    std::string one = Moving("redirect = \"on\"\n");
    one.replace(one.find("racks = 2"), 9, "racks = 1");
    one.replace(one.find("hosts_per_rack = 2"), 18, "hosts_per_rack = 1");
    EXPECT_EQ(Problems(one),
              "16:12: changes.redirect is \"on\", but there is no second host; accepted with two "
              "or more\n");
    EXPECT_EQ(Problems(Moving("")), "");
}

TEST(MoveVmKeysTest, ChanceMovesTheSameVmUnderEveryDesign)
{
    const Scenario scenario = ParseTest(Moving(""));
    for (const char* design : {"flat", "linkwire"})
    {
        EXPECT_EQ(RunDesign(scenario, "", design, 0, [](double) {}).error, "");
    }
}

} // namespace
} // namespace ns3::vnlab::test
