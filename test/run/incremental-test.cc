// SPDX-License-Identifier: GPL-2.0-only
//
// What is recomputed for a change does not show in what a cloud does.
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

RunResult
RunWhereIncrementalIs(const std::string& onOrOff, const std::string& design)
{
    const std::string text = R"([[tenants]]
name = "shop"
count = 3
generate = { kind = "ring", vms = 5 }
[substrate]
racks = 2
hosts_per_rack = 2
detection = "50ms"
[designs]
use = ["flat", "vxlan", "vxlan-learn", "linkwire", "identity-firewall"]
[[designs.variant]]
name = "vxlan-pull"
design = "vxlan"
control = "pull"
[[changes]]
at = "100ms"
kind = "rewire"
tenant = "shop-1"
links = 2
[[changes]]
at = "200ms"
kind = "move-vm"
tenant = "shop-2"
[[changes]]
at = "300ms"
kind = "fail-link"
a = "leaf-0"
b = "spine-0"
[[changes]]
at = "400ms"
kind = "fail-host"
host = "1"
[[changes]]
at = "800ms"
kind = "repair-host"
host = "1"
[[changes]]
at = "900ms"
kind = "remove-vm"
tenant = "shop-3"
[run]
duration = "1200ms"
wiretap = "off"
incremental = ")" + onOrOff + "\"\n";
    const Scenario scenario = ParseScenario(text,
                                            "incremental.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) -> std::optional<std::string>
                                            { return std::nullopt; });
    RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
    EXPECT_EQ(result.error, "") << design;
    return result;
}

class Incremental : public testing::TestWithParam<std::string>
{
};

TEST_P(Incremental, AllMetricsButTheScopesRecomputedAreThoseOfRecomputingEverything)
{
    RunResult affected = RunWhereIncrementalIs("on", GetParam());
    RunResult everything = RunWhereIncrementalIs("off", GetParam());
    EXPECT_GT(affected.metrics["reconfig.rules_touched"], 0);
    EXPECT_LT(affected.metrics["reconfig.recomputed"], everything.metrics["reconfig.recomputed"]);
    affected.metrics.erase("reconfig.recomputed");
    everything.metrics.erase("reconfig.recomputed");
    EXPECT_EQ(affected.metrics, everything.metrics);
    EXPECT_EQ(affected.samples, everything.samples);
    EXPECT_EQ(affected.series, everything.series);
}

INSTANTIATE_TEST_SUITE_P(
    Designs,
    Incremental,
    testing::Values("flat", "vxlan", "vxlan-learn", "linkwire", "identity-firewall", "vxlan-pull"),
    [](const auto& tested)
    {
        std::string name = tested.param;
        std::erase(name, '-');
        return name;
    });

} // namespace
} // namespace ns3::vnlab::test
