// SPDX-License-Identifier: GPL-2.0-only
//
// Certificates that are revoked while a run goes on, as a scenario says it.

#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/run/run-design.h"
#include "test/change/lab-file.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::IsEmpty;
using testing::SizeIs;

/// A ring of four VMs, vm-1 to vm-4.
std::string
Revoking(const std::string& keys, const std::string& more = "")
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 4 }
[substrate]
racks = 2
hosts_per_rack = 2
[designs]
use = ["identity-firewall"]
[traffic]
interval = "1ms"
[run]
duration = "3s"
[[changes]]
at = "1s"
kind = "revoke-identity"
)" + keys + more;
}

class RevokeIdentityRun : public testing::TestWithParam<std::string>
{
};

TEST_P(RevokeIdentityRun, IsMeasuredWhereHostsVerifyAndHasFailedElsewhere)
{
    const Scenario scenario = ParseLab(Revoking("vm = \"vm-1\"\n"));
    const RunResult result = RunDesign(scenario, "", GetParam(), 0, [](double) {});
    ASSERT_EQ(result.error, "");
    if (!FindDesign(GetParam())->VerifiesIdentity())
    {
        EXPECT_EQ(result.metrics.at("reconfig.failed"), 1);
        EXPECT_EQ(result.metrics.at("reconfig.messages"), 0);
        EXPECT_EQ(result.metrics.at("reconfig.rules_touched"), 0);
        EXPECT_EQ(result.metrics.at("reconfig.disrupted"), 0);
        return;
    }
    EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
    const std::vector<double>& leaks = result.samples.at("reconfig.leak");
    ASSERT_THAT(leaks, SizeIs(2)); // until the last host of either link obeys
    EXPECT_GT(std::ranges::max(leaks), 0);
    EXPECT_LE(std::ranges::max(leaks),
              result.metrics.at("reconfig.acked") + result.metrics.at("reconfig.grid"));
    EXPECT_EQ(result.metrics.at("reconfig.messages"),
              6); // to and from its host and its neighbours'
}

TEST_P(RevokeIdentityRun, CheckWarnsWhereNothingIsVerified)
{
    Scenario scenario = ParseLab(Revoking(""));
    scenario.designs = {GetParam()};
    const Rehearsal rehearsal = Rehearse(scenario);
    EXPECT_THAT(rehearsal.refusals, IsEmpty());
    EXPECT_THAT(rehearsal.warnings, SizeIs(FindDesign(GetParam())->VerifiesIdentity() ? 0 : 1));
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         RevokeIdentityRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(RevokeIdentityTest, ChanceRevokesEachOnceAndThenSaysThatAllAre)
{
    std::string more;
    for (int i = 2; i <= 5; ++i)
    {
        more +=
            "[[changes]]\nat = \"" + std::to_string(i * 100) + "ms\"\nkind = \"revoke-identity\"\n";
    }
    const RunResult result =
        RunDesign(ParseLab(Revoking("", more)), "", "identity-firewall", 0, [](double) {});
    ASSERT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 1);
}

TEST(RevokeIdentityTest, WhatIsAskedForTwiceHasFailedOnce)
{
    const std::string again =
        "[[changes]]\nat = \"2s\"\nkind = \"revoke-identity\"\nvm = \"vm-1\"\n";
    const RunResult result = RunDesign(
        ParseLab(Revoking("vm = \"vm-1\"\n", again)), "", "identity-firewall", 0, [](double) {});
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 1);
}

TEST(RevokeIdentityKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(
        FirstProblem(Revoking("vm = \"vm-9\"\n")),
        "lab.toml:16:6: changes.vm is \"vm-9\", which is no VM of tenant \"shop\" at that time; "
        "accepted is one of its, or \"random\"");
}

} // namespace
} // namespace ns3::vnlab::test
