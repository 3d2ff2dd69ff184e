// SPDX-License-Identifier: GPL-2.0-only
//
// Whatever comes and goes by chance, at the end of the run the rules are those of a fresh compile of what
// is wanted then, under every design.

#include "model/deployment/compiled-cloud.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// A kind that arrives, how often a second, and a key that it needs.
struct Arriving
{
    std::string kind;
    int rate;
    std::string key{};
};

const std::vector<Arriving> kArriving{{"add-link", 8},
                                      {"add-tenant", 6},
                                      {"add-vm", 8, "add-vm.like = \"random\"\n"},
                                      {"move-vm", 8, "move-vm.downtime = \"5ms\"\n"},
                                      {"remove-link", 8},
                                      {"remove-tenant", 2},
                                      {"remove-vm", 6},
                                      {"renumber-vm", 8},
                                      {"rewire", 8, "rewire.links = 2\n"}};

Scenario
Storm(uint64_t seed)
{
    std::string text = R"([[tenants]]
name = "shop"
count = 3
generate = { kind = "ring", vms = 5 }
[substrate]
racks = 2
hosts_per_rack = 2
vms_per_host = 60
[[substrate.servers]]
name = "gateway"
kind = "gateway"
[designs]
use = ["flat"]
[[designs.variant]]
name = "vxlan-pull"
design = "vxlan"
control = "pull"
[[designs.variant]]
name = "vxlan-reactive"
design = "vxlan"
control = "reactive"
[[designs.variant]]
name = "vxlan-hoverboard"
design = "vxlan"
control = "hoverboard"
hoverboard = { threshold = "1kbps" }
[[designs.variant]]
name = "geneve-bgp"
design = "geneve"
control = "bgp-evpn"
[traffic]
interval = "50ms"
)";
    text += "[run]\nduration = \"4s\"\nwiretap = \"off\"\nseed = " + std::to_string(seed) + "\n";
    for (const Arriving& arriving : kArriving)
    {
        text += "[[changes]]\nat = \"500ms\"\nkind = \"churn\"\nuntil = \"3s\"\n"
                "watch = \"10ms\"\nprobe_interval = \"5ms\"\nrate = " +
                std::to_string(arriving.rate) + "\nof = \"" + arriving.kind + "\"\n" + arriving.key;
    }
    return ParseScenario(text,
                         "storm.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

/// Looks at the cloud when the run is over.
class AtTheEnd : public RunObserver
{
  public:
    AtTheEnd(const Timeline& timeline, const DesignChoice& design)
        : m_timeline(timeline),
          m_design(design.GetDesign())
    {
    }

    void Began(const Deployment& deployment, const Topology&) override
    {
        m_cloud = &deployment;
    }

    /// Called after the last event, change by change.
    void Changed(const ChangeOutcome& outcome) override
    {
        made += outcome.failure.empty() ? 1 : 0;
        if (isCompared)
        {
            return;
        }
        isCompared = true;
        std::vector<TenantView> views;
        for (uint32_t id = 0; id < m_timeline.Tenants().size(); ++id)
        {
            const TenantView& view =
                views.emplace_back(m_cloud->Plan(),
                                   m_cloud->Version(),
                                   TenantId{id},
                                   *m_timeline.Tenants()[id].versions.back().specification);
            EXPECT_EQ(m_cloud->Views()[id].Vnics(), view.Vnics());
            EXPECT_EQ(m_cloud->Views()[id].Links(), view.Links());
            EXPECT_EQ(m_cloud->Views()[id].Placed(), view.Placed());
        }
        CompiledCloud fresh(m_design, m_cloud->GetSupply());
        fresh.Begin(std::move(views), [](const RuleDelta&) {});
        EXPECT_EQ(m_cloud->Store().Rules(), fresh.Store().Rules());
        EXPECT_EQ(m_cloud->GetControlPlane().Refused(), 0U);
    }

    size_t made{0};
    bool isCompared{false};

  private:
    const Timeline& m_timeline;
    const Design& m_design; ///< of the choice, which outlives this
    const Deployment* m_cloud{nullptr};
};

class LifecycleLaw : public testing::TestWithParam<std::string>
{
};

TEST_P(LifecycleLaw, AfterAnyChangesTheRulesAreThoseOfAFreshCompile)
{
    for (uint64_t seed = 1; seed <= 4; ++seed)
    {
        const Scenario scenario = Storm(seed);
        const Timeline timeline(scenario, 0);
        const DesignChoice design = ChooseDesign(scenario, GetParam());
        AtTheEnd end(timeline, design);
        const RunResult result = RunDesign(
            scenario, "", GetParam(), 0, [](double) {}, &end);
        ASSERT_EQ(result.error, "") << seed;
        EXPECT_TRUE(end.isCompared);
        EXPECT_GT(end.made, 70U); // of 155 that arrive on average
    }
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         LifecycleLaw,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

INSTANTIATE_TEST_SUITE_P(
    OtherControlPlanes,
    LifecycleLaw,
    testing::Values("vxlan-pull", "vxlan-reactive", "vxlan-hoverboard", "geneve-bgp"),
    [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
