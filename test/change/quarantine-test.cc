// SPDX-License-Identifier: GPL-2.0-only
//
// VMs that a defender cuts off and lets back, as a scenario says it.

#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/timeline.h"
#include "test/change/lab-file.h"
#include "test/support/cloud-fixture.h"
#include "test/support/infinity.h"

#include <boost/range/iterator_range.hpp>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A ring of four VMs, vm-1 to vm-4; changes begin in line 13.
std::string
Quarantining(const std::string& changes)
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 4 }
[substrate]
racks = 2
hosts_per_rack = 2
[designs]
use = ["linkwire"]
[traffic]
interval = "1ms"
[run]
duration = "3s"
)" + changes;
}

std::string
ActAt(const std::string& at, const std::string& kind, const std::string& keys = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\n" + keys;
}

const std::string kVm1 = "vm = \"vm-1\"\n";

/// @return of each version the neighbours of vm-1
std::vector<std::set<std::string>>
NeighboursOfVm1(const std::string& changes)
{
    const Scenario scenario = ParseLab(Quarantining(changes));
    const Timeline timeline(scenario, 0);
    std::vector<std::set<std::string>> versions;
    for (const Version& version : timeline.Tenants().front().versions)
    {
        const SpecGraph& graph = version.specification->graph;
        auto& neighbours = versions.emplace_back();
        for (const auto link : boost::make_iterator_range(boost::edges(graph)))
        {
            const std::string& a = graph[boost::source(link, graph)].name;
            const std::string& b = graph[boost::target(link, graph)].name;
            if (a == "vm-1" || b == "vm-1")
            {
                neighbours.insert(a == "vm-1" ? b : a);
            }
        }
    }
    return versions;
}

TEST(QuarantineTest, VmLosesItsLinksAndGetsThemBack)
{
    const auto versions =
        NeighboursOfVm1(ActAt("1s", "quarantine", kVm1) + ActAt("2s", "restore-vm", kVm1));
    EXPECT_THAT(versions,
                ElementsAre(ElementsAre("vm-2", "vm-4"), IsEmpty(), ElementsAre("vm-2", "vm-4")));
}

TEST(QuarantineTest, WhatTheTenantSubmitsDoesNotLiftItAndIsInForceAfterwards)
{
    const auto versions = NeighboursOfVm1(
        ActAt("1s", "quarantine", kVm1) +
        ActAt("1100ms", "add-link", "a = \"vm-1\"\nb = \"vm-3\"\n") +
        ActAt("1200ms", "remove-link", "a = \"vm-1\"\nb = \"vm-2\"\n") +
        ActAt("1300ms", "move-vm", kVm1) + ActAt("1400ms", "restore-vm", kVm1) +
        ActAt("1500ms", "quarantine", kVm1) +
        ActAt("1600ms", "resubmit", "generate = { kind = \"full-mesh\", vms = 4 }\n") +
        ActAt("1700ms", "restore-vm"));
    EXPECT_THAT(versions,
                ElementsAre(SizeIs(2),
                            IsEmpty(),
                            IsEmpty(),
                            IsEmpty(),
                            IsEmpty(),
                            ElementsAre("vm-3", "vm-4"),
                            IsEmpty(),
                            IsEmpty(),
                            ElementsAre("vm-2", "vm-3", "vm-4")));
}

TEST(QuarantineTest, ChanceTakesEachVmOnceAndGivesEachBackOnce)
{
    std::string changes;
    for (int i = 0; i < 4; ++i)
    {
        changes += ActAt("1s", "quarantine");
    }
    for (int i = 0; i < 4; ++i)
    {
        changes += ActAt("2s", "restore-vm");
    }
    const Scenario scenario = ParseLab(Quarantining(changes));
    const Timeline timeline(scenario, 0);
    const std::vector<Version>& versions = timeline.Tenants().front().versions;
    ASSERT_THAT(versions, SizeIs(9));
    EXPECT_EQ(boost::num_edges(versions[4].specification->graph), 0U);
    EXPECT_EQ(versions[8].specification, versions[0].specification);
    EXPECT_THAT(timeline.Tenants().front().quarantined, IsEmpty());
}

TEST(QuarantineKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(
        FirstProblem(Quarantining(ActAt("1s", "quarantine", "vm = \"vm-9\"\n"))),
        "lab.toml:16:6: changes.vm is \"vm-9\", which is no VM of tenant \"shop\" at that time; "
        "accepted is one of its, or \"random\"");
    EXPECT_EQ(
        FirstProblem(Quarantining(ActAt("1s", "restore-vm", "vm = \"vm-9\"\n"))),
        "lab.toml:16:6: changes.vm is \"vm-9\", which is no VM of tenant \"shop\" at that time; "
        "accepted is one of its, or \"random\"");
    EXPECT_EQ(FirstProblem(Quarantining(ActAt("1s", "restore-vm", kVm1))),
              "lab.toml:13:1: changes does not work: no VM is in quarantine");
    EXPECT_EQ(FirstProblem(Quarantining(ActAt("1s", "quarantine", kVm1) +
                                        ActAt("2s", "restore-vm", "vm = \"vm-2\"\n"))),
              "lab.toml:17:1: changes does not work: VM \"vm-2\" is not in quarantine");
    EXPECT_EQ(FirstProblem(
                  Quarantining(ActAt("1s", "quarantine", kVm1) + ActAt("2s", "quarantine", kVm1))),
              "lab.toml:17:1: changes does not work: VM \"vm-1\" is in quarantine already");
    std::string five;
    for (int i = 0; i < 5; ++i)
    {
        five += ActAt("1s", "quarantine");
    }
    EXPECT_EQ(FirstProblem(Quarantining(five)),
              "lab.toml:25:1: changes does not work: all VMs are in quarantine already");
}

class QuarantineRun : public testing::TestWithParam<std::string>
{
  protected:
    static bool ActsOnLinks()
    {
        const std::vector<SpecPart> parts = FindDesign(GetParam())->Takes();
        return std::ranges::find(parts, SpecPart::kLinks) != parts.end();
    }
};

TEST_P(QuarantineRun, EachDesignIsMeasuredByTheVmsLinks)
{
    const Scenario scenario =
        ParseLab(Quarantining(ActAt("1s", "quarantine", kVm1) + ActAt("2s", "restore-vm", kVm1)));
    const RunResult result = RunDesign(scenario, "", GetParam(), 0, [](double) {});
    ASSERT_EQ(result.error, "");
    const std::vector<double>& leaks = result.samples.at("reconfig.leak");
    ASSERT_THAT(leaks, SizeIs(2));
    const auto opened = result.samples.contains("reconfig.effective")
                          ? result.samples.at("reconfig.effective").size()
                          : 0;
    EXPECT_EQ(static_cast<double>(opened) + result.metrics.at("reconfig.always_open"), 2);
    if (ActsOnLinks() && IsTyped(GetParam()))
    {
        EXPECT_THAT(leaks, Each(kInfinity)); // the run is over before anybody has typed it
        return;
    }
    if (ActsOnLinks())
    {
        const double lag = GetParam() == "openflow-hop-by-hop" ? 0.25 : 0; // of switches of 2011
        EXPECT_LT(std::ranges::max(leaks), 0.1 + lag);
        EXPECT_EQ(opened, 2U);
        EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
        EXPECT_GT(result.metrics.at("reconfig.rules_touched"), 0);
        return;
    }
    EXPECT_TRUE(std::ranges::all_of(leaks, [](double leak) { return std::isinf(leak); }));
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 2);
    EXPECT_EQ(result.metrics.at("reconfig.rules_touched"), 0);
}

TEST_P(QuarantineRun, CheckWarnsWhereItChangesNothing)
{
    Scenario scenario = ParseLab(Quarantining(ActAt("1s", "quarantine", kVm1)));
    scenario.designs = {GetParam()};
    const Rehearsal rehearsal = Rehearse(scenario);
    EXPECT_THAT(rehearsal.refusals, IsEmpty());
    if (ActsOnLinks())
    {
        EXPECT_THAT(rehearsal.warnings, IsEmpty());
        return;
    }
    ASSERT_THAT(rehearsal.warnings, SizeIs(1));
    EXPECT_EQ(rehearsal.warnings.front().word,
              "the quarantine at 1s will be counted as failed: " + GetParam() +
                  " permits nothing link by link: packets to and from the VM pass all the same");
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         QuarantineRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
